import { useEffect, useRef } from "react";
import type { Fault } from "../lib/shapes";

/** For a form: when its save was refused, the cursor stands where something is wrong, else at Save. */
export function useFaultFocus(faults: Fault[]) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (!faults.length) return;
    const wrong = form.current?.querySelector<HTMLElement>("[aria-invalid=true]");
    (wrong ?? form.current?.querySelector<HTMLElement>("button[type=submit]"))?.focus();
  }, [faults]);
  return form;
}
