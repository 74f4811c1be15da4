import { isEmpty } from "../lib/same";
import type { Field, Row } from "../lib/shapes";

const hidden = new Set(["name", "age", "merged_into", "deleted_at", "created_at", "changed_at"]);

/** The fields of a record to show or edit, by their group, in the schema's order. */
export function groupsOf(fields: Field[], row: Row, which: "all" | "filled"): [string, Field[]][] {
  const groups = new Map<string, Field[]>();
  for (const field of fields) {
    if (hidden.has(field.name) || field.group === "life") continue;
    const empty = isEmpty(row[field.name]);
    if (empty && (which === "filled" || (field.only && field.only !== row.kind))) continue;
    groups.set(field.group, [...(groups.get(field.group) ?? []), field]);
  }
  return [...groups];
}
