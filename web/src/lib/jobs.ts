import type { TFunction } from "i18next";
import { api, Problem } from "./api";
import { faultText } from "./faults";
import { number } from "./format";
import { goesOn, shownJobs, type Cause, type Job } from "./job";
import type { Partly } from "./shapes";

const often = 500;
/** What a page shows itself stands nowhere else: jobs whose end the page tells too, and those of which it shows only how far they are. */
const onPage = new Set<string>();
const goingOnPage = new Map<string, number>();
const there = new Map<string, Promise<Job>>();

/** An import as the list of imports tells it. */
export type Coming = { id: string; name: string; by: string; status: "ready" | "running" | "done" | "failed"; count: number; done: number; batch: string; created_at: string };

/** An import as work among other work: it has a page of its own, which tells the rest. */
export const asJob = ({ id, name, status, count, done, batch, created_at }: Omit<Coming, "by">): Job => ({
  ...{ id, name, batch, done, created_at, kind: "import", status: status === "ready" ? "cancelled" : status },
  ...{ total: count, changed: done, left: 0, left_alone: [], error: null },
});

const imports = async () => (await api<{ imports: Coming[] }>("GET", "/api/imports")).imports;

async function look(job: Job): Promise<Job> {
  if (job.kind !== "import") return api<Job>("GET", `/api/jobs/${job.id}`);
  const found = (await imports()).find((one) => one.id === job.id);
  return found ? asJob(found) : { ...job, status: "done" };
}

/** Follows a job to its end, or until nobody listens any more. `told` hears how far it is. */
async function followed(first: Job, told: (job: Job) => void, signal?: AbortSignal): Promise<Job> {
  let job = first;
  told(job);
  while (goesOn(job) && !signal?.aborted) {
    await new Promise((next) => setTimeout(next, often));
    try {
      job = await look(job);
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
  if (onPage.has(job.id) || (goesOn(job) && goingOnPage.has(job.id))) return;
  shownJobs.set((now) => (now.some((one) => one.id === job.id) ? now.map((one) => (one.id === job.id ? job : one)) : [...now, job]));
}

/** It stands at the edge of the screen no longer. */
export function hide(id: string): void {
  shownJobs.set((now) => now.filter((one) => one.id !== id));
}

/** A page shows how far a job is, until what comes out is called; its end too, where the page tells that (`whole`), else the edge of the screen does. */
export function shownOnPage(id: string, whole = false): () => void {
  goingOnPage.set(id, (goingOnPage.get(id) ?? 0) + 1);
  if (whole) onPage.add(id);
  hide(id);
  return () => {
    if (whole) onPage.delete(id);
    const left = goingOnPage.get(id)! - 1;
    if (left) goingOnPage.set(id, left);
    else goingOnPage.delete(id);
  };
}

/** One's own work that goes on and that no page here follows. In: who asks; whether he may import. */
export async function goingOn(me: string, mayImport: boolean): Promise<Job[]> {
  const [{ jobs }, coming] = await Promise.all([api<{ jobs: Job[] }>("GET", "/api/jobs"), mayImport ? imports() : []]);
  const running = coming.filter((one) => one.by === me && one.status === "running").map(asJob);
  return [...jobs, ...running].filter((job) => !onPage.has(job.id));
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
