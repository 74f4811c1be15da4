import type { Action, Attention, Cursor, Device, Local } from "../local/db";
import type { Edit, Json, Outcome, Row, Values } from "../lib/shapes";
import { forget, parents } from "../local/keep";
import { renewed } from "../local/signals";
import { untyped } from "../local/untyped";
import { wellFormed } from "../local/wellFormed";

type Sent = Pick<Action, "n" | "batch" | "why" | "source" | "undo_of" | "edits">;
export type Question = { device: string; cursor: Cursor | null; actions: Sent[]; want: number };
export type Answer = {
  outcomes: { n: number; outcomes: Outcome[] }[];
  gap?: number | null;
  rows: Row[];
  gone: { type: string; id: string; number: number }[];
  cursor: Cursor;
  more?: boolean;
  reset?: boolean;
  forked?: number | null;
};
export type Post = (question: Question) => Promise<Answer>;

const most = 50;
const journalDays = 14;

/** One question to the server and its answer. Out: whether there is more to do at once. */
export async function round(db: Local, post: Post): Promise<boolean> {
  const device = await db.device();
  const { actions, cursor } = await db.transaction("rw", db.outbox, db.meta, async () => {
    const known = await db.cursor();
    // The first question only asks where the feed stands: from then on our own changes come back in it.
    const waiting = known ? await db.outbox.orderBy("n").limit(most).toArray() : [];
    // Marked before it leaves: from here on the server may have it, whatever becomes of the answer.
    const leaving = waiting.map((action) => ({ ...action, edits: action.edits.map((edit) => ({ ...edit, patch: wellFormed(edit.patch) })), sent: 1 as const }));
    await db.outbox.bulkPut(leaving);
    return { actions: leaving, cursor: known };
  });
  const sent = actions.map(({ n, batch, why, source, undo_of, edits }) => ({ n: n - device.offset, batch, why, source, undo_of, edits }));
  const answer = await post({ device: device.id, cursor, actions: sent, want: 500 });
  const more = await take(db, device, cursor, answer);
  if (answer.reset) renewed.send();
  return more;
}

/** Stores an answer: verdicts, rows and cursor in one transaction. */
async function take(db: Local, device: Device, asked: Cursor | null, answer: Answer): Promise<boolean> {
  return db.transaction("rw", [db.outbox, db.rows, db.meta, db.journal, db.attention], async () => {
    let moved = asked === null;
    for (const { n, outcomes } of answer.outcomes) {
      const action = await db.outbox.get(n + device.offset);
      if (!action) continue; // an answer that came twice
      moved = true;
      await db.outbox.delete(action.n);
      await db.journal.put({ ...action, outcomes, done_at: Date.now() });
      for (const outcome of outcomes) {
        await keepDone(db, action, outcome);
        await db.attention.bulkAdd((await toDecide(db, action, outcome)) as Attention[]);
      }
    }
    if (answer.gap) moved = await sendAgain(db, answer.gap + device.offset);
    if (answer.forked) moved = await renumber(db);

    const now = await db.cursor();
    // Another tab may have moved on since we asked: then our verdicts count, our rows are old.
    const current = now?.number === asked?.number && now?.epoch === asked?.epoch;
    if (current && answer.reset) {
      await dropRows(db);
      await db.meta.put({ key: "moved", value: { number: answer.cursor.number, ids: [] } });
    } else if (current) await keepFeed(db, answer);
    const next = asked === null ? await beforeHeld(db, answer.cursor) : answer.cursor;
    if (current) await db.meta.put({ key: "cursor", value: next });
    await db.journal.where("done_at").below(Date.now() - journalDays * 86_400_000).delete();
    return Boolean(answer.more) || next.number < answer.cursor.number || (moved && (await db.outbox.count()) > 0);
  });
}

/** Drops the device's copy; who shows some of it looks again (`dropped` says when). */
async function dropRows(db: Local): Promise<void> {
  await db.rows.clear();
  await db.meta.put({ key: "dropped", value: Date.now() });
}

/** A record opened before the first question may have moved since: the feed begins where the oldest was read. */
async function beforeHeld(db: Local, head: Cursor): Promise<Cursor> {
  let number = head.number;
  await db.rows.each((held) => {
    number = Math.min(number, held.number);
  });
  return { ...head, number };
}

/** Until the record comes back in the feed it is shown with what was accepted of our edit. */
async function keepDone(db: Local, action: Action, outcome: Outcome): Promise<void> {
  const edit = action.edits.find((one) => one.id === outcome.edit);
  if (!edit || outcome.status === "refused") return;
  const held = await db.rows.get([edit.type, edit.record]);
  if (!held && !("created_at" in edit.patch)) return;
  const accepted: Values = Object.fromEntries(Object.entries(edit.patch).filter(([field]) => !(field in outcome.fields)));
  const row = { ...(held?.row ?? { type: edit.type, id: edit.record }), ...accepted };
  await db.rows.put({ type: edit.type, id: edit.record, row, number: held?.number ?? 0 });
}

