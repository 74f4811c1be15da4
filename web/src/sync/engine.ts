import { api, isShut, Problem } from "../lib/api";
import type { Local } from "../local/db";
import { line, written } from "../local/signals";
import { round, type Answer, type Post } from "./round";

const post: Post = (question) => api<Answer>("POST", "/api/sync", { body: question });
const calm = 15_000;
const hidden = 60_000;

/** Sends the outbox and follows the server for one local database. Out: a function that stops it. */
export function startSync(db: Local, send: Post = post): () => void {
  let stopped = false;
  let running = false;
  let again = false;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const later = (wait: number) => {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(kick, wait);
  };

  async function kick(): Promise<void> {
    if (stopped) return;
    if (running) {
      again = true;
      return;
    }
    running = true;
    clearTimeout(timer);
    try {
      do {
        again = false;
        if (failures === 0 && (await db.outbox.count()) > 0) line.set("sending");
        await oneTalker(db.name, async () => {
          while (!stopped && (await round(db, send)));
        });
      } while (again && !stopped);
      failures = 0;
      line.set("idle");
      later(document.visibilityState === "hidden" ? hidden : calm);
    } catch (error) {
      failures += 1;
      const problem = error instanceof Problem ? error : null;
      // Nobody there is no reason to log out: only a clear word asks for a new login, and the queue waits for it.
      line.set(isShut(problem) ? "login" : problem?.away ? "away" : "trouble");
      if (!problem) console.error(error);
      if (!isShut(problem)) later(Math.min(30_000, 1000 * 2 ** Math.min(failures - 1, 5)) * (0.8 + Math.random() * 0.4));
    } finally {
      running = false;
    }
  }

  const wake = () => void kick();
  const onVisible = () => {
    listenWhenVisible();
    if (document.visibilityState === "visible") wake();
  };
  let events: EventSource | undefined;
  /** Only a visible tab holds a connection open: a browser allows few to one server. */
  function listenWhenVisible(): void {
    if (document.visibilityState === "hidden" || stopped || typeof EventSource === "undefined") {
      events?.close();
      events = undefined;
    } else if (!events || events.readyState === EventSource.CLOSED) {
      events = new EventSource("/api/events");
      events.onmessage = (event) => void hint(event.data as string);
    }
  }
  async function hint(text: string): Promise<void> {
    const number = (JSON.parse(text) as { number?: number }).number ?? Infinity;
    if (number > ((await db.cursor())?.number ?? -1)) void kick();
  }

  const unlisten = written.listen(wake);
  window.addEventListener("online", wake);
  window.addEventListener("pageshow", wake);
  document.addEventListener("visibilitychange", onVisible);
  listenWhenVisible();
  wake();

  return () => {
    stopped = true;
    clearTimeout(timer);
    unlisten();
    events?.close();
    window.removeEventListener("online", wake);
    window.removeEventListener("pageshow", wake);
    document.removeEventListener("visibilitychange", onVisible);
  };
}

/** One tab talks at a time. Only for economy: receipts by number keep two talkers correct as well. */
async function oneTalker(name: string, work: () => Promise<void>): Promise<void> {
  if (!("locks" in navigator)) return work();
  await navigator.locks.request(`sync:${name}`, work);
}
