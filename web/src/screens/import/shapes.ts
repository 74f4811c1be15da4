import type { Cause } from "../../lib/job";
import type { Json, Values } from "../../lib/shapes";

/** The import as the server tells it: before the run what would happen, after it what did. */
export type Refused = { column: number; header: string; value: string; code: string; params: Record<string, Json>; detail: string };
export type Of = { row?: number; line?: number; id?: string; name?: string; deleted?: boolean; same?: boolean };
export type PreviewRow = {
  row: number;
  line: number;
  verdict: string;
  name: string;
  record: string | null;
  of: Of | null;
  before: Values;
  after: Values;
  refused: Refused[];
  notes: string[];
  cells: string[];
};
export type Offer = { key: string; label: string; type: string; options?: string[] };
export type Column = {
  index: number;
  header: string;
  field: string | null;
  samples: string[];
  filled: number;
  offer: Offer | null;
  create: Offer | null;
  reason: string | null;
  read: number;
  stored: number;
  refused: number;
  kept: number;
};
export type Import = {
  id: string;
  name: string;
  format: string;
  encoding: string;
  delimiter: string | null;
  status: "ready" | "running" | "done" | "failed";
  error: Cause | null;
  match: "update" | "skip" | "create";
  country: string;
  restore: boolean;
  columns: Column[];
  rows: PreviewRow[];
  totals: Record<string, number>;
  notes: Record<string, number>;
  unmatched: { column: number; header: string; value: string; rows: number }[];
  doubles: { row: number; line: number; of: Of }[];
  matches: { row: number; line: number; of: Of; verdict: string }[];
  refusals: (Refused & { row: number; line: number })[];
  empty_lines: number[];
  count: number;
  done: number;
  batch: string;
};
/** One wish for a column: a field, null to leave it out, or a custom field to make. */
export type ColumnWish = { index: number; field: string | null } | { index: number; create: Offer };
export type Wish = { columns?: ColumnWish[]; match?: Import["match"]; country?: string; restore?: boolean };
