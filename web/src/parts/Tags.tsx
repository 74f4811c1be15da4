import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { addTags, words } from "../fields/tags";
import styles from "../fields/tags.module.css";
import { TagPicker } from "../fields/TagPicker";
import { TagWord } from "../fields/TagWord";
import type { Field, Row } from "../lib/shapes";
import { save, shownRow } from "../local/edit";
import { useTagColors } from "../local/tags";
import { Icon } from "../ui/icons";
import { toast } from "../ui/toast";

type Props = { row: Row; field: Field; editable: boolean };

/** The tags of a record under its name: each leads to all that have it; added and taken away on the spot, with undo. */
export function Tags({ row, field, editable }: Props) {
  const { t } = useTranslation();
  const colors = useTagColors();
  const [adding, setAdding] = useState(false);
  const tags = words(row[field.name]);
  const may = editable && !field.readonly;

  // Two tags may be set faster than the page is drawn anew: each edit begins with what this device shows now.
  const change = async (next: (now: string[]) => string[], said: string) => {
    const now = words((await shownRow(row.type, row.id))?.[field.name] ?? row[field.name]);
    const batch = await save([{ type: row.type, record: row.id, patch: { [field.name]: next(now) }, base: { [field.name]: now } }]);
    if (batch) toast(said, batch);
  };
  const add = (more: string[]) => void change((now) => addTags(now, more), t("toast.saved"));
  if (!tags.length && !may) return null;
  return (
    <div className={styles.strip} role="group" aria-label={t("field.tagsHere")}>
      <ul>
        {tags.map((tag) => (
          <li key={tag}>
            <TagWord
              tag={tag}
              color={colors[tag]}
              quiet
              {...(may ? { onRemove: () => void change((now) => now.filter((one) => one !== tag), t("field.tagRemoved", { tag })) } : {})}
            >
              <Link to="/contacts" search={{ filter: [{ field: field.name, op: "has", value: tag }] }}>
                {tag}
              </Link>
            </TagWord>
          </li>
        ))}
      </ul>
      {may && (
        <Button variant="subtle" size="compact-sm" leftSection={<Icon name={adding ? "check" : "plus"} size={14} />} onClick={() => setAdding(!adding)}>
          {t(adding ? "field.tagsDone" : "field.addTag")}
        </Button>
      )}
      {adding && <TagPicker label={t("field.newTag")} tags={tags} onAdd={add} autoFocus />}
    </div>
  );
}
