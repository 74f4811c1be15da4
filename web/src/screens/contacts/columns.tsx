import type { TFunction } from "i18next";
import { ago, country, dateTime, tone } from "../../lib/format";
import { labelText } from "../../lib/i18n";
import type { Field, Item, Json, Row, Schema } from "../../lib/shapes";
import styles from "./ContactList.module.css";

export type Column = {
  key: string;
  /** What the server sorts by; none when nobody would. */
  sort?: string;
  cell: (row: Row, look: Look) => React.ReactNode;
};
export type Look = { t: TFunction; schema: Schema | null };

const primary = (value: Json | undefined): Json => {
  const list = Array.isArray(value) ? (value as unknown as Item[]) : [];
  return (list.find((item) => item.primary) ?? list[0])?.value ?? null;
};
const text = (value: Json | undefined) => (typeof value === "string" ? value : "");

/** The list shows the name as it is filed: last name first, but 王小明 as it is. */
export function listName(row: Row): string {
  const [first, last] = [text(row.first_name), text(row.last_name)];
  if (row.kind === "company" || !first || !last || /\p{Script=Han}/u.test(last)) return text(row.name) || "–";
  return `${last}, ${first}`;
}

function choice(name: string, row: Row, { schema }: Look) {
  const field: Field | undefined = schema?.types.contact?.fields.find((one) => one.name === name);
  const found = (field?.choices?.length ? field.choices : schema?.lists[name])?.find((one) => one.key === row[name]);
  if (!found) return text(row[name]);
  return (
    <>
      {found.color && <span className={styles.dot} style={{ background: tone(found.color) }} aria-hidden="true" />}
      {labelText(found.label, found.key)}
    </>
  );
}

function place(row: Row): string {
  const value = primary(row.addresses) as { street?: string; city?: string; country?: string } | null;
  if (!value) return "";
  return [value.city, value.street].filter(Boolean).join(", ") || (value.country ? country(value.country) : "");
}

export const columns: Column[] = [
  { key: "company", sort: "company", cell: (row) => (row.kind === "company" ? "" : text(row.company) || text(row.company_name)) },
  { key: "phone", sort: "phones", cell: (row) => <span className="k-figures">{text(primary(row.phones))}</span> },
  { key: "email", sort: "emails", cell: (row) => text(primary(row.emails)) },
  { key: "city", sort: "addresses", cell: place },
  { key: "temperature", sort: "temperature", cell: (row, look) => choice("temperature", row, look) },
  { key: "relation", sort: "relation", cell: (row, look) => choice("relation", row, look) },
  { key: "tags", cell: (row) => (Array.isArray(row.tags) ? row.tags.join(", ") : "") },
  { key: "owner", sort: "owner_id", cell: (row, { schema }) => schema?.users.find((user) => user.id === row.owner_id)?.name ?? "" },
  {
    key: "changed",
    sort: "changed_at",
   
    cell: (row) => (row.changed_at ? <time title={dateTime(String(row.changed_at))}>{ago(String(row.changed_at))}</time> : ""),
  },
];

/** What a narrow screen shows under the name. */
export function secondLine(row: Row): string {
  const address = primary(row.addresses) as { city?: string } | null;
  const company = row.kind === "company" ? "" : text(row.company) || text(row.company_name);
  return [company, address?.city, text(primary(row.phones)) || text(primary(row.emails))].filter(Boolean).join(" · ");
}
