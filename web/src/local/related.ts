import { useCallback, useEffect, useState } from "react";
import { api, Problem } from "../lib/api";
import type { Filter, Row } from "../lib/shapes";
import { local } from "./db";
import { children, keepRows } from "./keep";
import { useLive } from "./live";
import { overlay } from "./overlay";
import { paths } from "./rows";

export type Related = {
  rows: Row[];
  /** Rows whose newest state is only on this device so far. */
  pending: Set<string>;
  state: "loading" | "ready" | "away" | "failed";
  /** Asks for older ones; null when everything is here. */
  more: (() => void) | null;
};
type Page = { rows: Row[]; next: string | null; head?: number };

/** Which records of a type belong to a contact: notes and files by their parent, links by either end. */
function belonging(type: string, id: string): Filter {
  const is = (field: string) => ({ field, op: "is", value: id });
  return type === "relationship" ? { or: [is("contact_id"), is("other_id")] } : is("parent_id");
}

/** The notes, files or links of one contact as they are to be shown: the server's and those that wait here, followed live. */
export function useRelated(type: "note" | "file" | "relationship", id: string): Related {
  const [asked, setAsked] = useState<{ id: string; state: Related["state"]; next: string | null }>({ id, state: "loading", next: null });
  // The device's copies were thrown away: they are fetched again.
  const dropped = useLive(async () => Number((await local().meta.get("dropped"))?.value ?? 0), [local().name]);

  const load = useCallback(
    (after: string | null, signal?: AbortSignal) =>
      api<Page>("GET", paths[type]!, { query: { filter: JSON.stringify(belonging(type, id)), sort: "-created_at", after, limit: 200 }, ...(signal ? { signal } : {}) })
        .then(async ({ rows, next, head }) => {
          await keepRows(local(), rows.map((row) => ({ ...row, type, id: row.id })), head ?? 0);
          setAsked({ id, state: "ready", next });
        })
        .catch((error: unknown) => {
          if (signal?.aborted) return;
          setAsked((now) => ({ ...now, id, state: error instanceof Problem && error.away ? "away" : "failed" }));
        }),
    [type, id],
  );
  useEffect(() => {
    if (dropped === undefined) return;
    const stop = new AbortController();
    void load(null, stop.signal);
    return () => stop.abort();
  }, [dropped, load]);

  const found = useLive(async () => {
    const db = local();
    // In one look: between two of them an answer could move an edit out of the outbox and its row would blink.
    const [held, actions] = await db.transaction("r", db.rows, db.outbox, () => Promise.all([children(db, [id]).toArray(), db.outbox.toArray()]));
    const here = new Map(held.filter((one) => one.type === type).map((one) => [one.id, one.row]));
    const waiting = actions.flatMap((action) => action.edits.filter((edit) => edit.type === type));
    for (const { record, patch } of waiting) {
      if ("created_at" in patch && [patch.parent_id, patch.contact_id, patch.other_id].includes(id)) here.set(record, here.get(record) ?? { type, id: record });
    }
    const shown = [...here].map(([record, row]) => overlay(row, actions, type, record));
    return {
      rows: shown.flatMap(({ row }) => (row && !row.deleted_at ? [row] : [])),
      pending: new Set(shown.flatMap(({ row, pending }) => (row && pending.size ? [row.id] : []))),
    };
  }, [type, id, local().name]);

  const state = !found || asked.id !== id ? "loading" : asked.state;
  const { next } = asked;
  return { rows: found?.rows ?? [], pending: found?.pending ?? none, state, more: asked.id === id && next ? () => void load(next) : null };
}

const none = new Set<string>();
