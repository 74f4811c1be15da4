import { useSyncExternalStore } from "react";

/** A value outside React that components can watch. */
export type Store<T> = { get(): T; set(next: T | ((now: T) => T)): void; watch(listener: () => void): () => void };

export function createStore<T>(first: T): Store<T> {
  let value = first;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set(next) {
      const result = typeof next === "function" ? (next as (now: T) => T)(value) : next;
      if (Object.is(result, value)) return;
      value = result;
      listeners.forEach((listener) => listener());
    },
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export function useStore<T>(store: Store<T>): T {
  return useSyncExternalStore(store.watch, store.get);
}

/** A signal others can listen to. */
export function createSignal<T>() {
  const listeners = new Set<(value: T) => void>();
  return {
    send: (value: T) => listeners.forEach((listener) => listener(value)),
    listen(listener: (value: T) => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
