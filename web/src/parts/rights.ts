import type { Me, Rights, Row } from "../lib/shapes";

export type ChildRights = { create: boolean; edit: (row: Row) => boolean; delete: (row: Row) => boolean };

/** What somebody may do to the notes, files and links of a record that is there; in the bin nothing changes. The server decides again. */
export function childRights(me: Me, type: string, living: boolean): ChildRights {
  const rights = (me.rights as unknown as Record<string, Rights | undefined>)[type] ?? me.rights.contact;
  return { create: rights.create && living, edit: () => rights.edit && living, delete: () => rights.delete && living };
}
