import { api } from "../lib/api";
import type { Fault, Json, Row } from "../lib/shapes";
import { upload } from "../lib/upload";
import { local } from "../local/db";
import { save } from "../local/edit";
import { keepRows } from "../local/keep";
import { written } from "../local/signals";

/** A picture behind one of the record's own links (`link` is the link's id); `url` holds the picture itself. */
export type Offer = { link: string; label: string; url: string };
export type Offers = { enabled: boolean; offers: Offer[]; problem?: Fault | null };

export type Choice = { kind: "file"; file: Blob; shrunk: boolean; was: number } | { kind: "offer"; offer: Offer } | { kind: "default" };

type Answer = { row: Row; batch: string; number: number | null };
type Options = { signal?: AbortSignal; onProgress?: (part: number) => void };

/** Makes what was chosen the photo of the contact. Out: the batch, to take it back with; throws `Problem`. */
export async function setPhoto(row: Row, choice: Choice, options: Options = {}): Promise<string | null> {
  const path = `/api/contacts/${row.id}/photo`;
  // No photo is an ordinary edit: it works without network too.
  if (choice.kind === "default") return save([{ type: "contact", record: row.id, patch: { photo: null }, base: { photo: (row.photo ?? null) as Json } }]);
  const answer =
    choice.kind === "file"
      ? await upload<Answer>("PUT", path, choice.file, options)
      : await api<Answer>("POST", `${path}/offers`, { body: { link: choice.offer.link }, ...(options.signal ? { signal: options.signal } : {}) });
  await keepRows(local(), [{ ...answer.row, type: "contact", id: row.id }], answer.number ?? 0);
  written.send();
  return answer.batch;
}
