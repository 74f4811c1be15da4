import { expect, test } from "vitest";
import { pieces, releases, versionOf } from "./changelog";

const file = `# Changelog

## Unreleased

- One **big** thing
  on two lines.
- <img src=x onerror=alert(1)> and \`code\`

## 0.2.0 (2026-11-01)

### Added

* A [link](javascript:alert(1)) is its words.
`;

test("a change log falls into releases, headings and lines", () => {
  const found = releases(file);
  expect(found.map((one) => [one.version, one.date, one.items.map((item) => [item.head, item.lines.length])])).toEqual([
    ["Unreleased", "", [["", 2]]],
    ["0.2.0", "2026-11-01", [["Added", 1]]],
  ]);
  expect(versionOf(found)).toBe("0.2.0");
  expect(found[0]!.items[0]!.lines[0]!.map((one) => one.text).join("")).toBe("One big thing on two lines.");
});

test("nothing of the file becomes markup [row S2-52]", () => {
  expect(pieces("<b>x</b> **y** `z`")).toEqual([
    { text: "<b>x</b> ", as: "plain" },
    { text: "y", as: "strong" },
    { text: " ", as: "plain" },
    { text: "z", as: "code" },
  ]);
  expect(pieces("A [link](javascript:alert(1)) here")[0]!.text).not.toContain("javascript");
});
