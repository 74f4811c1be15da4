import { useTranslation } from "react-i18next";
import { labelText } from "../lib/i18n";
import { isEmpty } from "../lib/same";
import type { Field, Label, Row } from "../lib/shapes";
import { useSchema } from "../local/schema";

const hidden = new Set(["name", "age", "merged_into", "deleted_at", "created_at", "created_by", "changed_at"]);
/** These have their own places on the page: the picture, the lock at the name. */
const elsewhere = new Set(["photo", "restricted", "shared_with"]);

/** The fields of a record to show or edit, by their group, in the schema's order. `stored`: also those with a place of their own. */
export function groupsOf(fields: Field[], row: Row, which: "all" | "filled" | "stored"): [string, Field[]][] {
  const groups = new Map<string, Field[]>();
  for (const field of fields) {
    if (hidden.has(field.name) || field.group === "life" || (which !== "stored" && elsewhere.has(field.name))) continue;
    const empty = isEmpty(row[field.name]) && !(field.sensitive && which === "filled"); // what it holds is not known here
    if (empty && (which !== "all" || (field.only && field.only !== row.kind))) continue;
    groups.set(field.group, [...(groups.get(field.group) ?? []), field]);
  }
  return [...groups];
}

/** The title of each section: an administrator's own, or one of the house. */
export function useGroupTitle(type: string): (group: string) => string {
  const { t } = useTranslation();
  const groups = useSchema()?.types[type]?.groups ?? [];
  return (name) => {
    const own = groups.find((group) => typeof group !== "string" && group.name === name);
    return own ? labelText((own as { label: Label }).label, name) : t(`group.${name}`, { defaultValue: name });
  };
}
