import { Button, Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { TagDot } from "../../fields/TagWord";
import { number } from "../../lib/format";
import type { Tag } from "../../local/tags";
import { colors } from "./options";
import styles from "./Tags.module.css";

type Props = {
  tag: Tag;
  busy: boolean;
  chosen: boolean;
  onChoose: () => void;
  onPaint: (color: string) => void;
  onRename: (label: string) => Promise<boolean>;
  onCancel: () => void;
  onRemove: () => void;
};

/** One tag of the administration: its word, how many contacts have it, and what can be done with it. */
export function TagLine({ tag, busy, chosen, onChoose, onPaint, onRename, onCancel, onRemove }: Props) {
  const { t } = useTranslation();
  const [label, setLabel] = useState<string | null>(null);

  const rename = async (event: FormEvent) => {
    event.preventDefault();
    const word = label?.trim();
    if (word && (word === tag.label || (await onRename(word)))) setLabel(null);
  };
  const cancel = () => {
    onCancel();
    setLabel(null);
  };
  return (
    <li className={styles.line} data-tag={tag.label}>
      <Checkbox checked={chosen} onChange={onChoose} aria-label={t("care.tagChoose", { tag: tag.label })} />
      {label === null ? (
        <div className={styles.word}>
          <TagDot color={tag.color} />
          <Link to="/contacts" search={{ filter: [{ field: "tags", op: "has", value: tag.label }] }} className={styles.link}>
            {tag.label}
          </Link>
          <span className="k-dim k-figures">{t("list.count", { count: tag.count, n: number(tag.count) })}</span>
        </div>
      ) : (
        <form className={styles.rename} onSubmit={(event) => void rename(event)} onKeyDown={(event) => event.key === "Escape" && cancel()} aria-label={t("care.tagRenameOf", { tag: tag.label })}>
          <TextInput aria-label={t("care.tagNew", { tag: tag.label })} value={label} maxLength={80} autoFocus onChange={(event) => setLabel(event.currentTarget.value)} />
          <Button type="submit" loading={busy}>
            {t("common.save")}
          </Button>
          <Button variant="default" onClick={cancel}>
            {t("common.cancel")}
          </Button>
        </form>
      )}
      <span className={styles.tools}>
        <NativeSelect
          aria-label={`${t("admin.color")}: ${tag.label}`}
          value={tag.color}
          disabled={busy}
          data={colors.map((color) => ({ value: color, label: t(`color.${color || "none"}`) }))}
          onChange={(event) => onPaint(event.currentTarget.value)}
        />
        <Button variant="default" disabled={busy} onClick={() => setLabel(tag.label)} aria-label={t("care.tagRenameOf", { tag: tag.label })}>
          {t("care.rename")}
        </Button>
        <Button variant="subtle" color="gray" disabled={busy} onClick={onRemove} aria-label={t("care.tagRemoveOf", { tag: tag.label })}>
          {t("common.remove")}
        </Button>
      </span>
    </li>
  );
}
