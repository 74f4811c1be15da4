import { useCallback, useEffect, useRef, useState } from "react";
import { local } from "./db";

/** A text that is being written and survives a reload. In: its name on this device. Out: the text, and how to change it; "" forgets it. */
export function useDraft(name: string, first = ""): [string, (next: string) => void] {
  const key = `draft:${name}`;
  const [text, setText] = useState(first);
  const typed = useRef(false);

  useEffect(() => {
    typed.current = false;
    let left = false;
    void local()
      .meta.get(key)
      .then((kept) => {
        // Who types quicker than the device answers must not lose a letter.
        if (kept && !left && !typed.current) setText(String(kept.value));
      });
    return () => {
      left = true;
    };
  }, [key]);

  const put = useCallback(
    (next: string) => {
      typed.current = true;
      setText(next);
      void (next && next !== first ? local().meta.put({ key, value: next }) : local().meta.delete(key));
    },
    [key, first],
  );
  return [text, put];
}

/** Whether something was written under a name and not saved yet. */
export async function hasDraft(name: string): Promise<boolean> {
  return (await local().meta.get(`draft:${name}`)) !== undefined;
}
