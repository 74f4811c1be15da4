import { useEffect, useRef } from "react";

export type Keys = Record<string, (event: KeyboardEvent) => void>;

let first = "";
let firstAt = 0;

/** Keyboard commands while a component is there: "j", "?", "mod+z", or two keys in a row, "g c". Not while typing, nor in a dialog or a menu. */
export function useKeys(keys: Keys): void {
  const newest = useRef(keys);
  newest.current = keys;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.altKey) return;
      const mod = event.ctrlKey || event.metaKey;
      if (isTyping(event.target) || document.querySelector("[role=dialog], [role=menu]")) return;
      const name = (mod ? "mod+" : "") + event.key;
      const pair = Date.now() - firstAt < 1200 ? `${first} ${name}` : "";
      const command = newest.current[pair] ?? newest.current[name];
      if (!command) return;
      event.preventDefault();
      command(event);
    };
    // One listener more keeps the first key of a pair, after all commands have looked at it.
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}

/** Remembers the last key for pairs; installed once by the shell. */
export function rememberKeys(): () => void {
  const onKey = (event: KeyboardEvent) => {
    if (isTyping(event.target)) return;
    first = event.key;
    firstAt = Date.now();
  };
  window.addEventListener("keydown", onKey);
  return () => window.removeEventListener("keydown", onKey);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && (target as HTMLInputElement).type !== "checkbox");
}
