import { expect, test } from "vitest";
import { fresh, keyFor, moved, opened, sent, type Option } from "./options";

const option = (key: string, en = key, de = "", zh = ""): Option => ({ ...fresh(key), key, label: { en, de, zh } });

test("what the server sent comes back as it was", () => {
  const choices = [{ key: "cold", label: { en: "Cold", de: "Kalt" }, color: "blue", retired: false }];
  expect(sent(opened(choices)).options).toEqual(choices);
  const relations = [{ key: "reports_to", label: { en: "reports to" }, reverse: { en: "leads" }, color: null, retired: false }];
  expect(sent(opened(relations)).options).toEqual(relations);
});

test("a new choice gets a key of its words, and its own where that is taken", () => {
  expect(keyFor({ de: "Süß & heiß" }, new Set())).toBe("suess_heiss");
  expect(keyFor({ zh: "热门" }, new Set(["choice"]))).toBe("choice_2");
  const { options } = sent([option("hot", "Hot"), option("", "Hot")]);
  expect(options.map((one) => one.key)).toEqual(["hot", "hot_2"]);
});

test("an empty new row is left out, an emptied old one is at fault", () => {
  expect(sent([option("hot"), option("", "")])).toMatchObject({ faulty: [], options: [{ key: "hot" }] });
  expect(sent([option("hot", "")]).faulty).toEqual([0]);
});

test("a line is put to its new place, and the ends are the ends", () => {
  const list = ["a", "b", "c"];
  expect(moved(list, 0, -1)).toBe(list);
  expect(moved(list, 2, 3)).toBe(list);
  expect(moved(list, 0, 2)).toEqual(["b", "c", "a"]);
  expect(moved(list, 2, 0)).toEqual(["c", "a", "b"]);
});
