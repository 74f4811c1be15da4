import { newId } from "../lib/ids";
import { same } from "../lib/same";
import type { Item, Json } from "../lib/shapes";
import type { Merge } from "./kind";

export const items = (value: Json | undefined): Item[] => (Array.isArray(value) ? (value as unknown as Item[]) : []);
export const asJson = (list: Item[]): Json => list as unknown as Json;

export const freshItem = (kind: string, value: Json = ""): Item => ({ id: newId(), value, kind, primary: false });

/** Exactly one primary; when it is gone, the first one left takes its place. */
export function onePrimary(list: Item[]): Item[] {
  const chosen = list.find((item) => item.primary)?.id ?? list[0]?.id;
  return list.map((item) => (item.primary === (item.id === chosen) ? item : { ...item, primary: item.id === chosen }));
}

export const primaryOf = (value: Json | undefined): Item | undefined => items(value).find((item) => item.primary) ?? items(value)[0];
export const makePrimary = (list: Item[], id: string): Item[] => list.map((item) => ({ ...item, primary: item.id === id }));
export const without = (list: Item[], id: string): Item[] => onePrimary(list.filter((item) => item.id !== id));

const content = (item: Item | undefined): Json => (item ? { value: item.value, kind: item.kind } : null);
const sameContent = (a: Item | undefined, b: Item | undefined) => same(content(a), content(b));

/** Merges item by item: one person may add a number while another corrects a second one. Twin of items.py. */
export function mergeItems(baseValue: Json, theirValue: Json, myValue: Json): Merge {
  const [base, theirs, mine] = [items(baseValue), items(theirValue), items(myValue)];
  if (same(theirValue, myValue) || same(myValue, baseValue)) return { value: asJson(theirs), clash: false };
  if (same(theirValue, baseValue)) return { value: asJson(mine), clash: false };
  const [was, now, wish] = [byId(base), byId(theirs), byId(mine)];
  let clash = false;
  let result: Item[] = [];
  for (const item of theirs) {
    const [old, mineNow] = [was.get(item.id), wish.get(item.id)];
    if (!old || sameContent(item, old)) {
      if (mineNow) result.push({ ...item, value: mineNow.value, kind: mineNow.kind });
      else if (!old) result.push(item);
      continue; // I removed it and they left it alone: gone
    }
    if (!mineNow || (!sameContent(mineNow, old) && !sameContent(mineNow, item))) clash = true;
    result.push(item);
  }
  for (const item of mine) {
    if (now.has(item.id)) continue;
    if (!was.has(item.id)) result.push(item);
    else if (!sameContent(item, was.get(item.id))) clash = true; // they removed what I changed
  }
  const [before, their, my] = [base, theirs, mine].map((list) => list.find((item) => item.primary)?.id);
  if (my !== before && their !== before && their !== my) clash = true;
  else {
    const keeps = my !== before && result.some((item) => item.id === my) ? my : their;
    result = result.map((item) => ({ ...item, primary: item.id === keeps }));
  }
  return { value: asJson(onePrimary(result)), clash };
}

const byId = (list: Item[]) => new Map(list.map((item) => [item.id, item]));
