import { afterEach, beforeEach, expect, test } from "vitest";
import { newId } from "../lib/ids";
import { Local } from "./db";
import { remove, save, shownRow, undo } from "./edit";
import { forget, keepRows } from "./keep";

let db: Local;
const record = "0190a000-0000-7000-8000-000000000001";
const edit = (patch: Record<string, string | null>, base: Record<string, string | null>) => save([{ type: "contact", record, patch, base }], {}, db);

beforeEach(async () => {
  db = new Local(`test:${newId()}`);
  await keepRows(db, [{ type: "contact", id: record, position: "Buyer", last_name: "Müller" }], 5);
});
afterEach(() => db.delete());

test("what is shown is the server's row with the waiting edit on it", async () => {
  await edit({ position: "Head of purchasing" }, { position: "Buyer" });
  expect((await shownRow("contact", record, db))?.position).toBe("Head of purchasing");
  expect((await db.rows.get(["contact", record]))?.row.position).toBe("Buyer");
});

test("an edit survives closing and opening the database", async () => {
  await edit({ position: "Head" }, { position: "Buyer" });
  db.close();
  const again = new Local(db.name);
  expect(await again.outbox.count()).toBe(1);
  expect((await shownRow("contact", record, again))?.position).toBe("Head");
  again.close();
  await db.open();
});

test("an unchanged value makes no edit", async () => {
  expect(await edit({ position: "Buyer" }, { position: "Buyer" })).toBeNull();
  expect(await db.outbox.count()).toBe(0);
});

test("a second edit of the same field folds into the unsent one and keeps its first base", async () => {
  const first = await edit({ position: "A" }, { position: "Buyer" });
  const second = await edit({ position: "B" }, { position: "A" });
  expect(second).toBe(first);
  const [action, ...rest] = await db.outbox.toArray();
  expect(rest).toEqual([]);
  expect(action!.edits[0]).toMatchObject({ patch: { position: "B" }, base: { position: "Buyer" } });
});

test("an edit of another field is an action of its own", async () => {
  await edit({ position: "A" }, { position: "Buyer" });
  await edit({ last_name: "Meier" }, { last_name: "Müller" });
  expect((await db.outbox.toArray()).map((action) => action.n)).toEqual([1, 2]);
});

test("what has been sent never changes; a later edit queues behind it", async () => {
  await edit({ position: "A" }, { position: "Buyer" });
  await db.outbox.update(1, { sent: 1 });
  await edit({ position: "B" }, { position: "A" });
  const [sent, next] = await db.outbox.orderBy("n").toArray();
  expect(sent!.edits[0]!.patch).toEqual({ position: "A" });
  expect(next!.edits[0]).toMatchObject({ patch: { position: "B" }, base: { position: "A" } });
  expect((await shownRow("contact", record, db))?.position).toBe("B");
});

test("a base names only what the patch changes, so that nothing else becomes a condition", async () => {
  await edit({ position: "A", last_name: "Müller" }, { position: "Buyer", last_name: "Müller" });
  expect((await db.outbox.get(1))!.edits[0]).toMatchObject({ patch: { position: "A" }, base: { position: "Buyer" } });
});

test("undo of an unsent action keeps its number and takes its change away", async () => {
  const batch = await edit({ position: "A" }, { position: "Buyer" });
  await undo(batch!, db);
  expect((await shownRow("contact", record, db))?.position).toBe("Buyer");
  expect((await db.outbox.toArray()).map((action) => action.n)).toEqual([1]);
});

test("undo of a sent action is an action of its own that names it", async () => {
  const batch = await edit({ position: "A" }, { position: "Buyer" });
  await db.outbox.update(1, { sent: 1 });
  await undo(batch!, db);
  const next = await db.outbox.get(2);
  expect(next).toMatchObject({ undo_of: batch, source: "undo" });
  expect(next!.edits[0]).toMatchObject({ patch: { position: "Buyer" }, base: { position: "A" } });
});

test("undo of a sent deletion does not claim to know the server's moment of it", async () => {
  const batch = await remove("contact", [record], db);
  await db.outbox.update(1, { sent: 1 });
  await undo(batch!, db);
  expect((await db.outbox.get(2))!.edits[0]).toMatchObject({ patch: { deleted_at: null }, base: null });
});

test("half a character becomes a whole sign before it is kept", async () => {
  await edit({ position: "torn \ud83d end \ud83d\ude00" }, { position: "Buyer" });
  expect((await db.outbox.get(1))!.edits[0]!.patch).toEqual({ position: "torn \ufffd end \ud83d\ude00" });
});

test("a note that waits is shown with the contact it belongs to; a contact that is gone takes its notes along", async () => {
  await save([{ type: "note", record: "n1", patch: { parent_type: "contact", parent_id: record, text: "a", created_at: "2026-01-01T00:00:00Z" }, base: {} }], {}, db);
  expect((await shownRow("note", "n1", db))?.text).toBe("a");
  await keepRows(db, [{ type: "note", id: "n2", parent_id: record, text: "b" }, { type: "note", id: "n3", parent_id: "other", text: "c" }], 6);
  await forget(db, "contact", [record]);
  expect((await db.rows.toArray()).map((held) => held.id)).toEqual(["n3"]);
});

test("an older row never replaces a newer one", async () => {
  await keepRows(db, [{ type: "contact", id: record, position: "new" }], 9);
  await keepRows(db, [{ type: "contact", id: record, position: "old" }], 7);
  expect((await db.rows.get(["contact", record]))?.row.position).toBe("new");
});
