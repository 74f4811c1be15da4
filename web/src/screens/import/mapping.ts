import type { Column, ColumnWish, Wish } from "./shapes";

/** What a select holds: "" = leave the column out, "+" = make a custom field, else the target. */
export const LEAVE = "";
export const CREATE = "+";

export type Entry = { value: string; label: string };
export type Group = { group: string; items: Entry[] };
type FieldLike = { name: string; type: string; group: string; label: string; readonly: boolean; kinds: string[]; parts: string[] };
type Words = { kind: (kind: string) => string; addressKind: (kind: string) => string; part: (part: string) => string; group: (group: string) => string; reading: (name: string) => string };

/** Targets that are no fields: a whole name to split, an age that becomes an estimated birth year, an owner by name. */
export const readings: Record<string, string> = { full_name: "name", age: "about", owner: "about" };
const lists = new Set(["emails", "phones", "links"]);

/** All places a column can go, in the groups of the contact page. */
export function targets(fields: FieldLike[], words: Words): Group[] {
  const groups = new Map<string, Entry[]>();
  const put = (group: string, entry: Entry) => groups.set(group, [...(groups.get(group) ?? []), entry]);
  for (const field of fields.filter((one) => !one.readonly && one.group !== "life")) {
    if (field.name === "owner_id" || field.name === "company_id") continue;
    if (lists.has(field.name)) for (const kind of field.kinds) put(field.group, { value: `${field.name}:${kind}`, label: `${field.label}: ${words.kind(kind)}` });
    else if (field.name === "addresses")
      for (const kind of field.kinds) {
        put(field.group, { value: `addresses:${kind}.full`, label: `${words.addressKind(kind)}: ${words.part("full")}` });
        for (const part of field.parts) put(field.group, { value: `addresses:${kind}.${part}`, label: `${words.addressKind(kind)}: ${words.part(part)}` });
      }
    else put(field.group, { value: field.name, label: field.label });
  }
  for (const [name, group] of Object.entries(readings)) put(group, { value: name, label: words.reading(name) });
  return [...groups].map(([group, items]) => ({ group: words.group(group), items }));
}

/** The words for a target that may be numbered ("phones:work#2") or as a program spells it ("phones.kind1"). */
export function targetLabel(target: string, groups: Group[]): string {
  const number = /#(\d+)/.exec(target);
  const bare = target.replace(/#\d+/, "");
  const found = groups.flatMap((group) => group.items).find((entry) => entry.value === bare);
  if (!found) return target;
  return number ? `${found.label} (${number[1]})` : found.label;
}

/** The target itself, or the next free number of its kind when another column has it. Out: null when it can be had only once. */
export function free(target: string, taken: Set<string>): string | null {
  if (!taken.has(target)) return target;
  const [, base, part] = /^([a-z_]+:[a-z]+)(\.[a-z_]+)?$/.exec(target) ?? [];
  if (!base) return null;
  for (let n = 2; ; n++) {
    const next = `${base}#${n}${part ?? ""}`;
    if (!taken.has(next)) return next;
  }
}

/** What choosing an entry in a column's select asks of the server: also of the column that had the target before. */
export function chosen(columns: Column[], index: number, entry: string): ColumnWish[] {
  const column = columns.find((one) => one.index === index)!;
  if (entry === LEAVE) return [{ index, field: null }];
  if (entry === CREATE) return column.offer ? [{ index, create: column.offer }] : [];
  const others = columns.filter((one) => one.index !== index);
  const target = free(entry, new Set(others.map((one) => one.field ?? "")));
  if (target) return [{ index, field: target }];
  // A field that can be had once moves here; the other column stands without one and says so.
  const before = others.find((one) => one.field === entry)!;
  return [
    { index: before.index, field: null },
    { index, field: entry },
  ];
}

/** Several changes made while the server still looked at the first ones, as one. The later wins. */
export function together(first: Wish, second: Wish): Wish {
  const columns = new Map([...(first.columns ?? []), ...(second.columns ?? [])].map((wish) => [wish.index, wish]));
  return { ...first, ...second, ...(columns.size ? { columns: [...columns.values()] } : {}) };
}

/** The columns as they will be once the server has answered. */
export function applied(columns: Column[], wish: Wish): Column[] {
  const byIndex = new Map((wish.columns ?? []).map((one) => [one.index, one]));
  return columns.map((column) => {
    const one = byIndex.get(column.index);
    if (!one) return column;
    return "create" in one ? { ...column, field: one.create.key, create: one.create } : { ...column, field: one.field, create: null };
  });
}

/** Columns with something in them that go nowhere: to be named before anything is imported. */
export const homeless = (columns: Column[]) => columns.filter((column) => !column.field && column.filled > 0);

/** The columns worth showing beside the rows: those that hold something. */
export const shownColumns = (columns: Column[]) => columns.filter((column) => column.filled > 0);
