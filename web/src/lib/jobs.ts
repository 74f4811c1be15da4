import { api, Problem } from "./api";
import { goesOn, shownJob, type Job } from "./job";

const often = 500;

/** Follows a job to its end, or until nobody listens any more. `told` hears how far it is. */
export async function followed(first: Job, told: (job: Job) => void, signal?: AbortSignal): Promise<Job> {
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
