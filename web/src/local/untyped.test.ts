import { expect, test } from "vitest";
import { newId } from "../lib/ids";
import { Local } from "./db";
import { untyped } from "./untyped";

test("a device forgets what was typed about a record that is gone, and nothing else", async () => {
  const db = new Local(newId());
  const [gone, kept] = [newId(), newId()];
  const edit = (record: string) => ({ id: newId(), type: "contact", record, patch: { last_name: "Quellwasser" }, base: { last_name: null } });
  const outcome = (record: string) => ({ edit: null, type: "contact", record, status: "done" as const, fields: { last_name: { code: "conflict", theirs: "Quellwasser" } } });
  const common = { batch: newId(), at: "", source: "screen" as const, why: "", undo_of: null, sent: 1 as const, done_at: 0 };
  await db.journal.put({ ...common, n: 1, edits: [edit(gone), edit(kept)], outcomes: [outcome(gone), outcome(kept)] });
  const line = { kind: "conflict" as const, type: "contact", field: "last_name", batch: "", at: "", base: null, theirs: "Quellwasser", mine: "", by: "", theirs_at: "", code: "", params: {}, detail: "", place: "" };
  await db.attention.bulkAdd([{ ...line, record: gone }, { ...line, record: kept }] as never);
  await untyped(db, [gone]);
  expect((await db.attention.toArray()).map((one) => one.record)).toEqual([kept]);
  const [action] = await db.journal.toArray();
  expect(action!.edits.map((one) => one.patch)).toEqual([{}, { last_name: "Quellwasser" }]);
  expect(action!.outcomes.map((one) => Object.keys(one.fields))).toEqual([[], ["last_name"]]);
});
