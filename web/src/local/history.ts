import { useCallback, useEffect, useState } from "react";
import { api, Problem } from "../lib/api";
import type { HistoryItem, Row } from "../lib/shapes";
import { local } from "./db";
import { useLive } from "./live";
import { paths } from "./rows";
import { workOver, written } from "./signals";

export type History = { items: HistoryItem[]; next: number | null; state: "loading" | "ready" | "away" | "failed"; more: () => void; reload: () => void };
type Page = { items: HistoryItem[]; next: number | null };

/** What happened to a record, newest first; looks again whenever the record has moved. */
export function useHistory(type: string, id: string, limit = 20): History {
  const [page, setPage] = useState<Page & { state: History["state"] }>({ items: [], next: null, state: "loading" });
  const moved = useLive(async () => {
    const held = await local().rows.get([type, id]);
    return `${held?.row.changed_at ?? ""}|${held?.row.deleted_at ?? ""}`;
  }, [type, id, local().name]);

  const fetchPage = useCallback(
    (before: number | null, signal?: AbortSignal) => api<Page>("GET", `${paths[type]}/${id}/history`, { query: { before, limit }, ...(signal ? { signal } : {}) }),
    [type, id, limit],
  );
  const load = useCallback(
    (signal?: AbortSignal) =>
      fetchPage(null, signal)
        .then((first) => setPage({ ...first, state: "ready" }))
        .catch((error: unknown) => {
          if (!signal?.aborted) setPage((now) => (now.items.length ? now : { ...now, state: error instanceof Problem && error.away ? "away" : "failed" }));
        }),
    [fetchPage],
  );
  useEffect(() => {
    if (moved === undefined) return;
    const stop = new AbortController();
    void load(stop.signal);
    return () => stop.abort();
  }, [moved, load]);

  // Work that undid many may have touched this record too, or left it as it was: both stand in the history.
  useEffect(() => workOver.listen(() => void load()), [load]);

  const more = useCallback(() => {
    fetchPage(page.next)
      .then((older) => setPage((now) => ({ ...now, items: [...now.items, ...older.items], next: older.next })))
      .catch(() => undefined); // the button stays and can be pressed again
  }, [fetchPage, page.next]);

  return { ...page, more, reload: () => void load() };
}

/** A record as it was right after a change. */
export async function asOf(type: string, id: string, number: number): Promise<Row> {
  return (await api<{ row: Row }>("GET", `${paths[type]}/${id}`, { query: { as_of: number } })).row;
}

/** Puts a whole record back to what it was right after a change. Out: the batch, null when nothing differed. */
export async function restoreTo(type: string, id: string, number: number): Promise<string | null> {
  const answer = await api<{ batch: string | null }>("POST", `${paths[type]}/${id}/restore`, { body: { number } });
  written.send();
  return answer.batch;
}

/** What goes to the bin together with a record. */
export async function goesWith(type: string, id: string): Promise<{ people: { id: string; name: string }[]; counts: Record<string, number> }> {
  return api("GET", `${paths[type]}/${id}/goes`);
}
