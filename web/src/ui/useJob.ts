import { useCallback, useEffect, useRef, useState } from "react";
import { goesOn, type Job } from "../lib/job";
import { followedHere, followedThere, goingOn } from "../lib/jobs";
import { session } from "../local/session";
import { workOver, written } from "../local/signals";

/** `follow`: waits until a job is over; one that still runs then has lost its page, and is shown at the edge of the screen. `job`: the one that is waited for. */
export function useJob() {
  const [job, setJob] = useState<Job | null>(null);
  const here = useRef(new AbortController());
  useEffect(() => {
    here.current = new AbortController();
    return () => here.current.abort();
  }, []);
  const follow = useCallback(async (first: Job): Promise<Job> => {
    try {
      const over = await followedHere(first, (now) => setJob(goesOn(now) ? now : null), here.current.signal);
      if (goesOn(over)) void toItsEnd(over);
      return over;
    } finally {
      setJob(null);
      tell();
    }
  }, []);
  return { job, follow };
}

/** Shows one's own work that goes on, as somebody finds it who comes back or loads the page anew. */
export async function takeUpJobs(): Promise<void> {
  const me = session.get();
  if (!me) return;
  const { create, bulk } = me.rights.contact;
  const jobs = await goingOn(me.user.id, create && bulk !== false).catch(() => []); // without the server there is nothing to follow
  await Promise.all(jobs.map(toItsEnd));
}

/** Shows a job at the edge of the screen until it is over, and how it ended. */
export const toItsEnd = (job: Job): Promise<void> => followedThere(job).then(tell, () => undefined);

function tell(): void {
  written.send(); // the device fetches what was changed
  workOver.send();
}
