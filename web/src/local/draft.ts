import { useCallback, useEffect, useRef, useState } from "react";
import { same } from "../lib/same";
import type { Json } from "../lib/shapes";
import { createSignal } from "../lib/store";
import { local } from "./db";

/** Something came back to where it was written; says under which name. */
export const drafted = createSignal<string>();

/** What is being written and survives a reload. In: its name on this device, and what it is when nothing was written. Out: it, and how to change it. */
export function useDraft<T extends Json>(name: string, first: T): [T, (next: T) => void] {
  const key = `draft:${name}`;
  const [value, setValue] = useState<T>(first);
  const typed = useRef(false);
  const start = useRef(first);

  useEffect(() => {
    typed.current = false;
    let left = false;
    const look = () =>
      local()
        .meta.get(key)
        .then((kept) => {
          // Who types quicker than the device answers must not lose a letter.
          if (kept && !left && !typed.current) setValue(kept.value as T);
        });
    void look();
    const unlisten = drafted.listen((which) => {
      if (which !== name) return;
      typed.current = false;
      void look();
    });
    return () => {
      left = true;
      unlisten();
    };
  }, [key, name]);

  const put = useCallback(
    (next: T) => {
      typed.current = true;
      setValue(next);
      void (same(next, start.current) ? local().meta.delete(key) : local().meta.put({ key, value: next }));
    },
    [key],
  );
  return [value, put];
}

/** Keeps something as if it had been typed: what the server refused goes back to where it was written. */
export async function putDraft(name: string, value: Json): Promise<void> {
  await local().meta.put({ key: `draft:${name}`, value });
  drafted.send(name);
}

/** Whether something was written under a name and not saved yet. */
export async function hasDraft(name: string): Promise<boolean> {
  return (await local().meta.get(`draft:${name}`)) !== undefined;
}

export async function dropDraft(name: string): Promise<void> {
  await local().meta.delete(`draft:${name}`);
}
