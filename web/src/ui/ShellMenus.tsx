import { Menu, useMantineColorScheme } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useEffect, useState, type ReactElement, type RefObject } from "react";
import { useTranslation } from "react-i18next";
import { endSession, useMe } from "../local/session";
import { dirty } from "../local/signals";
import { Icon } from "./icons";
import type { Place } from "./ShellButtons";

/** `button`, which is in `target`, comes from the shell, where it stood before this was here: it was pressed already. */
type Props = { button: ReactElement; target: RefObject<HTMLButtonElement | null> };

/** Opens at once, and so that the focus goes back to the button. */
function usePressed(target: Props["target"]): { opened: boolean; onChange: (opened: boolean) => void } {
  const [opened, setOpened] = useState(false);
  useEffect(() => {
    target.current?.focus();
    setOpened(true);
  }, [target]);
  return { opened, onChange: setOpened };
}

/** The menu at top left: where one can go. */
export function MainMenu({ places, button, target }: Props & { places: Place[] }) {
  const { t } = useTranslation();
  return (
    <Menu {...usePressed(target)}>
      <Menu.Target>{button}</Menu.Target>
      <Menu.Dropdown>
        {places.map(({ to, icon, key }) => (
          <Menu.Item key={to} leftSection={<Icon name={icon} />} renderRoot={(props) => <Link {...props} to={to} />}>
            {t(`shell.${key === "contacts" ? "crm" : key}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** What belongs to who works here: the profile, light and dark, the way out. */
export function UserMenu({ pending, button, target }: Props & { pending: number }) {
  const { t } = useTranslation();
  const me = useMe();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const leave = async () => {
    if (pending && !window.confirm(t("shell.leaveWaiting", { count: pending }))) return;
    await endSession();
    dirty.set(0);
    location.assign("/login");
  };
  return (
    <Menu position="bottom-end" {...usePressed(target)}>
      <Menu.Target>{button}</Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{me.workspace.name}</Menu.Label>
        <Menu.Item renderRoot={(props) => <Link {...props} to="/profile" />}>{t("shell.profile")}</Menu.Item>
        <Menu.Item onClick={() => setColorScheme(colorScheme === "dark" ? "light" : "dark")}>{t(colorScheme === "dark" ? "shell.light" : "shell.dark")}</Menu.Item>
        <Menu.Item renderRoot={(props) => <Link {...props} to="/changelog" />}>{t("shell.news")}</Menu.Item>
        <Menu.Item onClick={() => void leave()}>{t("shell.logout")}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
