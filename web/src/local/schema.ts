import { useEffect } from "react";
import { api } from "../lib/api";
import type { Field, Schema } from "../lib/shapes";
import { createStore, useStore } from "../lib/store";
import { local } from "./db";

const store = createStore<{ name: string; schema: Schema } | null>(null);

/** Fetches what fields, lists and people there are, and keeps it for the time without network. */
export async function loadSchema(): Promise<Schema | null> {
  const db = local();
  const kept = (await db.meta.get("schema"))?.value as Schema | undefined;
  if (kept && store.get()?.name !== db.name) store.set({ name: db.name, schema: kept });
  try {
    const schema = await api<Schema>("GET", "/api/schema");
    await db.meta.put({ key: "schema", value: schema });
    store.set({ name: db.name, schema });
    return schema;
  } catch {
    return kept ?? null;
  }
}

/** The schema; null while it is first loading. */
export function useSchema(): Schema | null {
  const held = useStore(store);
  const current = held?.name === local().name ? held.schema : null;
  useEffect(() => {
    if (!current) void loadSchema();
  }, [current]);
  return current;
}

export function useFields(type: string): Field[] {
  return useSchema()?.types[type]?.fields ?? noFields;
}
const noFields: Field[] = [];
