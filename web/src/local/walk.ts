import { grow, heldList, type ListQuery } from "./list";

/** The list somebody came from, and the record of it that was looked at last; `moved`: it was reached from another. */
type Walk = { query: ListQuery; at: string; moved: boolean };
let walk: Walk | null = null;

/** Where somebody stands in the list he came from: the neighbours' ids where there are any, and which of how many. */
export type Place = { before: string | undefined; after: string | undefined; n: number; of: number | null };

/** This list is on the screen: from its records one goes on to their neighbours. Out: where one left it for them, if one did. */
export function walkFrom(query: ListQuery): { at: string; moved: boolean } {
  const same = walk && JSON.stringify(walk.query) === JSON.stringify(query);
  if (!same) walk = { query, at: "", moved: false };
  return walk!;
}

/** The place of a record in the list one came from; null when one came from elsewhere. */
export function placeOf(id: string): Place | null {
  const held = walk && heldList(walk.query);
  const at = held ? held.rows.findIndex((row) => row.id === id) : -1;
  if (!held || at < 0) return null;
  return { before: held.rows[at - 1]?.id, after: held.rows[at + 1]?.id, n: at + 1, of: held.count };
}

/** One stands at this record now; near the end of what is there, more is fetched. Out: whether more came. */
export async function standAt(id: string, moved: boolean): Promise<boolean> {
  if (!walk) return false;
  walk = { ...walk, at: id, moved: walk.moved || moved };
  const held = heldList(walk.query);
  if (!held?.next || held.rows.findIndex((row) => row.id === id) < held.rows.length - near) return false;
  await grow(walk.query);
  return true;
}
const near = 5;
