import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../lib/api";
import { useAttempt } from "../../lib/asked";
import { dateTime, number } from "../../lib/format";
import { goesOn, type Job } from "../../lib/job";
import { Faults } from "../../ui/Faults";
import { JobEnd, JobProgress } from "../../ui/JobProgress";
import { useJob } from "../../ui/useJob";
import type { Run } from "./retention";

type Answer = { done: number; job: Job | null };

/** How the last run goes, or went; one that filled the bin is taken back here. */
export function RetentionRun({ run, onLook }: { run: Run; onLook: () => void }) {
  const { t } = useTranslation();
  const { faults, busy, run: attempt } = useAttempt();
  const [back, setBack] = useState<number | Job | null>(null);
  const going = useJob();
  const undoing = useJob();
  const { follow } = going;
  useEffect(() => {
    if (goesOn(run)) void follow(run).then((over) => goesOn(over) || onLook());
  }, [run.id, run.status, follow, onLook]);

  const undo = () =>
    attempt(async () => {
      const { done, job } = await api<Answer>("POST", `/api/batches/${run.batch}/undo`, { body: {} });
      setBack(job ? await undoing.follow(job) : done);
    });
  const ended = run.status === "done" ? "done" : "failed";
  const values = { at: dateTime(run.created_at), done: number(run.changed), total: number(run.total) };
  return (
    <div className="k-stack" role="status" data-run={run.status}>
      {goesOn(run) ? (
        <JobProgress job={going.job ?? run} />
      ) : (
        <p>{back === null ? t(`retention.run.${ended}.${run.what}`, values) : typeof back === "number" ? t("retention.undone", { n: number(back) }) : <JobEnd job={back} />}</p>
      )}
      <Faults faults={faults} />
      {undoing.job && <JobProgress job={undoing.job} />}
      {!goesOn(run) && run.what === "bin" && run.changed > 0 && back === null && !undoing.job && (
        <div>
          <Button variant="default" loading={busy} onClick={() => void undo()}>
            {t("retention.undo")}
          </Button>
        </div>
      )}
    </div>
  );
}
