import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { faultsFrom } from "../lib/asked";
import { number } from "../lib/format";
import { goesOn, shownJobs, type Job } from "../lib/job";
import { hide } from "../lib/jobs";
import { undo } from "../local/edit";
import { JobEnd, JobProgress } from "./JobProgress";
import styles from "./JobProgress.module.css";

const stays = 7_000;
/** What one click takes back. */
const backwards = new Set(["change", "handover", "tags"]);

/** A job at the edge of the screen: how far it is, then how it ended. It stays where something was left undone. */
export default function JobToast({ job, className }: { job: Job; className: string | undefined }) {
  const { t } = useTranslation();
  const away = () => hide(job.id);
  const takeBack = () => {
    away();
    undo(job.batch).catch((error: unknown) => {
      const { code, params = {}, detail = "" } = faultsFrom(error)[0]!;
      shownJobs.set((now) => [...now, { ...job, error: { code, params, detail } }]); // here again, with why not
    });
  };
  const well = job.status === "done" && !job.left && !job.error;
  useEffect(() => {
    if (!well) return;
    const timer = setTimeout(away, stays);
    return () => clearTimeout(timer);
  }, [well]);
  return (
    <div className={className} data-tone="plain">
      {job.kind === "import" ? <Coming job={job} /> : goesOn(job) ? <JobProgress job={job} edge /> : <JobEnd job={job} />}
      {backwards.has(job.kind) && job.status !== "failed" && !goesOn(job) && job.changed > 0 && (
        <Button size="compact-sm" variant="white" onClick={takeBack}>
          {t("toast.undo")}
        </Button>
      )}
      {!goesOn(job) && (
        <Button size="compact-sm" variant="white" onClick={away}>
          {t("common.close")}
        </Button>
      )}
    </div>
  );
}

/** An import, with the way to its page. */
function Coming({ job }: { job: Job }) {
  const { t } = useTranslation();
  const { id, name = "", status, done, total } = job;
  return (
    <div className={styles.all} data-job="import" data-status={status}>
      <label className={styles.far}>
        {t(`import.toast.${goesOn(job) ? "running" : status}`, { name, n: number(done), of: number(total) })}
        {goesOn(job) && <progress value={done} max={Math.max(1, total)} />}
      </label>
      <Button size="compact-sm" variant="white" renderRoot={(props) => <Link {...props} to="/import" search={{ id }} />}>
        {t(goesOn(job) ? "import.open" : "import.report")}
      </Button>
    </div>
  );
}
