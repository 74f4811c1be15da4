import type { Row } from "../lib/shapes";
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
