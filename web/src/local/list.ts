import { useCallback, useEffect, useRef, useState } from "react";
import { api, Problem } from "../lib/api";
import type { Filter, Row, Why } from "../lib/shapes";
import { local } from "./db";
import { keepRows } from "./keep";
import { useLive } from "./live";
import { overlay } from "./overlay";
import { onDevice, paths } from "./rows";

export type ListQuery = { type: string; q: string; filter: Filter | null; sort: string; bin?: boolean };
type Page = { rows: Row[]; next: string | null; head?: number; why?: Record<string, Why> };
type State = { rows: Row[]; next: string | null; why: Record<string, Why>; count: number | null; exact: boolean; head: number; status: "loading" | "ready" | "device" | "failed"; problem: Problem | null };

export type List = State & {
  /** Asks for the next page when the end is in sight. */
  more: () => void;
  reload: () => void;
  /** Others have changed what this list may hold; shown when it is too long to renew by itself. */
  stale: boolean;
};

const pageSize = 100;
const renewUpTo = 400;
const empty: State = { rows: [], next: null, why: {}, count: null, exact: true, head: 0, status: "loading", problem: null };
/** The lists last looked at: coming back shows them at once, where one left. */
const last = new Map<string, State>();
const keyOf = (query: ListQuery) => JSON.stringify([query, local().name]);
const keep = (key: string, state: State) => {
  last.delete(key);
  last.set(key, state);
  if (last.size > 8) last.delete(last.keys().next().value!);
};

/** A list as it was last on the screen; null when that is long ago. Asking for it keeps it longer. */
export function heldList(query: ListQuery): State | null {
  const held = last.get(keyOf(query));
  if (held) keep(keyOf(query), held);
  return held ?? null;
}

/** Fetches the next page of a list that is not on the screen now: who comes back finds it there. Out: what it brought. */
export async function nextPage(query: ListQuery, after: string): Promise<{ ids: string[]; next: string | null }> {
  const page = await fetchPage(query, after, pageSize);
  const held = heldList(query);
  if (held?.next === after) keep(keyOf(query), longer(held, page));
  return { ids: page.rows.map((row) => row.id), next: page.next };
}

function longer(before: State, page: Page): State {
  const known = new Set(before.rows.map((row) => row.id));
  const rows = [...before.rows, ...page.rows.filter((row) => !known.has(row.id))];
  return { ...before, rows, next: page.next, why: { ...before.why, ...page.why }, ...(page.next ? {} : { count: rows.length, exact: true }) };
}

