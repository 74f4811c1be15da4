import { useCallback, useEffect, useRef, useState } from "react";
import { same } from "../lib/same";
import type { Json } from "../lib/shapes";
import { createSignal } from "../lib/store";
import { local } from "./db";

/** Something came back to where it was written; says under which name. */
export const drafted = createSignal<string>();

type Draft<T> = {
  value: T;
  put: (next: T) => void;
  /** Whether this device holds what stands here. */
  kept: boolean;
  /** Hands it on; its place is free at once for the next words. What could not be handed on comes back, before them. */
  give: <R>(to: (value: T) => Promise<R>) => Promise<R>;
};

/** What is being written and survives a reload. In: its name on this device, and what it is when nothing was written. */
export function useDraft<T extends Json>(name: string, first: T): Draft<T> {
  const key = `draft:${name}`;
  const [value, setValue] = useState<T>(first);
  const [kept, setKept] = useState(false);
  // Counts what was typed here: an answer of the device about something older means nothing any more.
  const turn = useRef(0);
  const now = useRef<T>(first);
  const start = useRef(first);
  const show = useCallback((next: T) => {
    now.current = next;
    setValue(next);
  }, []);

  useEffect(() => {
    turn.current = 0;
    let left = false;
    const look = () =>
      local()
        .meta.get(key)
        .then((found) => {
          // Who types quicker than the device answers must not lose a letter.
          if (!found || left || turn.current) return;
          show(found.value as T);
          setKept(true);
        });
    void look();
    const unlisten = drafted.listen((which) => {
      if (which !== name) return;
      turn.current = 0;
      void look();
    });
    return () => {
      left = true;
      unlisten();
    };
  }, [key, name, show]);

  const put = useCallback(
    (next: T) => {
      const mine = ++turn.current;
      show(next);
      if (same(next, start.current)) {
        setKept(false);
        void local().meta.delete(key);
      } else {
        const said = (yes: boolean) => () => mine === turn.current && setKept(yes);
        void local().meta.put({ key, value: next }).then(said(true), said(false));
      }
    },
    [key, show],
  );

  const give = async <R>(to: (value: T) => Promise<R>): Promise<R> => {
    const given = now.current;
    const mine = ++turn.current;
    show(start.current);
    setKept(false);
    let done: R;
    try {
      done = await to(given);
    } catch (error) {
      put(mine === turn.current ? given : (before(given, now.current) as T));
      throw error;
    }
    // Only now: between the two it would be nowhere when the power goes.
    if (mine === turn.current) await local().meta.delete(key);
    return done;
  };
  return { value, put, kept, give };
}

/** What comes back and what was written since, in one; what is no text has one place only. */
const before = (back: Json, since: Json): Json => (typeof back === "string" && typeof since === "string" && since ? `${back}\n${since}` : back);

/** Keeps something as if it had been typed: what the server refused goes back to where it was written, before what was written there since. */
export async function putDraft(name: string, value: Json, db = local()): Promise<void> {
  const key = `draft:${name}`;
  await db.transaction("rw", db.meta, async () => {
    const since = (await db.meta.get(key))?.value ?? null;
    await db.meta.put({ key, value: before(value, since as Json) });
  });
  drafted.send(name);
}

/** Whether something was written under a name and not saved yet. */
export async function hasDraft(name: string): Promise<boolean> {
  return (await local().meta.get(`draft:${name}`)) !== undefined;
}

export async function dropDraft(name: string): Promise<void> {
  await local().meta.delete(`draft:${name}`);
}
