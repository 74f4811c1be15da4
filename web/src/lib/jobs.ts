import { api, Problem } from "./api";
import { createStore } from "./store";

/** A record that work on many left as it was, with the reason and what stands there now. */
export type Left = { type: string; record: string; name: string; field: string; current: unknown; code: string; detail: string };
/** Work on many records: done at once when they are few, else a job that is asked how far it is. */
export type Job = {
  id: string;
  kind: "change" | "handover" | "retention" | "tags" | "undo";
  batch: string;
  status: "running" | "done" | "failed" | "cancelled";
  total: number;
  done: number;
  changed: number;
  left: number;
  left_alone: Left[];
  error: string;
  created_at: string;
};

const often = 500;

/** The job that is shown at the edge of the screen: no page of its own waits for it. */
export const shownJob = createStore<Job | null>(null);

/** Follows a job to its end, or until nobody listens any more. `told` hears how far it is. */
export async function followed(first: Job, told: (job: Job) => void, signal?: AbortSignal): Promise<Job> {
  let job = first;
  told(job);
  while (job.status === "running" && !signal?.aborted) {
    await new Promise((next) => setTimeout(next, often));
    try {
      job = await api<Job>("GET", `/api/jobs/${job.id}`);
      told(job);
    } catch (error) {
      if (!(error instanceof Problem && error.away)) throw error; // it goes on there while nobody answers here
    }
  }
  return job;
}

/** Follows a job at the edge of the screen. */
export async function followedThere(job: Job): Promise<Job> {
  try {
    return await followed(job, shownJob.set);
  } catch (error) {
    shownJob.set(null);
    throw error;
  }
}

/** Stops it after the records that are being written. */
export const cancelled = (job: Job): Promise<Job> => api<Job>("POST", `/api/jobs/${job.id}/cancel`);
