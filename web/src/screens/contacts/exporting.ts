import { Problem } from "../../lib/api";
import { currentLanguage } from "../../lib/i18n";
import type { Fault } from "../../lib/shapes";
import { standard } from "./columns";
import type { Shown } from "./views";

export type Format = "csv" | "xlsx" | "vcard" | "all";

/** The list as a file on this device. `ids`: only these. `progress` gets the bytes so far; throws `Problem`. */
export async function exportList({ q, filter, sort, columns }: Shown, ids: string[] | null, format: Format, progress: (bytes: number) => void, signal: AbortSignal): Promise<number> {
  const csv = format === "csv" || format === "all";
  const body = {
    format: format === "all" ? "csv" : format,
    q,
    filter: filter.length ? { and: filter } : null,
    sort,
    columns: format === "csv" || format === "xlsx" ? ["name", ...(columns.length ? columns : standard)] : [],
    ids,
    // A spreadsheet that speaks German takes a comma for a decimal point.
    delimiter: csv && currentLanguage() === "de" ? ";" : ",",
  };
  const token = /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? "";
  const answer = await fetch("/api/contacts/export", {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token },
    credentials: "same-origin",
    body: JSON.stringify(body),
    signal,
  }).catch((error: unknown) => {
    if (signal.aborted) throw error;
    throw new Problem(0, "away", "", []);
  });
  if (!answer.ok || !answer.body) throw await refusal(answer);
  const parts: BlobPart[] = [];
  let bytes = 0;
  for (const reader = answer.body.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    progress((bytes += value.length));
  }
  const name = /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") ?? "")?.[1] ?? "contacts";
  hand(new Blob(parts, { type: answer.headers.get("Content-Type") ?? "" }), name);
  return Number(answer.headers.get("X-Count"));
}

async function refusal(answer: Response): Promise<Problem> {
  const told = (await answer.json().catch(() => ({}))) as { title?: string; detail?: string; errors?: Fault[] };
  return new Problem(answer.status, told.title ?? answer.statusText, told.detail ?? "", told.errors ?? []);
}

/** Gives a file to the person, as if it had been clicked. */
function hand(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
