import { useEffect, useRef, useState } from "react";
import { api } from "../../lib/api";

/** A change of many records: done at once, or by a job that is asked how far it is. */
export type Work = { batch: string; done: number; total: number; running: boolean };

const every = 700;

/** `follow`: waits until a change is done. `work`: the one that is waited for, to show how far it is. */
export function useWork() {
  const [work, setWork] = useState<Work | null>(null);
  const here = useRef(true);
  useEffect(() => {
    here.current = true;
    return () => void (here.current = false);
  }, []);

  async function follow(first: Work): Promise<Work> {
    let now = first;
    try {
      while (now.running && here.current) {
        setWork(now);
        await new Promise((next) => setTimeout(next, every));
        now = { ...(await api<Work>("GET", `/api/tags/changes/${first.batch}`)), total: first.total };
      }
    } finally {
      setWork(null);
    }
    return now;
  }
  return { work, follow };
}
