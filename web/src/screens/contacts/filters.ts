import type { TFunction } from "i18next";
import { labelText } from "../../lib/i18n";
import type { Clause, Filter, Me, Row, Schema } from "../../lib/shapes";

export type Offer = { value: string; label: string };
/** One kind of filter behind the plus: fixed, chosen from a list, or typed. */
export type Kind = { key: string; label: string; make: (value: string) => Filter; offers?: Offer[]; fixed?: boolean; input?: "text" };

const filled = ["emails", "phones", "addresses", "links", "company_id", "birth_date", "tags", "owner_id", "description"];
const days = ["today", "this_week", "this_month", "last_month", "this_year"];

/** Every filter the list offers, in the user's words. */
export function filterKinds(t: TFunction, schema: Schema | null, me: Me): Kind[] {
  const fields = schema?.types.contact?.fields ?? [];
  const label = (name: string) => labelText(fields.find((field) => field.name === name)?.label, name);
  const choices = (name: string): Offer[] => (schema?.lists[name] ?? []).map((one) => ({ value: one.key, label: labelText(one.label, one.key) }));
  const users = (schema?.users ?? []).filter((user) => user.active !== false).map((user) => ({ value: user.id, label: user.name }));
  const has = filled.map((name) => ({ value: name, label: label(name) }));
  const is = (field: string) => (value: string) => ({ field, op: "is", value });
  return [
    { key: "companies", label: t("filter.companies"), make: () => is("kind")("company"), fixed: true },
    { key: "persons", label: t("filter.persons"), make: () => is("kind")("person"), fixed: true },
    { key: "temperature", label: t("filter.temperature"), make: is("temperature"), offers: choices("temperature") },
    { key: "relation", label: t("filter.relation"), make: is("relation"), offers: choices("relation") },
    { key: "tags", label: t("filter.tags"), make: (value) => ({ field: "tags", op: "has", value }), input: "text" },
    { key: "city", label: t("filter.city"), make: (value) => ({ field: "addresses.city", op: "contains", value }), input: "text" },
    { key: "mine", label: `${t("filter.owner")}: ${t("filter.mine")}`, make: () => is("owner_id")(me.user.id), fixed: true },
    { key: "owner", label: t("filter.owner"), make: is("owner_id"), offers: users },
    { key: "filled", label: t("filter.has"), make: (field) => ({ field, op: "filled" }), offers: has },
    { key: "empty", label: t("filter.hasNot"), make: (field) => ({ field, op: "empty" }), offers: has },
    { key: "changed", label: t("filter.changed"), make: is("changed_at"), offers: days.map((day) => ({ value: day, label: t(`filter.day.${day}`) })) },
  ];
}

/** A chosen filter in words. */
export function filterText(filter: Filter, t: TFunction, schema: Schema | null, names: Map<string, Row>): string {
  if (!("field" in filter)) return JSON.stringify(filter);
  const { field, op, value } = filter as Clause;
  const fields = schema?.types.contact?.fields ?? [];
  const label = labelText(fields.find((one) => one.name === field)?.label, field);
  const chosen = (list: string) => {
    const found = schema?.lists[list]?.find((one) => one.key === value);
    return found ? labelText(found.label, found.key) : String(value);
  };
  if (op === "filled" || op === "empty") return t(`filter.${op}`, { label });
  if (field === "kind") return t(value === "company" ? "filter.companies" : "filter.persons");
  if (field === "temperature" || field === "relation") return `${t(`filter.${field}`)}: ${chosen(field)}`;
  if (field === "company_id") return `${label}: ${names.get(String(value))?.name ?? "…"}`;
  if (field === "owner_id") return `${t("filter.owner")}: ${schema?.users.find((user) => user.id === value)?.name ?? "…"}`;
  if (field === "addresses.city") return `${t("filter.city")}: ${String(value)}`;
  if (field === "tags") return `${t("filter.tags")}: ${String(value)}`;
  if (field === "changed_at") return `${t("filter.changed")}: ${t(`filter.day.${String(value)}`, { defaultValue: String(value) })}`;
  return `${label}: ${String(value ?? "")}`;
}
