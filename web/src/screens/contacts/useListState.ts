import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useEffect, useState } from "react";
import { lastList, type ListSearch } from "../../lib/lastList";
import type { Filter } from "../../lib/shapes";
import { local } from "../../local/db";
import { searchOf, useViews, type Shown, type View } from "./views";

const kept = () => `karteo.columns.${local().name}`;
const noFilters: Filter[] = [];
const noColumns: string[] = [];

export type ListState = Shown & {
  /** The saved view that the list came from. */
  view: View | null;
  /** Words or filters leave something out. */
  narrowed: boolean;
  go: (next: Partial<Shown>) => void;
};

/** What the list shows, kept in its address; columns outside of a view are remembered on this device. */
export function useListState(): ListState {
  const search = useSearch({ from: "/inside/contacts" });
  const navigate = useNavigate();
  const { views, default: first } = useViews();
  const [own, setOwn] = useState<string[]>(() => JSON.parse(localStorage.getItem(kept()) ?? "[]") as string[]);
  const { q = "", filter = noFilters, sort = "name" } = search;
  const view = views.find((one) => one.id === search.view) ?? null;
  const columns = search.columns ?? (search.view && search.view !== "all" ? noColumns : own);

  useEffect(() => lastList.set(search), [search]);
  // Whoever comes without a wish begins with the view of his choice.
  const bare = Object.keys(search).length === 0;
  const start = bare ? views.find((one) => one.id === first) : undefined;
  useEffect(() => {
    if (start) void navigate({ to: "/contacts", search: searchOf(start), replace: true });
  }, [start, navigate]);

  const go = useCallback(
    (next: Partial<Shown>) => {
      const wanted = { q, filter, sort, columns, ...next };
      const inView = search.view !== undefined && search.view !== "all";
      if (next.columns && !inView) {
        localStorage.setItem(kept(), JSON.stringify(next.columns));
        setOwn(next.columns);
      }
      void navigate({ to: "/contacts", search: asSearch(wanted, inView || search.columns !== undefined, search.view) });
    },
    [q, filter, sort, columns, search, navigate],
  );
  return { q, filter, sort, columns, view, narrowed: q !== "" || filter.length > 0, go };
}

function asSearch({ q, filter, sort, columns }: Shown, withColumns: boolean, view: string | undefined): ListSearch {
  return {
    ...(view ? { view } : {}),
    ...(q ? { q } : {}),
    ...(filter.length ? { filter } : {}),
    ...(sort !== "name" ? { sort } : {}),
    ...(withColumns && columns.length ? { columns } : {}),
  };
}
