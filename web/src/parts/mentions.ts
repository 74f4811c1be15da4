import type { Person } from "../lib/shapes";

export type Piece = { text: string; user?: string };

/** The beginning of a mention that the cursor stands in: where its @ is, and what was typed behind it. Null when there is none. */
export function mentionAt(text: string, caret: number): { from: number; query: string } | null {
  const from = text.lastIndexOf("@", caret - 1);
  if (from < 0 || caret - from > 40) return null;
  // An @ inside a word is an e-mail address; Chinese is written without blanks.
  if (/[\p{L}\p{N}._%+-]$/u.test(text.slice(0, from)) && !/\p{Script=Han}$/u.test(text.slice(0, from))) return null;
  const query = text.slice(from + 1, caret);
  return /[\n@]/.test(query) || query.startsWith(" ") ? null : { from, query };
}

/** People whose name, or a part of it, begins with what was typed. */
export function suggest(people: Person[], query: string, most = 6): Person[] {
  const typed = query.toLowerCase();
  const fits = ({ name }: Person) => name.toLowerCase().startsWith(typed) || name.toLowerCase().split(/\s+/).some((part) => part.startsWith(typed));
  return people.filter((one) => one.active !== false && fits(one)).slice(0, most);
}

/** The text with the whole name in place of its beginning, and where the cursor stands then. */
export function insert(text: string, from: number, caret: number, name: string): { text: string; caret: number } {
  const rest = text.slice(caret);
  const word = `@${name}${/^\s/.test(rest) ? "" : " "}`;
  return { text: text.slice(0, from) + word + rest, caret: from + word.length };
}

/** A text in pieces, those that name somebody marked with who it is. */
export function pieces(text: string, people: Person[]): Piece[] {
  const known = people.filter(({ name }) => name.trim());
  if (!known.length) return text ? [{ text }] : [];
  const escaped = known
    .map(({ name }) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&") + (/\p{Script=Han}$/u.test(name) ? "" : "(?![\\p{L}\\p{N}])"))
    .sort((a, b) => b.length - a.length);
  const found: Piece[] = [];
  let at = 0;
  for (const match of text.matchAll(new RegExp(`@(?:${escaped.join("|")})`, "giu"))) {
    if (match.index > at) found.push({ text: text.slice(at, match.index) });
    const user = known.find(({ name }) => `@${name}`.toLowerCase() === match[0].toLowerCase());
    found.push(user ? { text: match[0], user: user.id } : { text: match[0] });
    at = match.index + match[0].length;
  }
  if (at < text.length) found.push({ text: text.slice(at) });
  return found;
}

/** The ids of everybody a text mentions by the whole name. */
export function mentioned(text: string, people: Person[]): string[] {
  return [...new Set(pieces(text, people).flatMap(({ user }) => user ?? []))];
}
