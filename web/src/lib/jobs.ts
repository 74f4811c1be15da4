import type { TFunction } from "i18next";
import { api, Problem } from "./api";
import { faultText } from "./faults";
import { number } from "./format";
import { goesOn, shownJobs, type Cause, type Job } from "./job";
import type { Partly } from "./shapes";

const often = 500;
/** What a page shows itself stands nowhere else. */
const onPage = new Set<string>();
const there = new Map<string, Promise<Job>>();

/** Follows a job to its end, or until nobody listens any more. `told` hears how far it is. */
async function followed(first: Job, told: (job: Job) => void, signal?: AbortSignal): Promise<Job> {
  let job = first;
  told(job);
  while (goesOn(job) && !signal?.aborted) {
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

/** Follows a job on the page that ordered it, until that is left. */
export async function followedHere(job: Job, told: (job: Job) => void, signal: AbortSignal): Promise<Job> {
  onPage.add(job.id);
  hide(job.id);
  try {
    return await followed(job, told, signal);
  } finally {
    // Left before its end, it goes on elsewhere; what ended here was told here.
    if (signal.aborted) onPage.delete(job.id);
  }
}

/** Follows a job at the edge of the screen; once, whoever asks. */
export function followedThere(job: Job): Promise<Job> {
  const known = there.get(job.id);
  if (known) return known;
  const end = followed(job, show)
    .catch((error: unknown) => {
      hide(job.id);
      throw error;
    })
    .finally(() => there.delete(job.id));
  there.set(job.id, end);
  return end;
}

function show(job: Job): void {
  if (onPage.has(job.id)) return;
  shownJobs.set((now) => (now.some((one) => one.id === job.id) ? now.map((one) => (one.id === job.id ? job : one)) : [...now, job]));
}

/** It stands at the edge of the screen no longer. */
export function hide(id: string): void {
  shownJobs.set((now) => now.filter((one) => one.id !== id));
}

/** One's own work that goes on and that no page here follows. */
export async function goingOn(): Promise<Job[]> {
  const { jobs } = await api<{ jobs: Job[] }>("GET", "/api/jobs");
  return jobs.filter((job) => !onPage.has(job.id));
}

/** Stops it after the records that are being written. */
export const cancelled = (job: Job): Promise<Job> => api<Job>("POST", `/api/jobs/${job.id}/cancel`);

/** Why it could not go on, in one sentence. */
export function causeText(t: TFunction, cause: Cause): string {
  return t(`job.why.${cause.code}`, { ...cause.params, defaultValue: "" }) || faultText(t, { place: "", ...cause });
}

/** How far the undo of an action came that was not brought to its end. */
export function partlyText(t: TFunction, { done, of }: Partly): string {
  return done === null || of === null ? t("job.partly") : t("job.partlyOf", { n: number(done), of: number(of) });
}
