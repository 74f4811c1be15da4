import type { Json } from "./shapes";
import { createStore } from "./store";

/** A record that work on many left as it was, with the reason and what stands there now. */
export type Left = { type: string; record: string; name: string; field: string; current: unknown; code: string; detail: string };
/** Why work could not go on: a code, and the server's words for it. */
export type Cause = { code: string; params: Record<string, Json>; detail: string };
/** Work on many records: done at once when they are few, else a job that is asked how far it is. */
export type Job = {
  id: string;
  kind: "change" | "handover" | "import" | "retention" | "tags" | "undo";
  /** Of an import: the file. */
  name?: string;
  batch: string;
  status: "running" | "stopping" | "done" | "failed" | "cancelled";
  total: number;
  done: number;
  changed: number;
  left: number;
  left_alone: Left[];
  error: Cause | null;
  created_at: string;
};

/** Whether it is not over. */
export const goesOn = (job: Job): boolean => job.status === "running" || job.status === "stopping";

/** The jobs that are shown at the edge of the screen: no page waits for them. */
export const shownJobs = createStore<Job[]>([]);
