import type { Action } from "./db";
import type { Edit, Row } from "../lib/shapes";

export type Shown = { row: Row | null; pending: Set<string> };

/** What a person sees: the server's row with the waiting edits laid over it, so a refused edit leaves nothing to roll back. */
export function overlay(row: Row | null, actions: Action[], type: string, id: string): Shown {
  const pending = new Set<string>();
  let shown = row;
  for (const edit of editsOf(actions, type, id)) {
    shown = { ...(shown ?? { type, id }), ...edit.patch };
    Object.keys(edit.patch).forEach((field) => pending.add(field));
  }
  if (shown && pending.size && type === "contact") shown = { ...shown, name: nameOf(shown) };
  return { row: shown, pending };
}

export function editsOf(actions: Action[], type: string, id: string): Edit[] {
  return actions.flatMap((action) => action.edits.filter((edit) => edit.type === type && edit.record === id));
}

const hasHan = (text: string) => /\p{Script=Han}/u.test(text);

/** The name as its language has it: company name, "First Last", or 姓名 without a space. The server's own is final. */
export function nameOf(row: Row): string {
  const text = (field: string) => (typeof row[field] === "string" ? (row[field] as string).trim() : "");
  if (text("kind") === "company") return text("company_name");
  const [first, last] = [text("first_name"), text("last_name")];
  if (hasHan(first + last)) return last + first || text("name");
  const parts = [text("prefix"), first, text("middle_name"), last, text("suffix")].filter(Boolean);
  if (parts.length) return parts.join(" ");
  const reach = [row.emails, row.phones].flatMap((list) => (Array.isArray(list) ? list : []))[0] as { value?: string } | undefined;
  return text("company_name") || reach?.value || text("name");
}
