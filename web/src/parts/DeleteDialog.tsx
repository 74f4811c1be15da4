import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { labelText } from "../lib/i18n";
import type { Field, Row } from "../lib/shapes";
import { remove } from "../local/edit";
import { goesWith } from "../local/history";
import { useRelated } from "../local/related";
import { Dialog } from "../ui/Dialog";
import { toast } from "../ui/toast";
import { groupsOf } from "./groups";

type Props = { row: Row; fields: Field[]; onClose: () => void; onDeleted: () => void };
type Goes = Awaited<ReturnType<typeof goesWith>>;

/** Says what goes to the bin with a record, then puts it there. */
export function DeleteDialog({ row, fields, onClose, onDeleted }: Props) {
  const { t } = useTranslation();
  const [goes, setGoes] = useState<Goes | null>(null);
  useEffect(() => {
    goesWith(row.type, row.id).then(setGoes, () => setGoes(null)); // without network the device's own count stands
  }, [row.type, row.id]);

  // The newer of the two counts: this device knows what it has not sent yet, the server what was never opened here.
  const own = { note: useRelated("note", row.id).rows.length, file: useRelated("file", row.id).rows.length, relationship: useRelated("relationship", row.id).rows.length };
  const belonging = Object.entries(own).flatMap(([type, here]) => {
    const count = Math.max(here, goes?.counts[type] ?? goes?.counts[`${type}s`] ?? 0);
    return count ? [[type, count] as const] : [];
  });
  const filled = groupsOf(fields, row, "filled").flatMap(([, members]) => members);
  const lists = filled.filter((field) => Array.isArray(row[field.name]));
  const onDelete = async () => {
    const batch = await remove(row.type, [row.id]);
    toast(t("toast.deleted", { name: row.name ?? "" }), batch);
    onDeleted();
  };
  return (
    <Dialog opened onClose={onClose} title={t("page.deleteTitle", { name: row.name ?? "" })}>
      <div className="k-stack">
        <p>{t("page.deleteText")}</p>
        <div>
          {t("page.goes")}
          <ul>
            <li>{t("page.goesValues", { count: filled.length })}</li>
            {lists.map((field) => (
              <li key={field.name}>
                {labelText(field.label, field.name)}: {(row[field.name] as unknown[]).length}
              </li>
            ))}
            {belonging.map(([type, count]) => (
              <li key={type}>
                {t(`section.${type === "relationship" ? "related" : `${type}s`}`)}: {count}
              </li>
            ))}
            {goes?.counts.changes ? (
              <li>
                {t("history.title")}: {goes.counts.changes}
              </li>
            ) : null}
          </ul>
          {goes && goes.people.length > 0 && (
            <>
              {t("page.stays")}
              <ul>
                {goes.people.map((person) => (
                  <li key={person.id}>{person.name}</li>
                ))}
                {(goes.counts.people ?? 0) > goes.people.length && <li>… ({goes.counts.people})</li>}
              </ul>
            </>
          )}
        </div>
        <div className="k-row">
          <Button color="red.9" onClick={() => void onDelete()} data-autofocus>
            {t("page.delete")}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t("common.cancel")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
