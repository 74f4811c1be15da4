import { expect, test } from "vitest";
import deFirst from "./de/index";
import deLate from "./de/late";
import enFirst from "./en/index";
import enLate from "./en/late";
import zhFirst from "./zh/index";
import zhLate from "./zh/late";

const [en, de, zh] = [
  { ...enFirst, ...enLate },
  { ...deFirst, ...deLate },
  { ...zhFirst, ...zhLate },
];

type Tree = { [key: string]: string | Tree };

function keys(tree: Tree, before = ""): string[] {
  return Object.entries(tree).flatMap(([key, value]) => (typeof value === "string" ? [before + key] : keys(value, `${before}${key}.`)));
}
function texts(tree: Tree): [string, string][] {
  return keys(tree).map((key) => [key, key.split(".").reduce<string | Tree>((at, part) => (at as Tree)[part]!, tree) as string]);
}
const holes = (text: string) => (text.match(/{{\w+}}/g) ?? []).sort().join();

test("the three languages have the same keys", () => {
  expect(keys(de)).toEqual(keys(en));
  expect(keys(zh)).toEqual(keys(en));
});

test("no text is empty", () => {
  for (const language of [en, de, zh]) expect(texts(language).filter(([, text]) => !text.trim())).toEqual([]);
});

test("a translation fills the same holes as the English text", () => {
  const english = new Map(texts(en));
  for (const language of [de, zh]) {
    expect(texts(language).filter(([key, text]) => holes(text) !== holes(english.get(key)!))).toEqual([]);
  }
});
