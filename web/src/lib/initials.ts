import type { Row } from "./shapes";

const hasHan = (text: string) => /\p{Script=Han}/u.test(text);

/** What stands where no photo is: 小明 of 王小明, JM of Jörg Müller, NG of Nordwerk GmbH. */
export function initials(row: Row): string {
  const text = (field: string) => (typeof row[field] === "string" ? (row[field] as string).trim() : "");
  const name = text("name");
  if (hasHan(name)) return letters(name.replace(/\s/g, "")).slice(row.kind === "company" ? 0 : -2).slice(0, 2).join("");
  const words = row.kind === "company" ? wordsOf(name) : [text("first_name"), text("last_name")].filter(Boolean);
  const from = words.length ? words : wordsOf(name);
  const ends = from.length > 1 ? [from[0]!, row.kind === "company" ? from[1]! : from.at(-1)!] : from;
  return ends.map((word) => letters(word)[0]!.toLocaleUpperCase()).join("");
}

const wordsOf = (text: string) => text.split(/[^\p{L}\p{N}]+/u).filter(Boolean);

/** What a reader sees as one letter, also when it is made of several code points. */
const letters = (text: string) => Array.from(new Intl.Segmenter().segment(text), (part) => part.segment);
