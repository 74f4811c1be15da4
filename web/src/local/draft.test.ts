import { afterEach, beforeEach, expect, test } from "vitest";
import { newId } from "../lib/ids";
import { Local } from "./db";
import { putDraft } from "./draft";

let db: Local;
const kept = async () => (await db.meta.get("draft:note:1"))?.value;

beforeEach(() => {
  db = new Local(`test:${newId()}`);
});
afterEach(() => db.delete());

test("what comes back stands before what was written in its place since", async () => {
  await db.meta.put({ key: "draft:note:1", value: "the second" });
  await putDraft("note:1", "the first", db);
  expect(await kept()).toBe("the first\nthe second");
});

test("what comes back to an empty place is as it was", async () => {
  await putDraft("note:1", "the first", db);
  expect(await kept()).toBe("the first");
  await putDraft("note:1", { text: "another", base: {} }, db);
  expect(await kept()).toEqual({ text: "another", base: {} });
});
