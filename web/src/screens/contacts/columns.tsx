import type { TFunction } from "i18next";
import type { ReactNode } from "react";
import { country, dateTime, figures, number, tone, when } from "../../lib/format";
import { labelText } from "../../lib/i18n";
import type { Field, Item, Json, Row, Schema } from "../../lib/shapes";
import styles from "./Table.module.css";
import { fieldOf, headText } from "./fields";

export type Column = { key: string; label: string; sort?: string; width: string; least: number; cell: (row: Row) => ReactNode };
export type Look = { t: TFunction; schema: Schema | null; names: Map<string, Row> };

/** What stands beside the name when nobody chose. */
export const standard = ["company", "phones", "emails", "addresses", "temperature", "relation", "tags", "owner_id", "changed_at"];
/** Names and whole numbers come first: where the window is narrow, what is least looked for gives way to them. */
const firstToGo = ["relation", "owner_id", "changed_at", "tags", "temperature", "addresses", "emails"];

const primary = (value: Json | undefined): Json => {
  const list = Array.isArray(value) ? (value as unknown as Item[]) : [];
  return (list.find((item) => item.primary) ?? list[0])?.value ?? null;
};
const text = (value: Json | undefined) => (typeof value === "string" ? value : "");

/** The columns as chosen, or the standard ones as far as they fit into the width. In: names of fields. */
export function columnsOf(chosen: string[], width: number, look: Look): Column[] {
  const made = (names: string[]) => names.flatMap((name) => column(name, look) ?? []);
  if (chosen.length) return made(chosen);
  const all = made(standard);
  const gone = new Set<string>();
  for (const name of firstToGo) {
    if (leastWidth(all.filter((one) => !gone.has(one.key))) <= width) break;
    gone.add(name);
  }
  return all.filter((one) => !gone.has(one.key));
}

const frame = { check: 34, name: 150, view: 82 };
export const leastWidth = (columns: Column[]) => columns.reduce((sum, column) => sum + column.least, frame.check + frame.name + frame.view);
export const template = (columns: Column[]) => [`${frame.check}px`, `minmax(${frame.name}px, 2fr)`, ...columns.map((one) => one.width), `${frame.view}px`].join(" ");

const widths: Record<string, [number, string]> = {
  phones: [144, "144px"],
  emails: [120, "1.6fr"],
  addresses: [96, "1.1fr"],
  choice: [76, "0.5fr"],
  boolean: [64, "0.4fr"],
  number: [80, "0.5fr"],
  money: [96, "0.6fr"],
  date: [104, "0.5fr"],
  datetime: [92, "0.5fr"],
  temperature: [72, "0.5fr"],
  changed_at: [92, "0.5fr"], // "vor 23 Std.", "28.09.2026"
  tags: [106, "1fr"], // the head in German
  user: [84, "0.7fr"],
};

function column(name: string, look: Look): Column | null {
  const field = fieldOf(look.schema, name);
  if (!field || field.sensitive) return null;
  const [least, share] = widths[field.name] ?? widths[field.type] ?? [90, "1fr"];
  const width = share.endsWith("px") ? share : `minmax(${least}px, ${share})`;
  const cell = (row: Row) => <Cell field={field} row={row} look={look} />;
  return { key: name, label: headText(look.t, look.schema, name), width, least, cell, ...(field.sortable ? { sort: name } : {}) };
}

function Cell({ field, row, look }: { field: Field; row: Row; look: Look }) {
  const value = row[field.name];
  if (field.type === "datetime" && value) return <time title={dateTime(String(value))}>{field.name === "changed_at" ? when(String(value)) : figures(String(value).slice(0, 10))}</time>;
  if (field.type === "tags" && Array.isArray(value)) return <TagWords tags={value as string[]} colors={look.schema?.tags ?? {}} />;
  // That there is one is no secret, only which.
  if (field.name === "company" && row.company_id && !row.company) return <span className="k-dim">{look.t("list.unseen")}</span>;
  const color = field.type === "choice" ? optionOf(field, value, look)?.color : null;
  const words = cellText(field, row, look);
  if (field.type === "phones" || field.type === "number" || field.type === "money") return <span className="k-figures">{words}</span>;
  return (
    <>
      {color && <span className={styles.dot} style={{ background: tone(color) }} aria-hidden="true" />}
      {words}
    </>
  );
}

/** Tags in one line, those that have a colour with it. */
const TagWords = ({ tags, colors }: { tags: string[]; colors: Record<string, string> }) => (
  <>
    {tags.map((tag, at) => (
      <span key={tag}>
        {at > 0 && ", "}
        {colors[tag] && <span className={styles.dot} style={{ background: tone(colors[tag]) }} aria-hidden="true" />}
        {tag}
      </span>
    ))}
  </>
);

const optionOf = (field: Field, key: Json | undefined, { schema }: Look) => (field.choices?.length ? field.choices : schema?.lists[field.name])?.find((one) => one.key === key);

/** A value as one line of text; of several e-mails, numbers or addresses the primary one. */
export function cellText(field: Field, row: Row, look: Look): string {
  const value = row[field.name];
  const { t, schema, names } = look;
  const user = (id: Json) => schema?.users.find((one) => one.id === id)?.name ?? "";
  const choice = (key: Json) => labelText(optionOf(field, key, look)?.label, text(key));
  if (field.name === "company") return row.kind === "company" ? "" : text(row.company) || text(row.company_name);
  if (value === null || value === undefined || value === "") return "";
  switch (field.type) {
    case "choice":
      return choice(value);
    case "multichoice":
      return (value as Json[]).map(choice).join(", ");
    case "tags":
      return (value as string[]).join(", ");
    case "user":
      return user(value);
    case "users":
      return (value as Json[]).map(user).filter(Boolean).join(", ");
    case "link":
      return text(names.get(String(value))?.name);
    case "boolean":
      return t(value === true ? "common.yes" : "common.no");
    case "number":
      return typeof value === "number" ? String(value) : number(Number(value), { maximumFractionDigits: 10 });
    case "money": {
      const { amount, currency } = value as { amount: string; currency: string };
      return number(Number(amount), { style: "currency", currency });
    }
    case "date":
      return figures(String(value));
    case "datetime":
      return dateTime(String(value));
    case "addresses":
      return place(primary(value));
    case "phones":
    case "emails":
    case "links":
      return text(primary(value));
    default:
      return text(value);
  }
}

function place(value: Json): string {
  const { city, street, country: land } = (value ?? {}) as { street?: string; city?: string; country?: string };
  return [city, street].filter(Boolean).join(", ") || (land ? country(land) : "");
}

/** The list shows the name as it is filed: last name first, but 王小明 as it is. */
export function listName(row: Row): string {
  const [first, last] = [text(row.first_name), text(row.last_name)];
  if (row.kind === "company" || !first || !last || /\p{Script=Han}/u.test(last)) return text(row.name) || "–";
  return `${last}, ${first}`;
}

/** What a narrow screen shows under the name: of chosen columns all that are filled, else company, place and number. */
export function secondLine(row: Row, chosen: string[], look: Look): string {
  const filled = (name: string) => {
    const field = fieldOf(look.schema, name);
    return field ? cellText(field, row, look) : "";
  };
  if (chosen.length) return chosen.map(filled).filter(Boolean).join(" · ");
  const city = (primary(row.addresses) as { city?: string } | null)?.city;
  return [filled("company"), city, filled("phones") || filled("emails")].filter(Boolean).join(" · ");
}
