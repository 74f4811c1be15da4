import type { Local } from "./db";

/** Forgets what was typed on this device about records that it may no longer hold. What still waits to be sent is the server's to refuse. */
export async function untyped(db: Local, ids: string[]): Promise<void> {
  if (!ids.length) return;
  const gone = new Set(ids);
  await db.attention.where("record").anyOf(ids).delete();
  await db.journal
    .filter((action) => action.edits.some((edit) => gone.has(edit.record)))
    .modify((action) => {
      // The action itself stays: a server restored from a backup may ask for its number.
      action.edits = action.edits.map((edit) => (gone.has(edit.record) ? { ...edit, patch: {}, base: {} } : edit));
      action.outcomes = action.outcomes.map((outcome) => (gone.has(outcome.record) ? { ...outcome, fields: {} } : outcome));
    });
}
