import type { TFunction } from "i18next";
import { labelText } from "../../lib/i18n";
import type { Field, Schema } from "../../lib/shapes";

const texts = ["contains", "is", "not", "starts", "ends", "empty", "filled"];
const days = ["is", "not", "lt", "le", "gt", "ge", "between", "empty", "filled"];

const derived = (name: string, type: string, operators: string[], sortable = true): Field => ({ name, type, group: "life", label: "", readonly: true, sortable, operators });
/** Columns of every record that are no fields of its form; their words are ours. */
const more: Field[] = [
  derived("changed_at", "datetime", days),
  derived("changed_by", "user", ["is", "not", "in", "empty", "filled"]),
];
const extra = [derived("name", "text", texts), derived("company", "text", texts), ...more];
const notShown = new Set(["deleted_at", "merged_into", "photo", "restricted", "shared_with"]);

/** All that can be filtered by; what is guarded is told only on the record itself. */
export function filterFields(schema: Schema | null): Field[] {
  const own = schema?.types.contact?.fields ?? [];
  return [...own.filter((field) => !field.sensitive && field.operators?.length && field.name !== "deleted_at" && field.name !== "merged_into"), ...more];
}

/** All that can stand in a column. */
export function columnFields(schema: Schema | null): Field[] {
  const own = schema?.types.contact?.fields ?? [];
  return [extra[1]!, ...own.filter((field) => !field.sensitive && !notShown.has(field.name) && field.name !== "company_id"), ...more];
}

export function fieldOf(schema: Schema | null, name: string): Field | undefined {
  return schema?.types.contact?.fields.find((field) => field.name === name) ?? extra.find((field) => field.name === name);
}

const short: Record<string, string> = {
  name: "name",
  company: "company",
  phones: "phone",
  emails: "email",
  addresses: "city",
  temperature: "temperature",
  relation: "relation",
  owner_id: "owner",
  changed_at: "changed",
  changed_by: "changedBy",
  created_at: "created",
};

/** What a field is called above a column: our own short word, else its label. */
export function headText(t: TFunction, schema: Schema | null, name: string): string {
  const field = fieldOf(schema, name);
  if (field?.custom || !short[name]) return labelText(field?.label, name);
  return t(`list.col.${short[name]}`);
}
