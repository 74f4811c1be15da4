import type { Json } from "../lib/shapes";

/** Halves of characters, as a torn emoji leaves them: no server can store them, and one alone would hold up all that waits behind it. */
const halves = /\p{Surrogate}/gu;

/** A value whose texts every server can read: half characters become "�". */
export function wellFormed<T extends Json>(value: T): T {
  return heal(value) as T;
}

function heal(value: Json): Json {
  if (typeof value === "string") return value.replace(halves, "\uFFFD");
  if (Array.isArray(value)) return value.map(heal);
  if (value && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([key, inner]) => [heal(key) as string, heal(inner)]));
  return value;
}
