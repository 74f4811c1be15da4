import i18next from "i18next";
import { newId } from "../lib/ids";
import type { Fault, Row } from "../lib/shapes";
import { createStore, useStore } from "../lib/store";
import { upload, uploadFaults } from "../lib/upload";
import { local } from "../local/db";
import { keepRows } from "../local/keep";
import { dirty, written } from "../local/signals";
import { toast } from "../ui/toast";

/** A file on its way to a record. `id` is the file's own from the start: sent twice, it is there once. */
export type Upload = { id: string; type: string; record: string; file: File; state: "waiting" | "sending" | "failed"; part: number; faults: Fault[]; stop: AbortController };

/** Kept outside the page: who goes on to the next record does not stop what is being sent. */
const all = createStore<Upload[]>([]);
const atOnce = 2;

const change = (id: string, more: Partial<Upload>) => all.set((now) => now.map((one) => (one.id === id ? { ...one, ...more } : one)));
const drop = (id: string) => all.set((now) => now.filter((one) => one.id !== id));

/** The files that are on their way to a record, or could not be sent. */
export function useUploads(record: string): Upload[] {
  return useStore(all).filter((one) => one.record === record);
}

/** Takes files for a record and sends them, two at a time, in their order. What is over the limit is not even begun. */
export function addFiles(type: string, record: string, files: File[], maxMb: number | null): void {
  const fresh = files.map((file): Upload => {
    const tooLarge = maxMb !== null && file.size > maxMb * 1024 ** 2;
    const faults = tooLarge ? [{ place: "", code: "file_too_big", params: { max_mb: maxMb } }] : [];
    return { id: newId(), type, record, file, state: tooLarge ? "failed" : "waiting", part: 0, faults, stop: new AbortController() };
  });
  all.set((now) => [...now, ...fresh]);
  next();
}

/** Once more, with the same id. */
export function retry(id: string): void {
  change(id, { state: "waiting", part: 0, faults: [], stop: new AbortController() });
  next();
}

/** Off the list, also in the middle of it. */
export function cancel(id: string): void {
  all.get().find((one) => one.id === id)?.stop.abort();
  drop(id);
}

function next(): void {
  const now = all.get();
  const free = atOnce - now.filter((one) => one.state === "sending").length;
  for (const one of now.filter((other) => other.state === "waiting").slice(0, free)) void send(one);
}

async function send(one: Upload): Promise<void> {
  change(one.id, { state: "sending" });
  dirty.set((now) => now + 1); // no new version of the page while something is on its way
  try {
    const { row, batch } = await upload<{ row: Row; batch: string }>("POST", "/api/files", one.file, {
      query: { parent_type: one.type, parent_id: one.record, name: one.file.name, id: one.id },
      signal: one.stop.signal,
      onProgress: (part) => change(one.id, { part }),
    });
    await keepRows(local(), [{ ...row, type: "file", id: row.id }], row.number ?? 0);
    drop(one.id);
    written.send();
    toast(i18next.t("files.attached", { name: String(row.file_name ?? one.file.name) }), batch);
  } catch (error) {
    if (!one.stop.signal.aborted) change(one.id, { state: "failed", faults: uploadFaults(error) });
  } finally {
    dirty.set((now) => now - 1);
    next();
  }
}
