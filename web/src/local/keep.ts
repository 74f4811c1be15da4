import type { Row, Values } from "../lib/shapes";
import type { Local } from "./db";

/** Keeps rows the server sent, never an older one over a newer one. In: rows and the number at which they were true. */
export async function keepRows(db: Local, rows: Row[], number: number): Promise<void> {
  if (!rows.length) return;
  await db.transaction("rw", db.rows, async () => {
    const held = await db.rows.bulkGet(rows.map((row): [string, string] => [row.type, row.id]));
    const newer = rows.filter((row, at) => (held[at]?.number ?? -1) <= (row.number ?? number));
    await db.rows.bulkPut(newer.map((row) => ({ type: row.type, id: row.id, row, number: row.number ?? number })));
  });
}

/** Takes records off this device, with the notes, files and links that hang on them. What the server has not seen yet stays. */
export async function forget(db: Local, type: string, ids: string[]): Promise<void> {
  await db.transaction("rw", db.rows, async () => {
    await db.rows
      .where("[type+id]")
      .anyOf(ids.map((id) => [type, id]))
      .filter((held) => held.number > 0)
      .delete();
    if (type === "contact") await children(db, ids).delete();
  });
}

/** The rows on this device that belong to some records. */
export function children(db: Local, ids: string[]) {
  return db.rows.where("row.parent_id").anyOf(ids).or("row.contact_id").anyOf(ids).or("row.other_id").anyOf(ids);
}

/** The contacts that a note, a file or a link belongs to. */
export const parents = (row: Row | Values): string[] => [row.parent_id, row.contact_id, row.other_id].filter((id): id is string => typeof id === "string");