/** Keeps of the feed what this device has opened, and what belongs to it; the rest only tells lists to look again. */
async function keepFeed(db: Local, answer: Answer): Promise<void> {
  const { rows, gone } = answer;
  const held = await db.rows.bulkGet(rows.map((row): [string, string] => [row.type, row.id]));
  const open = await Promise.all(rows.map(async (row, at) => held[at] !== undefined || (await hasParent(db, row))));
  const fresh = rows.filter((row, at) => open[at] && (held[at]?.number ?? 0) <= (row.number ?? Infinity));
  await db.rows.bulkPut(fresh.map((row) => ({ type: row.type, id: row.id, row, number: row.number ?? answer.cursor.number })));
  for (const { type, id } of gone) {
    await db.rows.delete([type, id]);
    await forget(db, type, [id]);
  }
  await untyped(
    db,
    gone.map(({ id }) => id),
  );
  if (rows.length || gone.length) {
    const ids = [...rows, ...gone].map(({ id }) => id);
    await db.meta.put({ key: "moved", value: { number: answer.cursor.number, ids } });
  }
}

/** Whether a note, a file or a link belongs to a contact that this device has. */
async function hasParent(db: Local, row: Row): Promise<boolean> {
  for (const id of parents(row)) if (await db.rows.get(["contact", id])) return true;
  return false;
}

/** The server knows less than we were told it did (a restored backup): what we still have goes out again. */
async function sendAgain(db: Local, from: number): Promise<boolean> {
  const old = await db.journal.where("n").aboveOrEqual(from).toArray();
  await db.outbox.bulkPut(old.map(({ done_at: _at, outcomes: _outcomes, ...action }) => ({ ...action, sent: 1 as const })));
  await db.journal.bulkDelete(old.map(({ n }) => n));
  // What it asks for is no longer here: it cannot be sent, so what we have is counted anew.
  if (!(await db.outbox.get(from))) return renumber(db);
  return true;
}

/** A new device name, its numbers beginning with what waits. */
async function renumber(db: Local): Promise<boolean> {
  const first = await db.outbox.orderBy("n").first();
  const newest = await db.journal.orderBy("n").last();
  await db.newDevice(first ? first.n - 1 : (newest?.n ?? 0));
  return first !== undefined;
}

/** The lines for people: one per value in conflict, one per refused field, with everything that was typed. */
async function toDecide(db: Local, action: Action, outcome: Outcome): Promise<Omit<Attention, "id">[]> {
  if (outcome.status === "done") return [];
  const edit = action.edits.find((one) => one.id === outcome.edit) ?? action.edits[0];
  const held = outcome.type === "contact" ? undefined : await db.rows.get([outcome.type, outcome.record]);
  const page = parents(held?.row ?? edit?.patch ?? {})[0] ?? outcome.record;
  const lines = Object.entries(outcome.fields).map(([field, verdict]) => ({
    kind: outcome.status as "conflict" | "refused",
    type: outcome.type,
    page,
    record: outcome.record,
    field,
    batch: action.batch,
    at: action.at,
    base: verdict.base ?? edit?.base?.[field] ?? null,
    theirs: verdict.theirs ?? null,
    mine: verdict.mine ?? (field ? (edit?.patch[field] ?? null) : wholePatch(edit)),
    by: typeof verdict.by === "string" ? verdict.by : (verdict.by?.name ?? ""),
    theirs_at: verdict.at ?? "",
    code: verdict.code,
    params: verdict.params ?? {},
    detail: verdict.detail ?? "",
    place: verdict.place ?? field,
  }));
  if (outcome.status === "conflict") return lines;
  // A refused action stores nothing: its innocent fields are kept with the guilty ones.
  const rest = Object.entries(edit?.patch ?? {}).filter(([field]) => !(field in outcome.fields));
  return [
    ...lines,
    ...rest.map(([field, mine]) => ({
      ...{ kind: "refused" as const, type: outcome.type, page, record: outcome.record, field, batch: action.batch, at: action.at },
      ...{ base: edit?.base?.[field] ?? null, theirs: null, mine, by: "", theirs_at: "" },
      ...{ code: "held_back", params: {}, detail: "", place: field },
    })),
  ];
}

const wholePatch = (edit: Edit | undefined): Json => (edit?.patch ?? {}) as Json;
