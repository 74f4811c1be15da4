import { expect, test } from "vitest";
import type { Field } from "../lib/shapes";
import { isOver, seenFrom, waysOf } from "./relationships";

const kind = {
  name: "kind", type: "choice", group: "", label: "Kind",
  choices: [
    { key: "reports_to", label: { en: "reports to" }, reverse: { en: "is the superior of" } },
    { key: "spouse", label: { en: "spouse" }, reverse: { en: "spouse" } },
    { key: "old", label: { en: "old" }, retired: true },
  ],
} as unknown as Field;
const row = { type: "relationship", id: "r", contact_id: "anna", other_id: "bert", kind: "reports_to" };

test("each side is told in its own words", () => {
  expect(seenFrom(row, "anna", kind)).toEqual({ other: "bert", word: "reports to", reverse: false });
  expect(seenFrom(row, "bert", kind)).toEqual({ other: "anna", word: "is the superior of", reverse: true });
});

test("a word that is the same from both sides is offered once, a retired one only where it is kept", () => {
  expect(waysOf(kind).map((way) => way.text)).toEqual(["reports to", "is the superior of", "spouse"]);
  expect(waysOf(kind, "old").map((way) => way.key)).toContain("old");
});

test("a link that has an end in the past is over", () => {
  expect(isOver({ ...row, end_date: "2026-01-31" }, "2026-02-01")).toBe(true);
  expect(isOver({ ...row, end_date: "2026-02-01" }, "2026-02-01")).toBe(false);
  expect(isOver(row)).toBe(false);
});
