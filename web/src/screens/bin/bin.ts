import { useCallback, useEffect, useRef, useState } from "react";
import { api, Problem } from "../../lib/api";
import type { Person, Row } from "../../lib/shapes";
import { local } from "../../local/db";
import { useLive } from "../../local/live";

/** The action that put a record into the bin. */
export type Binned = { batch: string; at: string; by: Person };
type Page = { rows: Row[]; next: string | null; bin?: Record<string, Binned> };
type State = { q: string; rows: Row[]; next: string | null; bin: Record<string, Binned>; status: "loading" | "ready" | "away" | "failed" };

const nothing: Omit<State, "q"> = { rows: [], next: null, bin: {}, status: "loading" };

/** The bin, newest first, page by page. In: words to search. A record restored on this device leaves at once. */
export function useBin(q: string) {
  const [state, setState] = useState<State>({ q, ...nothing });
  const busy = useRef(false);
  const shown = state.q === q ? state : { q, ...nothing };

  const load = useCallback(
    async (before: State | null) => {
      if (busy.current && before) return;
      busy.current = true;
      try {
        const page = await api<Page>("GET", "/api/contacts", { query: { bin: true, q, sort: "-deleted_at", limit: 100, after: before?.next } });
        setState({ q, rows: [...(before?.rows ?? []), ...page.rows], next: page.next, bin: { ...before?.bin, ...page.bin }, status: "ready" });
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        setState((now) => ({ ...(now.q === q ? now : { q, ...nothing }), status: error.away ? "away" : "failed" }));
      } finally {
        busy.current = false;
      }
    },
    [q],
  );
  const reload = useCallback(() => void load(null), [load]);
  useEffect(reload, [reload]);

  const moved = useLive(async () => (await local().meta.get("moved"))?.value as { number: number } | undefined, [local().name]);
  useEffect(() => {
    if (moved) reload();
  }, [moved?.number, reload]);

  const leaving = useLive(async () => {
    const actions = await local().outbox.toArray();
    return actions.flatMap((action) => action.edits.filter((edit) => edit.patch.deleted_at === null && edit.base?.deleted_at).map((edit) => edit.record));
  }, [local().name]);
  const rows = shown.rows.filter((row) => !leaving?.includes(row.id));
  return { ...shown, rows, reload, more: () => void load(shown) };
}
