import { expect, test } from "vitest";
import { applied, chosen, CREATE, free, homeless, LEAVE, targetLabel, targets, together } from "./mapping";
import type { Column } from "./shapes";

const column = (index: number, field: string | null, part: Partial<Column> = {}): Column => ({
  index,
  header: `Column ${index}`,
  field,
  samples: [],
  filled: 3,
  offer: null,
  create: null,
  reason: null,
  read: 3,
  stored: 3,
  refused: 0,
  kept: 0,
  ...part,
});
const same = (word: string) => word;
const words = { kind: same, addressKind: same, part: same, group: same, reading: same };
const field = (name: string, group: string, part = {}) => ({ name, type: "text", group, label: name, readonly: false, kinds: [], parts: [], ...part });
const groups = targets(
  [field("last_name", "name"), field("phones", "contact", { kinds: ["work", "mobile"] }), field("addresses", "address", { kinds: ["work"], parts: ["street", "city"] }), field("owner_id", "about"), field("changed_at", "life")],
  words,
);

test("list fields are offered by their kinds, addresses by their parts, the owner by name", () => {
  const values = groups.flatMap((group) => group.items.map((entry) => entry.value));
  expect(values).toEqual(["last_name", "full_name", "phones:work", "phones:mobile", "addresses:work.full", "addresses:work.street", "addresses:work.city", "age", "owner"]);
});

test("a numbered target is named by its kind and number, an unknown one by itself", () => {
  expect(targetLabel("phones:work#2", groups)).toBe("phones: work (2)");
  expect(targetLabel("phones.kind1", groups)).toBe("phones.kind1");
});

test("a second column for the same kind gets the next number", () => {
  expect(free("phones:work", new Set(["phones:work", "phones:work#2"]))).toBe("phones:work#3");
  expect(free("addresses:work.city", new Set(["addresses:work.city"]))).toBe("addresses:work#2.city");
  expect(free("last_name", new Set(["last_name"]))).toBeNull();
});

test("a field that can be had only once leaves the column that had it", () => {
  const columns = [column(0, "last_name"), column(1, null)];
  expect(chosen(columns, 1, "last_name")).toEqual([
    { index: 0, field: null },
    { index: 1, field: "last_name" },
  ]);
});

test("a column is left out or becomes the custom field that was offered", () => {
  const offer = { key: "c_shoe", label: "Shoe", type: "number" };
  const columns = [column(0, "last_name", { offer })];
  expect(chosen(columns, 0, LEAVE)).toEqual([{ index: 0, field: null }]);
  expect(chosen(columns, 0, CREATE)).toEqual([{ index: 0, create: offer }]);
  expect(applied(columns, { columns: chosen(columns, 0, CREATE) })[0]).toMatchObject({ field: "c_shoe", create: offer });
});

test("wishes made while the server looks become one, the later wins", () => {
  const wish = together({ columns: [{ index: 0, field: "a" }], match: "skip" }, { columns: [{ index: 0, field: "b" }, { index: 1, field: null }] });
  expect(wish).toEqual({ columns: [{ index: 0, field: "b" }, { index: 1, field: null }], match: "skip" });
});

test("columns with content and no field are named, empty ones are not", () => {
  expect(homeless([column(0, null), column(1, null, { filled: 0 }), column(2, "last_name")]).map((one) => one.index)).toEqual([0]);
});
