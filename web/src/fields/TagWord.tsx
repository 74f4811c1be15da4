import { ActionIcon } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { tone } from "../lib/format";
import { Icon } from "../ui/icons";
import styles from "./tags.module.css";

export function TagDot({ color }: { color: string | undefined }) {
  return color ? <span className={styles.dot} style={{ background: tone(color) }} aria-hidden="true" /> : null;
}

type Props = { tag: string; color: string | undefined; children?: ReactNode; onRemove?: () => void; quiet?: boolean };

/** One tag: its colour, its word, and a cross where it may be taken away. `quiet`: the cross shows under the mouse and with the keyboard; under a thumb always. */
export function TagWord({ tag, color, children, onRemove, quiet = false }: Props) {
  const { t } = useTranslation();
  return (
    <span className={styles.tag} data-tag={tag} data-quiet={(quiet && onRemove && true) || undefined}>
      <TagDot color={color} />
      {children ?? tag}
      {onRemove && (
        <ActionIcon className={styles.cross!} size={24} aria-label={t("field.removeTag", { tag })} onClick={onRemove}>
          <Icon name="close" size={12} />
        </ActionIcon>
      )}
    </span>
  );
}
