import { Button, type ButtonProps } from "@mantine/core";
import type { ComponentPropsWithRef } from "react";
import { useTranslation } from "react-i18next";
import { Icon, type IconName } from "./icons";
import styles from "./Shell.module.css";

export type Place = { to: "/" | "/contacts" | "/bin" | "/import" | "/admin"; icon: IconName; key: string };
type Props = ButtonProps & ComponentPropsWithRef<"button">;

/** Opens the menu at top left. */
export function MenuButton(props: Props) {
  const { t } = useTranslation();
  return (
    <Button {...props} variant="subtle" color="gray" className={styles.menu!} leftSection={<Icon name="menu" />} aria-label={`Karteo: ${t("shell.menu")}`}>
      <span className={styles.brand}>Karteo</span>
    </Button>
  );
}

/** Opens what belongs to who works here. */
export function UserButton({ name, ...props }: Props & { name: string }) {
  const { t } = useTranslation();
  return (
    <Button {...props} variant="subtle" color="gray" className={styles.user!} aria-label={t("shell.user", { name })}>
      <span className={styles.userName}>{name}</span>
      <Icon name="user" />
    </Button>
  );
}
