import type { FC } from "react";
import { same } from "../lib/same";
import type { Fault, Field, Json, Row } from "../lib/shapes";

export type ShowProps = { value: Json; field: Field; row: Row };
export type InputProps = {
  value: Json;
  onChange: (value: Json) => void;
  field: Field;
  label: string;
  /** In a row whose label stands beside it already. */
  hideLabel?: boolean;
  autoFocus?: boolean;
  /** What is wrong inside this field; places begin behind the field's name: "", "[0].value". */
  faults: Fault[];
  row: Row;
};
export type Merge = { value: Json; clash: boolean };

/** What every field type answers: the twin of karteo/records/fields. */
export type FieldKind = {
  Show: FC<ShowProps>;
  Input: FC<InputProps>;
  /** The cheap checks; what needs data (number plans, other records) is the server's to say. Same codes. */
  check: (value: Json, field: Field) => Fault[];
  merge: (base: Json, theirs: Json, mine: Json) => Merge;
};

/** One value: one of the two stands, or a person is asked. */
export function mergeOne(base: Json, theirs: Json, mine: Json): Merge {
  if (same(theirs, mine) || same(mine, base)) return { value: theirs, clash: false };
  if (same(theirs, base)) return { value: mine, clash: false };
  return { value: theirs, clash: true };
}

/** A bag of words: what either side added or removed is added or removed. */
export function mergeBag(base: Json, theirs: Json, mine: Json, key: (word: string) => string = (word) => word): Merge {
  const list = (value: Json) => (Array.isArray(value) ? (value as string[]) : []);
  const has = (value: Json, word: string) => list(value).some((one) => key(one) === key(word));
  const kept = list(theirs).filter((word) => !has(base, word) || has(mine, word));
  const added = list(mine).filter((word) => !has(base, word) && !has(theirs, word));
  return { value: [...kept, ...added], clash: false };
}

export const noCheck = (): Fault[] => [];
export const asText = (value: Json): string => (value === null || value === undefined ? "" : String(value));
