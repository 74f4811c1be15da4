import type { Filter } from "./shapes";

/** What the contact list shows, as its address has it. `view`: the saved view it came from, "all" for none of them. */
export type ListSearch = { view?: string; q?: string; filter?: Filter[]; sort?: string; columns?: string[] };

const kept = "karteo.list";
let last: ListSearch | null = null;

/** What the contact list was showing when it was left: the way back leads there, not to everybody, also after the page was loaded anew in this tab. */
export const lastList = {
  get: (): ListSearch => (last ??= JSON.parse(sessionStorage.getItem(kept) ?? "{}") as ListSearch),
  set(search: ListSearch): void {
    last = search;
    sessionStorage.setItem(kept, JSON.stringify(search));
  },
};
