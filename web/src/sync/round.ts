import type { Action, Attention, Cursor, Local } from "../local/db";
import type { Edit, Json, Outcome, Row } from "../lib/shapes";

type Sent = Pick<Action, "n" | "batch" | "why" | "source" | "undo_of" | "edits">;
export type Question = { device: string; cursor: Cursor | null; actions: Sent[]; want: number };
export type Answer = {
  outcomes: { n: number; outcomes: Outcome[] }[];
  gap?: number | null;
  rows: Row[];
  gone: { type: string; id: string; number: number }[];
  cursor: Cursor;
  more?: boolean;
  reset?: boolean | string | null;
};
export type Post = (question: Question) => Promise<Answer>;

const most = 50;
const journalDays = 14;

/** One question to the server and its answer. Out: whether there is more to do at once. */
export async function round(db: Local, post: Post): Promise<boolean> {
  const device = await db.device();
  const { actions, cursor } = await db.transaction("rw", db.outbox, db.meta, async () => {
    const waiting = await db.outbox.orderBy("n").limit(most).toArray();
    // Marked before it leaves: from here on the server may have it, whatever becomes of the answer.
    await db.outbox.bulkPut(waiting.map((action) => ({ ...action, sent: 1 as const })));
    return { actions: waiting, cursor: await db.cursor() };
  });
  const answer = await post({
    device,
    cursor,
    actions: actions.map(({ n, batch, why, source, undo_of, edits }) => ({ n, batch, why, source, undo_of, edits })),
    want: 500,
  });
  return take(db, cursor, answer);
}

/** Stores an answer: verdicts, rows and cursor in one transaction. */
async function take(db: Local, asked: Cursor | null, answer: Answer): Promise<boolean> {
  return db.transaction("rw", [db.outbox, db.rows, db.meta, db.journal, db.attention], async () => {
    for (const { n, outcomes } of answer.outcomes ?? []) {
      const action = await db.outbox.get(n);
      if (!action) continue; // an answer that came twice
      await db.outbox.delete(n);
      await db.journal.put({ ...action, outcomes, done_at: Date.now() });
      for (const outcome of outcomes) {
        await keepOutcome(db, outcome, asked);
        await db.attention.bulkAdd(toDecide(action, outcome) as Attention[]);
      }
    }
    if (answer.gap) await sendAgain(db, answer.gap);

    const now = await db.cursor();
    // Another tab may have moved on since we asked: then our verdicts count, our rows are old.
    const current = now?.number === asked?.number && now?.epoch === asked?.epoch;
    if (answer.reset && current) {
      await db.rows.clear();
    } else if (current) {
      await keepFeed(db, answer);
    }
    if (current && answer.cursor) await db.meta.put({ key: "cursor", value: answer.cursor });
    await db.journal.where("done_at").below(Date.now() - journalDays * 86_400_000).delete();
    const waiting = await db.outbox.count();
    const stuck = Boolean(answer.gap) && !(answer.outcomes ?? []).length;
    return Boolean(answer.more) || (waiting > 0 && !stuck && (answer.outcomes ?? []).length > 0) || (Boolean(answer.gap) && waiting > 0 && !stuck);
  });
}

/** The record as it stands after our action, unless a newer one is already here. */
async function keepOutcome(db: Local, { row, type, record }: Outcome, asked: Cursor | null): Promise<void> {
  if (!row) return;
  const held = await db.rows.get([type, record]);
  const number = row.number ?? Math.max(held?.number ?? 0, asked?.number ?? 0);
  if (held && row.number !== undefined && held.number > row.number) return;
  if (held && row.number === undefined && String(held.row.changed_at ?? "") > String(row.changed_at ?? "")) return;
  await db.rows.put({ type, id: record, row: { ...row, type, id: record }, number });
}

/** Keeps of the feed what this device has opened; the rest only tells lists to look again. */
async function keepFeed(db: Local, answer: Answer): Promise<void> {
  const rows = answer.rows ?? [];
  const held = await db.rows.bulkGet(rows.map((row): [string, string] => [row.type, row.id]));
  const fresh = rows.filter((row, at) => held[at] && held[at].number <= (row.number ?? Infinity));
  await db.rows.bulkPut(fresh.map((row) => ({ type: row.type, id: row.id, row, number: row.number ?? answer.cursor.number })));
  const gone = answer.gone ?? [];
  await db.rows.bulkDelete(gone.map(({ type, id }): [string, string] => [type, id]));
  if (rows.length || gone.length) {
    const ids = [...rows, ...gone].map(({ id }) => id);
    await db.meta.put({ key: "moved", value: { number: answer.cursor.number, ids } });
  }
}

/** The server knows less than we were told it did (a restored backup): what we still have goes out again. */
async function sendAgain(db: Local, from: number): Promise<void> {
  const old = await db.journal.where("n").aboveOrEqual(from).toArray();
  await db.outbox.bulkPut(old.map(({ done_at: _at, outcomes: _outcomes, ...action }) => ({ ...action, sent: 1 as const })));
  await db.journal.bulkDelete(old.map(({ n }) => n));
}

/** The lines for people: one per value in conflict, one per refused field, with everything that was typed. */
function toDecide(action: Action, outcome: Outcome): Omit<Attention, "id">[] {
  if (outcome.status === "done") return [];
  const edit = action.edits.find((one) => one.id === outcome.edit) ?? action.edits[0];
  const lines = Object.entries(outcome.fields).map(([field, verdict]) => ({
    kind: outcome.status as "conflict" | "refused",
    type: outcome.type,
    record: outcome.record,
    field,
    batch: action.batch,
    at: action.at,
    base: verdict.base ?? edit?.base?.[field] ?? null,
    theirs: verdict.theirs ?? outcome.row?.[field] ?? null,
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
      ...{ kind: "refused" as const, type: outcome.type, record: outcome.record, field, batch: action.batch, at: action.at },
      ...{ base: edit?.base?.[field] ?? null, theirs: outcome.row?.[field] ?? null, mine, by: "", theirs_at: "" },
      ...{ code: "held_back", params: {}, detail: "", place: field },
    })),
  ];
}

const wholePatch = (edit: Edit | undefined): Json => (edit?.patch ?? {}) as Json;
