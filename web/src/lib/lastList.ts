import type { Filter } from "./shapes";

/** What the contact list shows, as its address has it. `view`: the saved view it came from, "all" for none of them. */
export type ListSearch = { view?: string; q?: string; filter?: Filter[]; sort?: string; columns?: string[] };

let last: ListSearch = {};

/** What the contact list was showing when it was left: the way back leads there, not to everybody. */
export const lastList = { get: () => last, set: (search: ListSearch) => void (last = search) };
