import { useEffect } from "react";
import { api } from "../../lib/api";
import type { ListSearch } from "../../lib/lastList";
import { same } from "../../lib/same";
import type { Filter, Json, Person } from "../../lib/shapes";
import { createStore, useStore } from "../../lib/store";
import { local } from "../../local/db";

export type View = { id: string; type: string; name: string; shared: boolean; mine: boolean; by: Person; editable: boolean; q: string; filter: Filter | null; sort: string; columns: string[] };
export type Views = { views: View[]; default: string | null };

const store = createStore<{ of: string; held: Views } | null>(null);
const kept = (name: string) => `karteo.views.${name}`;
const none: Views = { views: [], default: null };

/** The saved views of who is logged in here; those last known are there at once, also without network. */
export function useViews(): Views {
  const of = local().name;
  const known = useStore(store);
  useEffect(() => {
    const before = localStorage.getItem(kept(of));
    if (before && store.get()?.of !== of) store.set({ of, held: JSON.parse(before) as Views });
    void loadViews().catch(() => undefined); // the views last known stay
  }, [of]);
  return known?.of === of ? known.held : none;
}

/** Fetches the views anew, for every screen that shows them. */
export async function loadViews(): Promise<void> {
  hold(await api<Views>("GET", "/api/views", { query: { type: "contact" } }));
}

export function hold(held: Views): void {
  const of = local().name;
  localStorage.setItem(kept(of), JSON.stringify(held));
  store.set({ of, held });
}

/** Where a view leads: the address says all that it shows, so it can be changed from there, and shared. */
export function searchOf(view: View): ListSearch {
  const filter = filtersOf(view.filter);
  return {
    view: view.id,
    ...(view.q ? { q: view.q } : {}),
    ...(filter.length ? { filter } : {}),
    ...(view.sort !== "name" ? { sort: view.sort } : {}),
    ...(view.columns.length ? { columns: view.columns } : {}),
  };
}

export type Shown = { q: string; filter: Filter[]; sort: string; columns: string[] };

/** What is kept of a list in a view. */
export const partsOf = ({ q, filter, sort, columns }: Shown) => ({ q, filter: filter.length ? { and: filter } : {}, sort, columns });

/** Whether the list shows something else than the view it came from. */
export function differs(view: View, shown: Shown): boolean {
  const before = { q: view.q, filter: filtersOf(view.filter), sort: view.sort, columns: view.columns };
  return !same(before as unknown as Json, shown as unknown as Json);
}

/** The filters in a row that must all hold; one that is no row stands as its only member. */
export function filtersOf(filter: Filter | null): Filter[] {
  if (!filter || !Object.keys(filter).length) return [];
  return "and" in filter ? filter.and : [filter];
}
