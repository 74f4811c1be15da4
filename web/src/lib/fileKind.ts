import { number } from "./format";

export type FileKind = "picture" | "pdf" | "text" | "table" | "slides" | "audio" | "video" | "mail" | "archive" | "other";

const byEnding: Record<string, FileKind> = {
  doc: "text", docx: "text", odt: "text", rtf: "text", txt: "text", md: "text", pages: "text",
  xls: "table", xlsx: "table", ods: "table", csv: "table", tsv: "table", numbers: "table",
  ppt: "slides", pptx: "slides", odp: "slides", key: "slides",
  eml: "mail", msg: "mail",
  zip: "archive", "7z": "archive", rar: "archive", tar: "archive", gz: "archive",
};

/** The ending of a name without its dot, small; "" when it has none. */
export const endingOf = (name: string): string => /[^.]\.([\p{L}\p{N}]{1,8})$/u.exec(name)?.[1]?.toLowerCase() ?? "";

/** What a person would call a file. What it holds (as the server found it) counts before what its name promises. */
export function fileKind(mediaType: string, name: string): FileKind {
  if (mediaType === "application/pdf") return "pdf";
  const [family] = mediaType.split("/");
  if (family === "image") return "picture";
  if (family === "audio" || family === "video") return family;
  return byEnding[endingOf(name)] ?? (family === "text" ? "text" : "other");
}

const units = ["kilobyte", "megabyte", "gigabyte"] as const;

/** "2.4 MB"; nothing is smaller than 1 kB. A kilobyte has 1024 bytes here, as in the limits that the server names. */
export function sizeText(bytes: number): string {
  const step = bytes < 1024 ** 2 ? 1 : bytes < 1024 ** 3 ? 2 : 3;
  const size = Math.max(bytes / 1024 ** step, step === 1 && bytes > 0 ? 1 : 0);
  return number(size, { style: "unit", unit: units[step - 1]!, maximumFractionDigits: step > 1 ? 1 : 0 });
}
