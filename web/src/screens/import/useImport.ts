import { useCallback, useEffect, useRef, useState } from "react";
import { api, Problem } from "../../lib/api";
import { faultsFrom } from "../../lib/asked";
import type { Fault } from "../../lib/shapes";
import { loadSchema } from "../../local/schema";
import { applied, together } from "./mapping";
import type { Import, Wish } from "./shapes";

export type Options = { encoding?: string; delimiter?: string };
const between = 400;

/** One import from its file to its report. In: its id, from the address, so that a reload finds it again. */
export function useImport(id: string | undefined, onId: (id: string | undefined) => void) {
  const [made, setMade] = useState<Import | null>(null);
  const [faults, setFaults] = useState<Fault[]>([]);
  const [busy, setBusy] = useState<"" | "reading" | "checking" | "starting">("");
  const [lost, setLost] = useState<"" | "gone" | "away">("");
  const waiting = useRef<Wish | null>(null);
  const asking = useRef(false);

  const fail = useCallback((error: unknown) => setFaults(faultsFrom(error)), []);
  const look = useCallback(
    async (which: string) => {
      try {
        setMade(await api<Import>("GET", `/api/imports/${which}`));
        setLost("");
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        setLost(error.status === 404 ? "gone" : "away");
      }
    },
    [],
  );

  useEffect(() => {
    if (!id) setMade(null);
    else if (made?.id !== id) void look(id);
  }, [id, made?.id, look]);

  // While it runs: how far it is. A lost connection is no end: the server goes on without us.
  useEffect(() => {
    if (made?.status !== "running") return;
    const timer = setTimeout(() => void look(made.id), lost ? 2_000 : between);
    return () => clearTimeout(timer);
  }, [made, lost, look]);

  const bring = async (file: File, options: Options = {}) => {
    setBusy("reading");
    setFaults([]);
    const form = new FormData();
    form.append("file", file);
    for (const [name, value] of Object.entries(options)) if (value) form.append(name, value);
    try {
      const fresh = await api<Import>("POST", "/api/imports", { body: form });
      setMade(fresh);
      setLost("");
      onId(fresh.id);
    } catch (error) {
      fail(error);
    }
    setBusy("");
  };

  /** Changes of the mapping stand at once; the server tries the file again, one wish after another. */
  const wish = async (more: Wish) => {
    if (!made) return;
    setMade({ ...made, ...withoutColumns(more), columns: applied(made.columns, more) });
    waiting.current = waiting.current ? together(waiting.current, more) : more;
    if (asking.current) return;
    asking.current = true;
    setBusy("checking");
    while (waiting.current) {
      const body: Wish = waiting.current;
      waiting.current = null;
      try {
        const answer = await api<Import>("PATCH", `/api/imports/${made.id}`, { body });
        if (!waiting.current) setMade(answer);
        setFaults([]);
      } catch (error) {
        fail(error);
        waiting.current = null;
        await look(made.id);
      }
    }
    asking.current = false;
    setBusy("");
  };

  const run = async () => {
    if (!made) return;
    setBusy("starting");
    try {
      setMade(await api<Import>("POST", `/api/imports/${made.id}/run`));
      setFaults([]);
      void loadSchema(); // the import may have made custom fields
    } catch (error) {
      fail(error);
    }
    setBusy("");
  };

  return { made, faults, busy, lost, bring, wish, run };
}

function withoutColumns({ match, country, restore }: Wish): Partial<Import> {
  return { ...(match ? { match } : {}), ...(country ? { country } : {}), ...(restore === undefined ? {} : { restore }) };
}
