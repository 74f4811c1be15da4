import type { TFunction } from "i18next";
import { useCallback, useEffect, useState } from "react";
import { api, Problem } from "./api";
import { faultText } from "./faults";
import type { Fault } from "./shapes";

export type Asked<T> = { data: T | null; problem: Problem | null; reload: () => void; set: (data: T) => void };

/** What the server says at an address, asked when the screen opens. In: path, or null to ask nothing yet. */
export function useAsked<T>(path: string | null): Asked<T> {
  const [held, setHeld] = useState<{ path: string; data: T | null; problem: Problem | null } | null>(null);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (!path) return;
    const stop = new AbortController();
    api<T>("GET", path, { signal: stop.signal })
      .then((data) => setHeld({ path, data, problem: null }))
      .catch((error: unknown) => {
        if (stop.signal.aborted) return;
        if (!(error instanceof Problem)) throw error;
        // What stands on the screen stays there: a failed second look is no reason to take it away.
        setHeld((before) => ({ path, data: before?.path === path ? before.data : null, problem: error }));
      });
    return () => stop.abort();
  }, [path, turn]);
  const current = held?.path === path ? held : null;
  const reload = useCallback(() => setTurn((now) => now + 1), []);
  const set = useCallback((data: T) => path && setHeld({ path, data, problem: null }), [path]);
  return { data: current?.data ?? null, problem: current?.problem ?? null, reload, set };
}

/** A refusal as the faults a form shows; one that speaks of no place stands for the whole form. */
export function faultsFrom(error: unknown): Fault[] {
  if (!(error instanceof Problem)) throw error;
  if (error.away) return [{ place: "", code: "away" }];
  if (error.status === 429) return [{ place: "", code: "too_many" }];
  if (error.errors.length) return error.errors.map((fault) => ({ ...fault, place: fault.place ?? "" }));
  return [{ place: "", code: `status_${error.status}`, detail: error.detail || error.title }];
}

/** One button's work: busy while it runs, its faults afterwards. `run` answers whether it went well. `told`: how a refusal is read. */
export function useAttempt(told = faultsFrom) {
  const [faults, setFaults] = useState<Fault[]>([]);
  const [busy, setBusy] = useState(false);
  const run = useCallback(async (doing: () => Promise<unknown>): Promise<boolean> => {
    setBusy(true);
    try {
      await doing();
      setFaults([]);
      return true;
    } catch (error) {
      setFaults(told(error));
      return false;
    } finally {
      setBusy(false);
    }
  }, [told]);
  return { faults, setFaults, busy, run };
}

/** The words that stand at one input. */
export function faultAt(t: TFunction, faults: Fault[], place: string): string | undefined {
  const here = faults.filter((fault) => fault.place === place);
  return here.length ? here.map((fault) => faultText(t, fault)).join(" ") : undefined;
}
