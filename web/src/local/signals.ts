import { createSignal, createStore } from "../lib/store";

/** Something was written to the outbox: the sync may start. */
export const written = createSignal<void>();

/** Work on many records is over: what was done by it is told anew. */
export const workOver = createSignal<void>();

/** This device could not keep what was written (full, or its store is broken): it stands only where it was typed. */
export const unkept = createSignal<void>();

/** What may be seen is another than before: the copies were dropped, and rights and fields are asked for again. */
export const renewed = createSignal<void>();

export type Line = "idle" | "sending" | "away" | "login" | "trouble";
/** How the talk with the server stands. */
export const line = createStore<Line>("idle");

/** How many forms hold unsaved input: nothing may reload or leave over them without asking. */
export const dirty = createStore(0);
