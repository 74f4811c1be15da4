import { expect, test } from "vitest";
import { endingOf, fileKind, sizeText } from "./fileKind";
import { initials } from "./initials";
import type { Row } from "./shapes";
import { within } from "./shrink";

const row = (fields: Partial<Row>): Row => ({ type: "contact", id: "1", kind: "person", ...fields }) as Row;

test("a large picture is fitted in without losing its shape, a small one stays", () => {
  expect(within(4032, 3024, 1600)).toEqual({ width: 1600, height: 1200 });
  expect(within(3024, 4032, 1600)).toEqual({ width: 1200, height: 1600 });
  expect(within(20000, 3, 1600)).toEqual({ width: 1600, height: 1 });
  expect(within(200, 300, 1600)).toEqual({ width: 200, height: 300 });
});

test("initials are those that a reader would write", () => {
  expect(initials(row({ name: "Jörg Müller", first_name: "Jörg", last_name: "Müller" }))).toBe("JM");
  expect(initials(row({ name: "Dr. Anna Maria von Ölmann", first_name: "Anna Maria", last_name: "von Ölmann" }))).toBe("AV");
  expect(initials(row({ name: "王小明", first_name: "小明", last_name: "王" }))).toBe("小明");
  expect(initials(row({ kind: "company", name: "北京电力公司" }))).toBe("北京");
  expect(initials(row({ kind: "company", name: "Nordwerk GmbH" }))).toBe("NG");
  expect(initials(row({ kind: "company", name: "3M" }))).toBe("3");
  expect(initials(row({ name: "öl@example.org" }))).toBe("ÖO");
  expect(initials(row({}))).toBe("");
});

test("a file is called what it holds, else what its name promises", () => {
  expect(fileKind("application/pdf", "offer.docx")).toBe("pdf");
  expect(fileKind("image/png", "plan")).toBe("picture");
  expect(fileKind("application/octet-stream", "Zahlen 2026.xlsx")).toBe("table");
  expect(fileKind("text/plain", "notes")).toBe("text");
  expect(fileKind("application/octet-stream", "合同")).toBe("other");
  expect([endingOf("archive.tar.gz"), endingOf(".bashrc"), endingOf("合同.pdf"), endingOf("a. b c d e f g h i")]).toEqual(["gz", "", "pdf", ""]);
});

test("a size is said with the digits that matter", () => {
  expect([0, 900, 2048, 1_500_000, 100 * 1024 ** 2, 3 * 1024 ** 3].map((bytes) => sizeText(bytes).replace(/\s/g, " "))).toEqual(["0 kB", "1 kB", "2 kB", "1.4 MB", "100 MB", "3 GB"]);
});
