import { liveQuery } from "dexie";
import { useEffect, useRef, useState } from "react";

/** Watches a query over the local database; undefined until it has first answered. */
export function useLive<T>(query: () => Promise<T>, deps: readonly unknown[]): T | undefined {
  const [answer, setAnswer] = useState<{ key: string; value: T } | undefined>();
  const key = JSON.stringify(deps);
  const newest = useRef(query);
  newest.current = query;
  useEffect(() => {
    const watch = liveQuery(() => newest.current()).subscribe({
      next: (value) => setAnswer({ key, value }),
      error: (error) => console.error(error),
    });
    return () => watch.unsubscribe();
  }, [key]);
  // The answer to an older question is not an answer to this one.
  return answer?.key === key ? answer.value : undefined;
}
