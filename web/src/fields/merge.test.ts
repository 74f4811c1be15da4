import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Item, Json } from "../lib/shapes";
import { asJson, items, mergeItems, onePrimary, without } from "./items";
import { kindOf } from ".";
import { mergeLines } from "./lines";
import { mergeBag, mergeOne } from "./kind";
import { addTags } from "./tags";

const item = (id: string, value: string, primary = false): Item => ({ id, value, kind: "work", primary });
const list = (...all: Item[]): Json => asJson(all);

type Case = { it: string; field: string; base: Json; theirs: Json; mine: Json; value: Json; clash: boolean };
const cases = JSON.parse(readFileSync("../tests/cases/merge.json", "utf8")) as Case[];
const types: Record<string, string> = { phones: "phones", tags: "tags", description: "longtext", last_name: "text" };

test.each(cases)("as on the server: $it", ({ field, base, theirs, mine, value, clash }) => {
  expect(kindOf(types[field]!).merge(base, theirs, mine)).toEqual({ value, clash });
});

test("a merge of lines keeps what each side wrote, or asks", () => {
  const text = fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 6 }).map((lines) => lines.join("\n"));
  fc.assert(
    fc.property(text, text, (base, mine) => {
      expect(mergeLines(base, base, mine)).toBe(mine);
      expect(mergeLines(base, mine, base)).toBe(mine);
      expect(mergeLines(base, mine, mine)).toBe(mine);
    }),
  );
});

test("one adds a number while another corrects a second one: both stand", () => {
  const base = list(item("a", "1", true), item("b", "2"));
  const merged = mergeItems(base, list(item("a", "1", true), item("b", "22")), list(item("a", "1", true), item("b", "2"), item("c", "3")));
  expect(merged.clash).toBe(false);
  expect(items(merged.value).map((one) => one.value)).toEqual(["1", "22", "3"]);
});

test("both change the same number differently: somebody is asked", () => {
  expect(mergeItems(list(item("a", "1", true)), list(item("a", "2", true)), list(item("a", "3", true))).clash).toBe(true);
});

test("the first one left is promoted when the primary goes", () => {
  expect(without([item("a", "1", true), item("b", "2")], "a")).toEqual([item("b", "2", true)]);
});

test("tags of both sides stand, and what one removed is gone", () => {
  expect(mergeBag(["a", "b"], ["a", "b", "c"], ["b", "d"]).value).toEqual(["b", "c", "d"]);
});

test("the same tag in other letters is not added twice", () => {
  expect(addTags(["VIP", "Café"], ["vip", "fair", " cafe "])).toEqual(["VIP", "Café", "fair"]);
});

test("a comma or a semicolon is part of a tag", () => {
  expect(addTags([], ["Berlin, fair; 2026"])).toEqual(["Berlin, fair; 2026"]);
});

const someList = fc.uniqueArray(fc.record({ id: fc.constantFrom("a", "b", "c", "d"), value: fc.constantFrom("1", "2", "3"), kind: fc.constant("work"), primary: fc.boolean() }), { selector: (one) => one.id }).map((all) => asJson(onePrimary(all)));

test("a merge with nothing changed on one side is the other side, and one primary is left", () => {
  fc.assert(
    fc.property(someList, someList, someList, (base, theirs, mine) => {
      expect(mergeItems(base, base, mine)).toEqual({ value: mine, clash: false });
      expect(mergeItems(base, theirs, base)).toEqual({ value: theirs, clash: false });
      const merged = items(mergeItems(base, theirs, mine).value);
      expect(merged.filter((one) => one.primary).length).toBe(merged.length ? 1 : 0);
    }),
  );
});

test("a single value merges only when one side left it alone", () => {
  expect(mergeOne("a", "b", "c")).toEqual({ value: "b", clash: true });
  expect(mergeOne("a", "a", "c")).toEqual({ value: "c", clash: false });
});
