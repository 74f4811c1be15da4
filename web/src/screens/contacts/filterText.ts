import type { TFunction } from "i18next";
import { country, date, dateTime, number } from "../../lib/format";
import { labelText } from "../../lib/i18n";
import type { Clause, Field, Filter, Json, Row, Schema } from "../../lib/shapes";
import { fieldOf, headText } from "./fields";

export const dayWords = ["today", "yesterday", "this_week", "last_week", "this_month", "last_month", "this_year", "last_year"];
export const lastDays = [7, 30, 90, 365];

/** A chosen filter in words. */
export function filterText(filter: Filter, t: TFunction, schema: Schema | null, names: Map<string, Row>): string {
  const inner = (one: Filter) => filterText(one, t, schema, names);
  if ("and" in filter) return filter.and.map(inner).join(` ${t("filters.and")} `);
  if ("or" in filter) return filter.or.map(inner).join(` ${t("filters.or")} `) || t("filters.none");
  if ("not" in filter) return t("filters.without", { what: inner(filter.not) });
  const { field: name, op, value } = filter as Clause;
  const known = quick(name, op, value);
  if (known) return t(known);
  const [base = "", part] = name.split(".");
  const field = fieldOf(schema, base);
  const label = part ? t(`field.${part}`, { defaultValue: part }) : headText(t, schema, base);
  if (op === "filled" || op === "empty") return t(`filter.${op}`, { label });
  const one = (single: Json) => valueText(field, single, t, schema, names, part);
  if (op === "between" && Array.isArray(value)) return t("filters.text.between", { label, from: one(value[0] ?? ""), to: one(value[1] ?? "") });
  const words = Array.isArray(value) ? value.map(one).join(op === "has_all" ? ` ${t("filters.and")} ` : ` ${t("filters.or")} `) : one(value ?? "");
  return t(`filters.text.${isDay(field) && ["lt", "le", "gt", "ge"].includes(op) ? `day_${op}` : op}`, { label, value: words, defaultValue: `${label}: ${words}` });
}

export const isDay = (field: Field | undefined) => field?.type === "date" || field?.type === "datetime";

/** Filters that have a word of their own. */
function quick(field: string, op: string, value: Json | undefined): string | null {
  if (field === "kind" && op === "is") return value === "company" ? "filter.companies" : "filter.persons";
  if (field === "restricted" && value === true) return op === "is" ? "filters.restricted" : op === "not" ? "filters.public" : null;
  if (field === "owner_id" && op === "is" && value === "me") return "filters.mine";
  return null;
}

/** One value of a filter as people read it. */
export function valueText(field: Field | undefined, value: Json, t: TFunction, schema: Schema | null, names: Map<string, Row>, part?: string): string {
  const text = String(value ?? "");
  if (part === "country") return country(text);
  switch (field?.type) {
    case "choice":
    case "multichoice": {
      const found = (field.choices?.length ? field.choices : schema?.lists[field.name])?.find((one) => one.key === value);
      return labelText(found?.label, text);
    }
    case "user":
    case "users":
      return value === "me" ? t("filters.me") : (schema?.users.find((user) => user.id === value)?.name ?? "…");
    case "boolean":
      return t(value === true ? "common.yes" : "common.no");
    case "link":
      return names.get(text)?.name ?? "…";
    case "number":
      return field.name.endsWith("year") ? text : number(Number(value), { maximumFractionDigits: 10 });
    case "money":
      return number(Number(value), { maximumFractionDigits: 10 });
    case "date":
    case "datetime":
      return dayText(text, t);
  }
  return text;
}

function dayText(text: string, t: TFunction): string {
  if (dayWords.includes(text)) return t(`filters.day.${text}`);
  const last = /^last:(\d+)d$/.exec(text);
  if (last) return t("filters.lastDays", { n: last[1] });
  return text.length > 10 ? dateTime(text) : date(text);
}
