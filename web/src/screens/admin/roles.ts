import type { Field, Schema } from "../../lib/shapes";
import type { FieldRight, Rights, Scope } from "./staff";

export const verbs = ["read", "create", "edit", "delete", "export", "bulk"] as const;
export type Verb = (typeof verbs)[number];
export const scopes: Scope[] = ["none", "own", "team", "all"];
const base = "contact";

/** The kinds of records that a role speaks of: contacts first, the others may be like them. */
export const typesOf = (schema: Schema): string[] => [base, ...Object.keys(schema.types).filter((name) => name !== base)];

/** Many at once and exports go by the contact's line: other records leave with their contact. */
export const verbsOf = (type: string): readonly Verb[] => (type === base ? verbs : verbs.slice(0, 4));

export const like = (rights: Rights, type: string): boolean => type !== base && !rights.types?.[type];

export function scopeOf(rights: Rights, type: string, verb: Verb): Scope {
  return rights.types?.[type]?.[verb] ?? "none";
}

export function withScope(rights: Rights, type: string, verb: Verb, scope: Scope): Rights {
  const line = { ...rights.types?.[type], [verb]: scope };
  return { ...rights, types: { ...rights.types, [type]: line } };
}

/** A type with settings of its own, or again like contacts. */
export function withLike(rights: Rights, type: string, alike: boolean): Rights {
  const { [type]: _gone, ...others } = rights.types ?? {};
  // What hangs on a contact is read by whoever sees the contact.
  const line = { ...rights.types?.[base], read: scopeOf(rights, base, "read") === "none" ? ("none" as const) : ("all" as const) };
  return { ...rights, types: alike ? others : { ...others, [type]: line } };
}

export const rightOf = (rights: Rights, type: string, field: string): FieldRight => rights.fields?.[type]?.[field] ?? "edit";

/** Only what is limited is kept. */
export function withRight(rights: Rights, type: string, field: string, right: FieldRight): Rights {
  const { [field]: _gone, ...others } = rights.fields?.[type] ?? {};
  const line = right === "edit" ? others : { ...others, [field]: right };
  const { [type]: _line, ...types } = rights.fields ?? {};
  return { ...rights, fields: Object.keys(line).length ? { ...types, [type]: line } : types };
}

/** By these a record is recognised and its access decided: whoever sees it sees them. */
export const always = (field: Field): boolean => field.group === "name" || field.group === "access" || field.name === "owner_id" || /^(parent|contact|other)_(type|id)$/.test(field.name);

export function limited(rights: Rights, right?: FieldRight): number {
  return Object.values(rights.fields ?? {}).reduce((sum, line) => sum + Object.values(line).filter((one) => (right ? one === right : one !== "edit")).length, 0);
}
