/** The wire's shapes: records, fields, edits and their outcomes, named as the server names them. */

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type Values = Record<string, Json>;

/** One e-mail, phone, link or address of a list field. */
export type Item = { id: string; value: Json; kind: string; primary: boolean };

export type Row = { type: string; id: string; name?: string; number?: number } & { [field: string]: Json | undefined };

export type Label = string | { en?: string; de?: string; zh?: string };
export type Choice = { key: string; label: Label; reverse?: Label | null; color?: string | null; retired?: boolean };

export type Field = {
  name: string;
  type: string;
  group: string;
  label: Label;
  required?: boolean;
  readonly?: boolean;
  custom?: boolean;
  /** Shown only when it is asked for, and that is noted. */
  sensitive?: boolean;
  many?: boolean;
  kinds?: (string | Choice)[];
  choices?: Choice[];
  operators?: string[];
  sortable?: boolean;
  /** Asked of this kind of record only; others show it when it is filled. */
  only?: string | null;
  /** A link's target type. */
  target?: string;
};

export type TypeSchema = { fields: Field[]; groups: (string | { name: string; label: Label })[] };
export type Person = { id: string; name: string; active?: boolean };
export type Schema = { types: Record<string, TypeSchema>; users: Person[]; lists: Record<string, Choice[]>; version: string | number; tags?: Record<string, string>; limits?: { file_max_mb: number; photo_max_mb: number } };

export type Rights = { read: boolean; edit: boolean; create: boolean; delete: boolean; export?: boolean; bulk?: boolean };
export type Me = {
  user: { id: string; name: string; email: string; language: string };
  workspace: { id: string; name: string; country: string; language: string };
  role: string;
  rights: { contact: Rights; admin: boolean };
  /** By type and verb, how far it reaches; `teammates`: what "team" reaches. */
  scopes?: Record<string, Record<string, "none" | "own" | "team" | "all">>;
  teammates?: string[];
  epoch?: string;
  number?: number;
};

export type Edit = { id: string; type: string; record: string; patch: Values; base: Values | null };
export type FieldOutcome = {
  code: string;
  base?: Json;
  theirs?: Json;
  mine?: Json;
  by?: Person | string | null;
  at?: string | null;
  params?: Record<string, Json>;
  detail?: string;
  place?: string;
};
export type Outcome = {
  edit: string | null;
  type: string;
  record: string;
  status: "done" | "conflict" | "refused";
  fields: Record<string, FieldOutcome>;
  changed?: boolean;
  number?: number | null;
};

/** One thing that is wrong: where (`phones[0].value`), a code to translate, what the sentence needs. */
export type Fault = { place: string; code: string; params?: Record<string, Json>; detail?: string };

export type Clause = { field: string; op: string; value?: Json };
export type Filter = { and: Filter[] } | { or: Filter[] } | { not: Filter } | Clause;

/** An undo that has not come to its end: how many records it put back, where one may know it. */
export type Partly = { by: string; done: number | null; of: number | null };

export type HistoryItem = {
  batch: string;
  number: number;
  at: string;
  by: Person | null;
  source: string;
  why?: string | null;
  undo_of?: string | null;
  undone_by?: string | null;
  partly_undone?: Partly | null;
  patch: Record<string, [Json, Json]>;
  /** Sensitive fields that it changed: their names alone are told. */
  sealed?: string[];
};

export type Why = { field: string; text?: string };
