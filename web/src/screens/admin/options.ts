import type { Choice, Label } from "../../lib/shapes";

export type Words = { en?: string; de?: string; zh?: string };
/** One choice of a list while it is edited: always with all three languages, new ones without a key. `reverse`: how a relationship is called from its other side. */
export type Option = { id: string; key: string; label: Required<Words>; reverse: Required<Words>; color: string; retired: boolean };

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
  choices.map((one) => ({ id: one.key, key: one.key, label: words(one.label), reverse: words(one.reverse ?? ""), color: one.color ?? "", retired: Boolean(one.retired) }));

export const fresh = (id: string): Option => ({ id, key: "", label: words(""), reverse: words(""), color: "", retired: false });

/** The list with the one at `from` standing at `to`. */
export function moved<T>(list: T[], from: number, to: number): T[] {
  if (to < 0 || to >= list.length || from === to) return list;
  const next = list.slice();
  next.splice(to, 0, ...next.splice(from, 1));
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
    const reverse = filled(one.reverse);
    return [{ key, label, color: one.color || null, retired: one.retired, ...(Object.keys(reverse).length ? { reverse } : {}) }];
  });
  return { options: out, faulty };
}
