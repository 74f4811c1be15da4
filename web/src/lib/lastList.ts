import type { Filter } from "./shapes";

export type ListSearch = { q?: string; filter?: Filter[]; sort?: string };

let last: ListSearch = {};

/** What the contact list was showing when it was left: the way back leads there, not to everybody. */
export const lastList = { get: () => last, set: (search: ListSearch) => void (last = search) };
