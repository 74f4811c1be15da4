import type { Me, Rights, Row } from "../lib/shapes";

export type ChildRights = { create: boolean; edit: (row: Row) => boolean; delete: (row: Row) => boolean };

/** What somebody may do to the notes, files and links of a record that is there; in the bin nothing changes. The server decides again. */
export function childRights(me: Me, type: string, living: boolean): ChildRights {
  const rights = (me.rights as unknown as Record<string, Rights | undefined>)[type] ?? me.rights.contact;
  const reaches = (verb: "edit" | "delete") => (row: Row) => {
    const scope = me.scopes?.[type]?.[verb] ?? (rights[verb] ? "all" : "none");
    // What waits to be sent has no author yet: it is mine.
    const by = typeof row.created_by === "string" ? row.created_by : me.user.id;
    return living && (scope === "all" || (scope !== "none" && by === me.user.id) || (scope === "team" && (me.teammates ?? []).includes(by)));
  };
  return { create: rights.create && living, edit: reaches("edit"), delete: reaches("delete") };
}
