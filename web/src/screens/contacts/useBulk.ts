import { useCallback, useEffect, useRef, useState } from "react";
import { api } from "../../lib/api";
import { faultsFrom } from "../../lib/asked";
import { newId } from "../../lib/ids";
import type { Fault } from "../../lib/shapes";
import { written } from "../../local/signals";

export type Bulk = { id: string; batch: string; status: "running" | "done" | "failed" | "cancelled"; total: number; done: number; changed: number; refused: number; error: string };

const often = 500;

/** One change of many records: at once when they are few, else a job that is followed and can be stopped. */
export function useBulk() {
  const [state, setState] = useState<Bulk | null>(null);
  const [faults, setFaults] = useState<Fault[]>([]);
  const [busy, setBusy] = useState(false);
  const gone = useRef(false);
  useEffect(() => {
    gone.current = false;
    return () => void (gone.current = true);
  }, []);

  const run = useCallback(async (wish: object): Promise<Bulk | null> => {
    setBusy(true);
    setFaults([]);
    try {
      let now = await api<Bulk>("POST", "/api/contacts/bulk", { body: { id: newId(), ...wish } });
      while (now.status === "running" && !gone.current) {
        setState(now);
        await new Promise((resolve) => setTimeout(resolve, often));
        now = await api<Bulk>("GET", `/api/bulk/${now.id}`);
      }
      if (now.status === "failed") setFaults([{ place: "", code: "bulk_failed", detail: now.error }]);
      return now.status === "failed" ? null : now;
    } catch (error) {
      setFaults(faultsFrom(error));
      return null;
    } finally {
      setBusy(false);
      setState(null);
      written.send(); // the device fetches what was changed
    }
  }, []);
  const cancel = useCallback(() => (state ? api("POST", `/api/bulk/${state.id}/cancel`).catch(() => undefined) : Promise.resolve()), [state]);
  return { state, faults, busy, run, cancel };
}
