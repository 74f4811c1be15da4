import type { Job } from "../../lib/job";

/** What a rule says, as the server takes it. */
export type Wish = { type: string; months: number; what: "bin" | "erase"; keep: string[] };
export type Rule = Omit<Wish, "type"> & { on: boolean; by: string };
export type Run = Omit<Wish, "type"> & Job;
export type Held = { rule: Rule | null; run: Run | null };
export type Preview = { count: number; sample: { id: string; name: string; changed_at: string }[] };

/** The address of the whole list as a file. */
export function listOf(wish: Wish): string {
  const query = new URLSearchParams({ type: wish.type, months: String(wish.months), what: wish.what });
  for (const key of wish.keep) query.append("keep", key);
  return `/api/retention/list?${query}`;
}
