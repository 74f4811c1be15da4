import { expect, test } from "vitest";
import { safeNext } from "./next";

test("an own address is kept, with its question", () => {
  expect(safeNext("/contacts?q=M%C3%BCller")).toBe("/contacts?q=M%C3%BCller");
});

test("nothing, another site, and the login itself lead to the start page", () => {
  for (const next of [undefined, "", "https://elsewhere.example", "//elsewhere.example", "/\\elsewhere.example", "javascript:alert(1)", "/login?next=/login"]) {
    expect(safeNext(next)).toBe("/");
  }
});
