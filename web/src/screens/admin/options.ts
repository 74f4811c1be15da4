import type { Choice, Label } from "../../lib/shapes";

export type Words = { en?: string; de?: string; zh?: string };
/** One choice of a list while it is edited: always with all three languages, new ones without a key. */
export type Option = { key: string; label: Required<Words>; color: string; retired: boolean };

/** Names that every browser knows as colours. */
export const colors = ["", "gray", "red", "orange", "gold", "green", "teal", "blue", "purple", "deeppink", "brown"];

export function words(label: Label | undefined): Required<Words> {
  if (typeof label === "string") return { en: label, de: label, zh: label };
  return { en: label?.en ?? "", de: label?.de ?? "", zh: label?.zh ?? "" };
}

/** Only the languages that say something. */
export function filled(label: Words): Words {
  return Object.fromEntries(Object.entries(label).flatMap(([language, text]) => (text?.trim() ? [[language, text.trim()]] : [])));
}

export const opened = (choices: Choice[]): Option[] =>
  choices.map((one) => ({ key: one.key, label: words(one.label), color: one.color ?? "", retired: Boolean(one.retired) }));

export function moved(options: Option[], at: number, step: number): Option[] {
  const to = at + step;
  if (to < 0 || to >= options.length) return options;
  const next = options.slice();
  [next[at], next[to]] = [next[to]!, next[at]!];
  return next;
}

/** A key of plain signs for a new choice: from its English, else any, label; numbered when it is taken. */
export function keyFor(label: Words, taken: Set<string>): string {
  const plain = (text = "") => text.toLowerCase().replace(/ä/g, "ae").replace(/ö/g, "oe").replace(/ü/g, "ue").replace(/ß/g, "ss").normalize("NFD").replace(/\p{M}/gu, "").replace(/[^a-z0-9]+/g, "_").replace(/^_+|_+$/g, "").slice(0, 40);
  const base = plain(label.en) || plain(label.de) || plain(label.zh) || "choice";
  let key = base;
  for (let n = 2; taken.has(key); n++) key = `${base}_${n}`;
  return key;
}

/** The wire's form. A choice without any word is left out when it is new, and at fault when records may carry it. */
export function sent(options: Option[]): { options: Choice[]; faulty: number[] } {
  const taken = new Set(options.map((one) => one.key).filter(Boolean));
  const faulty: number[] = [];
  const out = options.flatMap((one, at) => {
    const label = filled(one.label);
    if (!Object.keys(label).length) {
      if (one.key) faulty.push(at);
      return [];
    }
    const key = one.key || keyFor(label, taken);
    taken.add(key);
    return [{ key, label, color: one.color || null, retired: one.retired }];
  });
  return { options: out, faulty };
}
