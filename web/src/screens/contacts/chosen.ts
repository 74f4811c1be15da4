import { useCallback, useMemo, useState } from "react";

/** The rows somebody has chosen: some by one, or all that match, whether they were seen or not. */
export type Chosen = {
  ids: ReadonlySet<string>;
  all: boolean;
  /** All that are loaded are chosen. */
  every: boolean;
  /** How many; null when all are chosen and nobody has counted them. */
  count: number | null;
  has: (id: string) => boolean;
  toggle: (id: string) => void;
  toggleShown: () => void;
  chooseAll: () => void;
  clear: () => void;
};

const nobody: ReadonlySet<string> = new Set();

/** In: the ids of the rows loaded so far, and how many match. */
export function useChosen(loaded: string[], total: number | null): Chosen {
  const [ids, setIds] = useState(nobody);
  const [all, setAll] = useState(false);

  const clear = useCallback(() => {
    setIds(nobody);
    setAll(false);
  }, []);
  return useMemo(() => {
    const put = (next: Iterable<string>) => {
      setAll(false);
      setIds(new Set(next));
    };
    const every = all || (loaded.length > 0 && loaded.every((id) => ids.has(id)));
    return {
      ids,
      all,
      every,
      count: all ? total : ids.size,
      has: (id) => all || ids.has(id),
      toggle: (id) => (all ? put(loaded.filter((one) => one !== id)) : put(ids.has(id) ? [...ids].filter((one) => one !== id) : [...ids, id])),
      toggleShown: () => (every ? clear() : put([...ids, ...loaded])),
      chooseAll: () => setAll(true),
      clear,
    };
  }, [ids, all, loaded, total, clear]);
}
