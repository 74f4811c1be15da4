import { date } from "../lib/format";
import { labelText } from "../lib/i18n";
import type { Choice, Field, Label, Row } from "../lib/shapes";
import type { TFunction } from "i18next";

/** A way two contacts belong together, seen from one of them: "reports to", or from the other side "is the superior of". */
export type Way = { key: string; reverse: boolean; text: string };
type TwoSided = Choice & { reverse?: Label };

/** All ways to choose from, as one says them on the page of the contact that is linked. A word that is the same from both sides stands once, unless `both`. */
export function waysOf(kind: Field | undefined, kept?: string, both = false): Way[] {
  return ((kind?.choices ?? []) as TwoSided[])
    .filter((choice) => !choice.retired || choice.key === kept)
    .flatMap((choice): Way[] => {
      const [there, back] = [labelText(choice.label, choice.key), labelText(choice.reverse ?? choice.label, choice.key)];
      const forward = { key: choice.key, reverse: false, text: there };
      return there === back && !both ? [forward] : [forward, { key: choice.key, reverse: true, text: back }];
    });
}

/** What the other one is, seen from the page of `id`; and who the other one is. */
export function seenFrom(row: Row, id: string, kind: Field | undefined): { other: string; word: string; reverse: boolean } {
  const reverse = row.contact_id !== id;
  const choice = ((kind?.choices ?? []) as TwoSided[]).find((one) => one.key === row.kind);
  const label = reverse ? (choice?.reverse ?? choice?.label) : choice?.label;
  return { other: String((reverse ? row.contact_id : row.other_id) ?? ""), word: labelText(label, String(row.kind ?? "")), reverse };
}

/** "since 1 May 2024", "until …", "1 May 2024 to 3 June 2025"; "" without dates. */
export function span(t: TFunction, row: Row): string {
  const [from, to] = [row.start_date, row.end_date].map((day) => (typeof day === "string" && day ? date(day) : ""));
  if (from && to) return t("related.span", { from, to });
  return from ? t("related.from", { date: from }) : to ? t("related.to", { date: to }) : "";
}

/** Whether it has ended. */
export const isOver = (row: Row, today = new Date().toISOString().slice(0, 10)) => typeof row.end_date === "string" && row.end_date !== "" && row.end_date < today;
