import { liveQuery } from "dexie";
import { api } from "../lib/api";
import { newId } from "../lib/ids";
import type { Job } from "../lib/job";
import { same } from "../lib/same";
import type { Edit, Outcome, Row, Values } from "../lib/shapes";
import { local, type Action, type Local } from "./db";
import { overlay } from "./overlay";
import { unkept, written } from "./signals";
import { wellFormed } from "./wellFormed";

export type Wish = { type: string; record: string; patch: Values; base: Values | null };
export type Options = { source?: "screen" | "undo"; why?: string; undo_of?: string; fold?: boolean };

/** The one writer. In: what a person changed and what they had seen. Out: the action's batch, once it is safely on this device; null when nothing changed. */
export async function save(wishes: Wish[], options: Options = {}, db: Local = local()): Promise<string | null> {
  const meant = wishes.map((wish) => onlyChanges({ ...wish, patch: wellFormed(wish.patch) })).filter((wish) => Object.keys(wish.patch).length > 0);
  if (!meant.length) return null;
  // The promise of a Dexie transaction resolves on the database's `complete`: only then may a screen say "saved".
  const kept = db.transaction("rw", db.outbox, async () => {
    const newest = await db.outbox.orderBy("n").last();
    const folded = options.fold === false || options.undo_of || options.source ? null : fold(newest, meant);
    if (folded) {
      await db.outbox.put(folded);
      return folded.batch;
    }
    const fresh = newId();
    await db.outbox.add({
      batch: fresh,
      at: new Date().toISOString(),
      source: options.source ?? "screen",
      why: options.why ?? "",
      undo_of: options.undo_of ?? null,
      sent: 0,
      edits: meant.map((wish): Edit => ({ id: newId(), ...wish })),
    });
    return fresh;
  });
  kept.catch(() => unkept.send());
  const batch = await kept;
  written.send();
  return batch;
}

/** Unchanged values are not an edit. What stands in the base besides the patch would be a condition: nobody meant that. */
function onlyChanges(wish: Wish): Wish {
  const { base } = wish;
  if (!base) return wish;
  const patch = Object.fromEntries(Object.entries(wish.patch).filter(([field, value]) => !same(value, base[field])));
  return { ...wish, patch, base: Object.fromEntries(Object.entries(base).filter(([field]) => field in patch)) };
}

/** The newest action with the new values in it, when it has not been sent and speaks of the same fields; else null. */
function fold(newest: Action | undefined, wishes: Wish[]): Action | null {
  if (!newest || newest.sent || newest.undo_of || newest.source !== "screen" || wishes.length !== 1) return null;
  const wish = wishes[0]!;
  const at = newest.edits.findIndex((edit) => edit.type === wish.type && edit.record === wish.record);
  const old = newest.edits[at];
  const fields = Object.keys(wish.patch);
  if (!old || "deleted_at" in wish.patch || "deleted_at" in old.patch) return null;
  if (!fields.every((field) => field in old.patch)) return null;
  const edits = newest.edits.slice();
  // The first base stays: it is what the person saw before both edits.
  edits[at] = { ...old, patch: { ...old.patch, ...wish.patch } };
  return { ...newest, edits };
}

/** Waits for the server's answer to an action. Null when none came in time: the action stays in the outbox. */
export function answerOf(batch: string, within: number, db: Local = local()): Promise<Outcome[] | null> {
  return new Promise((resolve) => {
    const end = (outcomes: Outcome[] | null) => {
      clearTimeout(timer);
      watch.unsubscribe();
      resolve(outcomes);
    };
    const timer = setTimeout(() => end(null), within);
    const watch = liveQuery(() => db.journal.where("batch").equals(batch).first()).subscribe({
      next: (done) => done && queueMicrotask(() => end(done.outcomes)),
      error: () => end(null),
    });
  });
}

/** `batch`: of the undoing, null when nothing was to be done. `left`: how many newer values were left as they are. `job`: did it, and has said so on the screen. */
export type Undone = { batch: string | null; left: number; job?: Job };

/** Takes an action back: an own one on this device, without waiting for anybody; another's through the server. */
export async function undo(batch: string, db: Local = local()): Promise<Undone> {
  if (await withdraw(batch, db)) return { batch: null, left: 0 };
  const done = await db.journal.where("batch").equals(batch).first();
  const action = done ?? (await db.outbox.filter((waiting) => waiting.batch === batch).first());
  if (!action) return undoThere(batch);
  const wishes = action.edits.flatMap((edit): Wish[] => {
    const outcome = done?.outcomes.find((one) => one.edit === edit.id);
    return outcome?.status === "refused" ? [] : [inverse(edit, Object.keys(outcome?.fields ?? {}))];
  });
  return { batch: await save(wishes, { source: "undo", undo_of: batch }, db), left: 0 };
}

/** Undoes an action that only the server knows. */
async function undoThere(batch: string): Promise<Undone> {
  const answer = await api<{ batch: string | null; left_alone: unknown[]; job: Job | null }>("POST", `/api/batches/${batch}/undo`, { body: { batch: newId() } });
  const job = answer.job && (await (await import("../lib/jobs")).followedThere(answer.job));
  written.send();
  return job ? { batch: job.batch, left: job.left, job } : { batch: answer.batch, left: answer.left_alone.length };
}

/** An action that has not left the device is emptied in place: its number must still reach the server, its change not. */
async function withdraw(batch: string, db: Local): Promise<boolean> {
  return db.transaction("rw", db.outbox, async () => {
    const waiting = await db.outbox.filter((action) => action.batch === batch && action.sent === 0).first();
    if (!waiting || waiting.edits.some((edit) => "created_at" in edit.patch)) return false;
    await db.outbox.put({ ...waiting, edits: waiting.edits.map((edit) => ({ ...edit, patch: { ...(edit.base ?? {}) } })) });
    return true;
  });
}

/** The edit that takes an edit back; what was in conflict never was written. */
function inverse(edit: Edit, clashed: string[]): Wish {
  const { type, record } = edit;
  if ("created_at" in edit.patch) return { type, record, patch: { deleted_at: new Date().toISOString() }, base: { deleted_at: null } };
  // When it was deleted is the server's to say: our clock's moment never stood there.
  if ("deleted_at" in edit.patch) return { type, record, patch: { deleted_at: edit.base?.deleted_at ?? null }, base: null };
  const fields = Object.keys(edit.patch).filter((field) => !clashed.includes(field));
  const patch = Object.fromEntries(fields.map((field) => [field, edit.base?.[field] ?? null]));
  const base = Object.fromEntries(fields.map((field) => [field, edit.patch[field] ?? null]));
  return { type, record, patch, base };
}

/** Deletes records into the recycle bin. */
export function remove(type: string, ids: string[], db: Local = local()): Promise<string | null> {
  const now = new Date().toISOString();
  return save(ids.map((record) => ({ type, record, patch: { deleted_at: now }, base: { deleted_at: null } })), {}, db);
}

/** The row as this device would show it now: for a writer that needs the newest base. */
export async function shownRow(type: string, id: string, db: Local = local()): Promise<Row | null> {
  const held = await db.rows.get([type, id]);
  return overlay(held?.row ?? null, await db.outbox.toArray(), type, id).row;
}
