import { mergeOne, noCheck, type FieldKind, type ShowProps } from "./kind";

/** The picture of a record, small; it is chosen in a dialog of its own, not in the form. */
function Show({ value, row }: ShowProps) {
  if (typeof value !== "string") return null;
  return <img src={`/api/contacts/${row.id}/photo/${value}?size=thumb`} alt={row.name ?? ""} width={40} height={60} style={{ objectFit: "contain" }} loading="lazy" />;
}

export const photo: FieldKind = { Show, Input: () => null, check: noCheck, merge: mergeOne };
