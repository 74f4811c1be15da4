import { local } from "./db";
import { heldList, nextPage, type ListQuery } from "./list";

/**
 * The list somebody came from, and the record of it that was looked at last; `moved`: it was reached from another.
 * `ids`, `next` and `count`: the list as it was then, for when the page is loaded anew and the list itself is gone.
 */
type Walk = { query: ListQuery; at: string; moved: boolean; ids: string[]; next: string | null; count: number | null };
let walk: Walk | null | undefined;

/** Where somebody stands in the list he came from: the neighbours' ids where there are any, and which of how many. */
export type Place = { before: string | undefined; after: string | undefined; n: number; of: number | null };

const near = 5;
/** What a tab may keep has an end; who has come this far down in a list goes back to it after a reload. */
const most = 5000;
const kept = () => `karteo.walk.${local().name}`;
const none = { at: "", moved: false, ids: [], next: null, count: null };

/** The walk of this tab, also after its page was loaded anew. */
function current(): Walk | null {
  if (walk === undefined) {
    const left = JSON.parse(sessionStorage.getItem(kept()) ?? "null") as Walk | null;
    walk = left && { ...left, moved: true }; // the way back no longer knows how far down it was
  }
  return walk;
}

function put(next: Walk): void {
  const held = heldList(next.query);
  walk = held ? { ...next, ids: held.rows.map((row) => row.id), next: held.next, count: held.count } : next;
  if (walk.ids.length > most) return sessionStorage.removeItem(kept());
  try {
    sessionStorage.setItem(kept(), JSON.stringify(walk));
  } catch {
    sessionStorage.removeItem(kept()); // no room: the way goes on until the page is loaded anew
  }
}

/** This list is on the screen: from its records one goes on to their neighbours. Out: where one left it for them, if one did. */
export function walkFrom(query: ListQuery): { at: string; moved: boolean } {
  const same = JSON.stringify(current()?.query) === JSON.stringify(query);
  if (!same) walk = { query, ...none };
  return walk!;
}

/** How many rows of a list reach to where one left it: so many are wanted at once by whoever comes back after a reload. */
export function reachOf(query: ListQuery): number {
  const left = current();
  if (!left?.at || JSON.stringify(left.query) !== JSON.stringify(query)) return 0;
  return left.ids.indexOf(left.at) + 1 + near;
}

/** The place of a record in the list one came from; null when one came from elsewhere. */
export function placeOf(id: string): Place | null {
  const left = current();
  if (!left) return null;
  const held = heldList(left.query);
  const ids = held ? held.rows.map((row) => row.id) : left.ids;
  const at = ids.indexOf(id);
  return at < 0 ? null : { before: ids[at - 1], after: ids[at + 1], n: at + 1, of: held ? held.count : left.count };
}

/** One stands at this record now; near the end of what is there, more is fetched. Out: whether more came. */
export async function standAt(id: string, moved: boolean): Promise<boolean> {
  const before = current();
  if (!before || !placeOf(id)) return false;
  put({ ...before, at: id, moved: before.moved || moved });
  const { ids, next } = walk!;
  if (!next || ids.indexOf(id) < ids.length - near) return false;
  const more = await nextPage(walk!.query, next);
  if (walk!.next === next) put({ ...walk!, ids: [...new Set([...ids, ...more.ids])], next: more.next });
  return true;
}
