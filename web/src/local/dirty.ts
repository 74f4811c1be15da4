import { useEffect } from "react";
import { dirty } from "./signals";

/** Says while this form holds unsaved input. */
export function useDirty(open: boolean): void {
  useEffect(() => {
    if (!open) return;
    dirty.set((now) => now + 1);
    return () => dirty.set((now) => Math.max(0, now - 1));
  }, [open]);
}
