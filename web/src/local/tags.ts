import { api, Problem } from "../lib/api";
import type { Row } from "../lib/shapes";
import { local } from "./db";
import { useSchema } from "./schema";

/** A tag as it is offered: `exact` is false when its records were counted no further. */
export type Tag = { id: string; key: string; label: string; color: string; count: number; exact: boolean };

/** "VIP" and "vip" are one tag, and so are "Café" and "Cafe"; the server's word is final. */
export const fold = (word: string) =>
  word.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/ß/g, "ss").split(/\s+/).filter(Boolean).join(" ");

const most = 12;

/** Tags that fit what was typed, those used most first; without the server, those on this device's records. */
export async function offerTags(q: string, signal?: AbortSignal): Promise<Tag[]> {
  try {
    const answer = await api<{ tags: Tag[] }>("GET", "/api/tags", { query: { q: q.trim(), limit: most }, ...(signal ? { signal } : {}) });
    return answer.tags;
  } catch (error) {
    if (!(error instanceof Problem) || !error.away) throw error;
    return onDevice(q);
  }
}

async function onDevice(q: string): Promise<Tag[]> {
  const found = new Map<string, Tag>();
  for (const { row } of await local().rows.toArray()) {
    for (const label of wordsOf(row)) {
      const key = fold(label);
      const tag = found.get(key) ?? { id: key, key, label, color: "", count: 0, exact: false };
      found.set(key, { ...tag, count: tag.count + 1 });
    }
  }
  return [...found.values()].filter((tag) => tag.key.includes(fold(q))).sort((a, b) => b.count - a.count).slice(0, most);
}

const wordsOf = (row: Row) => (Array.isArray(row.tags) ? (row.tags as string[]) : []);

/** The colour of each tag that has one, by its word. */
export function useTagColors(): Record<string, string> {
  return useSchema()?.tags ?? none;
}
const none: Record<string, string> = {};