/** A list of any length as keyset pages. In: words, filter, sort; how many rows are wanted at first. Out: the rows so far, the count, and how to get more. */
export function useList(query: ListQuery, reach = 0): List {
  const key = keyOf(query);
  const [held, setHeld] = useState<{ key: string; state: State }>({ key, state: last.get(key) ?? empty });
  const [stale, setStale] = useState(false);
  const busy = useRef(false);
  const state = held.key === key ? held.state : (last.get(key) ?? empty);
  const now = useRef({ key, query, state });
  now.current = { key, query, state };
  const wanted = useRef(reach);
  wanted.current = reach;

  const put = useCallback((forKey: string, next: State) => {
    if (forKey !== now.current.key) return;
    now.current = { ...now.current, state: next }; // the count may come before this is drawn
    keep(forKey, next);
    setHeld({ key: forKey, state: next });
  }, []);

  const load = useCallback(
    async (want: number, signal?: AbortSignal) => {
      const { key: forKey, query: asked } = now.current;
      try {
        setStale(false);
        void counted(asked, signal).then((count) => count && put(forKey, { ...now.current.state, ...count }));
        let fresh: Page = { rows: [], next: null };
        do {
          const page = await fetchPage(asked, fresh.next, Math.min(200, Math.max(pageSize, want - fresh.rows.length)), signal);
          fresh = { ...page, rows: [...fresh.rows, ...page.rows], why: { ...fresh.why, ...page.why } };
        } while (fresh.next && fresh.rows.length < want);
        const { count, exact } = forKey === now.current.key ? now.current.state : empty;
        put(forKey, { rows: fresh.rows, next: fresh.next, why: fresh.why ?? {}, count: fresh.next ? count : fresh.rows.length, exact: fresh.next ? exact : true, head: fresh.head ?? 0, status: "ready", problem: null });
      } catch (error) {
        if (signal?.aborted) return;
        const problem = error instanceof Problem ? error : new Problem(0, "", String(error), []);
        if (!problem.away) return put(forKey, { ...now.current.state, status: "failed", problem });
        const rows = await onDevice(asked.q);
        put(forKey, { ...empty, rows, count: rows.length, status: "device" });
      }
    },
    [put],
  );

  useEffect(() => {
    const stop = new AbortController();
    const { rows, status } = now.current.state;
    // A long list stands as it was left, so that its place is still there; what changed meanwhile is said below.
    if (rows.length <= renewUpTo || status !== "ready") void load(Math.min(rows.length || wanted.current, renewUpTo), stop.signal);
    return () => stop.abort();
  }, [key, load]);

  const more = useCallback(() => {
    const { key: forKey, query: asked, state: before } = now.current;
    if (busy.current || !before.next || before.status !== "ready") return;
    busy.current = true;
    fetchPage(asked, before.next, pageSize * 2)
      .then((page) => {
        // The count may have come meanwhile.
        const { count, exact } = now.current.state;
        put(forKey, longer({ ...before, count, exact }, page));
      })
      .catch(() => undefined) // the next scroll asks again
      .finally(() => (busy.current = false));
  }, [put]);

  const reload = useCallback(() => void load(0), [load]);

  // Others' changes: a short list renews itself, a long one says so and waits.
  const moved = useLive(async () => (await local().meta.get("moved"))?.value as { number: number } | undefined, [local().name]);
  const seen = useRef<number | undefined>(undefined);
  useEffect(() => {
    if (!moved) return;
    const first = seen.current === undefined;
    seen.current = moved.number;
    const { rows, head } = now.current.state;
    if (first && (rows.length <= renewUpTo || moved.number <= head)) return;
    if (now.current.state.rows.length <= renewUpTo) void load(now.current.state.rows.length);
    else setStale(true);
  }, [moved, load]);

  return { ...state, more, reload, stale };
}

async function fetchPage({ type, q, filter, sort, bin }: ListQuery, after: string | null, limit: number, signal?: AbortSignal): Promise<Page> {
  const query = { q, filter: filter ? JSON.stringify(filter) : null, sort, after, limit, ...(bin ? { bin: true } : {}) };
  const page = await api<Page>("GET", paths[type]!, { query, ...(signal ? { signal } : {}) });
  const rows = page.rows.map((row) => ({ ...row, type, id: row.id }) as Row);
  if (!bin) void keepRows(local(), rows, page.head ?? 0);
  return { ...page, rows };
}

async function counted({ type, q, filter, bin }: ListQuery, signal?: AbortSignal) {
  const query = { q, filter: filter ? JSON.stringify(filter) : null, ...(bin ? { bin: true } : {}) };
  return api<{ count: number; exact: boolean }>("GET", `${paths[type]}/count`, { query, ...(signal ? { signal } : {}) }).catch(() => null);
}

/** Rows of a window as they are to be shown now: newer copies of this device and waiting edits laid over them. */
export function useShown(type: string, rows: Row[]): Row[] {
  const ids = rows.map((row) => row.id);
  const shown = useLive(async () => {
    const db = local();
    const [held, actions] = await db.transaction("r", db.rows, db.outbox, () =>
      Promise.all([db.rows.bulkGet(ids.map((id): [string, string] => [type, id])), db.outbox.toArray()]),
    );
    return new Map(ids.map((id, at) => [id, { row: held[at]?.row ?? null, ...{ actions } }] as const));
  }, [type, ids]);
  return rows.map((row) => {
    const found = shown?.get(row.id);
    const newer = found?.row && String(found.row.changed_at ?? "") > String(row.changed_at ?? "") ? found.row : row;
    return found ? (overlay(newer, found.actions, type, row.id).row ?? row) : row;
  });
}
