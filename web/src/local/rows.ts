import { useEffect, useState } from "react";
import { api, Problem } from "../lib/api";
import type { Row } from "../lib/shapes";
import { createStore, useStore } from "../lib/store";
import { local, type Attention } from "./db";
import { forget, keepRows, parents } from "./keep";
import { useLive } from "./live";
import { overlay } from "./overlay";

export type RecordState = "loading" | "ready" | "away" | "forbidden" | "gone";
export type RecordView = {
  state: RecordState;
  row: Row | null;
  /** Fields whose newest value is only on this device so far. */
  pending: Set<string>;
  rights: { edit: boolean; delete: boolean } | null;
  attention: Attention[];
};

export const paths: Record<string, string> = { contact: "/api/contacts", note: "/api/notes", file: "/api/files", relationship: "/api/relationships" };

/** One record as it is to be shown: the server's row with the waiting edits on it, followed live. */
export function useRecord(type: string, id: string): RecordView {
  const [lost, setLost] = useState(0);
  const [asked, setAsked] = useState<{ id: string; state: RecordState; rights: RecordView["rights"] } | null>(null);

  useEffect(() => {
    const stop = new AbortController();
    type Answer = { row: Row; rights?: { edit: boolean; delete: boolean }; head?: number };
    api<Answer>("GET", `${paths[type]}/${id}`, { signal: stop.signal })
      .then(async ({ row, rights, head }) => {
        await keepRows(local(), [{ ...row, type, id }], row.number ?? head ?? 0);
        setAsked({ id, state: "ready", rights: rights ?? null });
      })
      .catch(async (error: unknown) => {
        if (stop.signal.aborted) return;
        const status = error instanceof Problem ? error.status : 0;
        // What we may no longer see must not go on showing from this device's copy.
        if (status === 404 || status === 403) await forget(local(), type, [id]);
        setAsked({ id, state: status === 404 ? "gone" : status === 403 ? "forbidden" : "away", rights: null });
      });
    return () => stop.abort();
  }, [type, id, lost]);

  const found = useLive(async () => {
    const db = local();
    // In one look: between two of them an answer could move an edit out of the outbox, and the page would blink.
    const [held, actions, attention] = await db.transaction("r", db.rows, db.outbox, db.attention, () =>
      Promise.all([db.rows.get([type, id]), db.outbox.toArray(), db.attention.where("page").equals(id).toArray()]),
    );
    return { ...overlay(held?.row ?? null, actions, type, id), attention };
  }, [type, id, local().name]);

  const server = asked?.id === id ? asked : null;
  // The device's copies were dropped (the server began a new epoch): this one is wanted, so it is fetched again.
  const dropped = found !== undefined && !found.row && server?.state === "ready";
  useEffect(() => {
    if (dropped) setLost((now) => now + 1);
  }, [dropped]);
  const row = server?.state === "forbidden" ? null : (found?.row ?? null);
  const state = row ? "ready" : !found || !server || server.state === "ready" ? "loading" : server.state;
  return { state, row, pending: found?.pending ?? none, rights: server?.rights ?? null, attention: found?.attention ?? [] };
}

const none = new Set<string>();

/** What the server did not show when it was asked for: gone, or not for these eyes. */
const unseen = createStore<ReadonlySet<string>>(new Set());
const nameOf = (type: string, id: string) => `${local().name} ${type} ${id}`;

/** Whether a record that something points to cannot be seen: to be said in words, for its id says nothing. */
export function useUnseen(type: string): (id: string) => boolean {
  const known = useStore(unseen);
  return (id) => known.has(nameOf(type, id));
}

/** Several records by id, as shown; missing ones are fetched once. For links to other records. */
export function useRows(type: string, ids: string[]): Map<string, Row> {
  const found = useLive(async () => {
    const db = local();
    const [held, actions] = await db.transaction("r", db.rows, db.outbox, () =>
      Promise.all([db.rows.bulkGet(ids.map((id): [string, string] => [type, id])), db.outbox.toArray()]),
    );
    return ids.map((id, at) => overlay(held[at]?.row ?? null, actions, type, id).row);
  }, [type, ids, local().name]);

  const missing = found ? ids.filter((_, at) => !found[at]) : [];
  useEffect(() => {
    for (const id of missing) {
      api<{ row: Row; head?: number }>("GET", `${paths[type]}/${id}`)
        .then(({ row, head }) => keepRows(local(), [{ ...row, type, id }], row.number ?? head ?? 0))
        .catch((error: unknown) => {
          if (error instanceof Problem && (error.status === 404 || error.status === 403)) unseen.set((now) => new Set(now).add(nameOf(type, id)));
        });
    }
  }, [missing.join()]);

  return new Map((found ?? []).flatMap((row) => (row ? [[row.id, row] as const] : [])));
}

/** What waits on this device: the actions to send, and the values to decide. */
export function useWaiting() {
  return (
    useLive(async () => {
      const db = local();
      const [actions, attention] = await Promise.all([db.outbox.orderBy("n").toArray(), db.attention.toArray()]);
      // An emptied action (undone before it left) carries no news.
      const real = actions.filter((action) => action.edits.some((edit) => JSON.stringify(edit.patch) !== JSON.stringify(edit.base)));
      const edits = real.flatMap((action) => action.edits);
      const held = await db.rows.bulkGet(edits.map(({ type, record }): [string, string] => [type, record]));
      // The contact on whose page an edit shows: a note's is not the note.
      const pages = new Map(edits.map(({ type, record, patch }, at) => [record, type === "contact" ? record : (parents(held[at]?.row ?? patch)[0] ?? record)]));
      return { actions: real, attention, pages };
    }, [local().name]) ?? { actions: [], attention: [], pages: new Map<string, string>() }
  );
}

/** Finds records by a few words, for pickers and the global search. `near`: similar spellings. */
export async function find(q: string, limit = 8, signal?: AbortSignal): Promise<{ rows: Row[]; near: Row[] }> {
  try {
    const answer = await api<{ rows: Row[]; near?: Row[] }>("GET", "/api/search", { query: { q, limit }, ...(signal ? { signal } : {}) });
    return { rows: answer.rows, near: answer.near ?? [] };
  } catch (error) {
    if (!(error instanceof Problem) || !error.away) throw error;
    return { rows: (await onDevice(q)).slice(0, limit), near: [] };
  }
}

/** The contacts kept on this device that contain all words: what can be found without the server. */
export async function onDevice(q: string): Promise<Row[]> {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  const held = await local().rows.where("[type+id]").between(["contact", ""], ["contact", "\uffff"]).toArray();
  return held
    .map(({ row }) => row)
    .filter((row) => !row.deleted_at && words.every((word) => JSON.stringify(row).toLowerCase().includes(word)))
    .sort((a, b) => filedUnder(a).localeCompare(filedUnder(b)));
}

const filedUnder = (row: Row) => (row.kind === "company" ? String(row.company_name ?? "") : [row.last_name, row.first_name].filter(Boolean).join(" ") || String(row.name ?? ""));
