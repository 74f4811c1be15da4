import { expect, test } from "vitest";
import { insert, mentionAt, mentioned, pieces, suggest } from "./mentions";

const people = [
  { id: "a", name: "Anna" },
  { id: "ab", name: "Anna Berg" },
  { id: "b", name: "Bob (Nord) Berg" },
  { id: "w", name: "王小明" },
  { id: "x", name: "Xaver", active: false },
];

test("an @ begins a mention, one inside an e-mail address does not", () => {
  expect(mentionAt("ask @An", 7)).toEqual({ from: 4, query: "An" });
  expect(mentionAt("ask @Anna Be", 12)).toEqual({ from: 4, query: "Anna Be" });
  expect(mentionAt("jon@nord", 8)).toBeNull();
  expect(mentionAt("请问@王", 4)).toEqual({ from: 2, query: "王" });
  expect(mentionAt("@An\nnew line", 12)).toBeNull();
  expect(mentionAt("no one", 3)).toBeNull();
});

test("people are offered by any part of their name, those who left are not", () => {
  expect(suggest(people, "be").map((one) => one.id)).toEqual(["ab", "b"]);
  expect(suggest(people, "王").map((one) => one.id)).toEqual(["w"]);
  expect(suggest(people, "xa")).toEqual([]);
});

test("choosing somebody writes the whole name and leaves the cursor behind it", () => {
  expect(insert("ask @An please", 4, 7, "Anna Berg")).toEqual({ text: "ask @Anna Berg please", caret: 14 });
  expect(insert("@b", 0, 2, "Bob")).toEqual({ text: "@Bob ", caret: 5 });
});

test("the longest name is meant, and a longer word is not", () => {
  expect(mentioned("@Anna Berg and @Annabelle", people)).toEqual(["ab"]);
  expect(mentioned("@Anna, @Bob (Nord) Berg: call!", people)).toEqual(["a", "b"]);
  expect(mentioned("@王小明请回电", people)).toEqual(["w"]);
});

test("the pieces of a text are the text", () => {
  const text = "Hello @Anna Berg, jon@anna.example and @王小明。";
  expect(pieces(text, people).map((piece) => piece.text).join("")).toBe(text);
  expect(pieces("", people)).toEqual([]);
});
