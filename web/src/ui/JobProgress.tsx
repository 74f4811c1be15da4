import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { listed, number } from "../lib/format";
import type { Job } from "../lib/job";
import { cancelled, causeText, shownOnPage } from "../lib/jobs";
import styles from "./JobProgress.module.css";

/** How far work on many records is, and stopping it. On a page, `edge` is for the edge of the screen, which shows what no page does. */
export function JobProgress({ job, edge = false }: { job: Job; edge?: boolean }) {
  const { t } = useTranslation();
  const [clicked, setAsked] = useState(false);
  const asked = clicked || job.status === "stopping";
  useEffect(() => (edge ? undefined : shownOnPage(job.id)), [job.id, edge]);
  const stop = () => {
    setAsked(true);
    cancelled(job).catch(() => setAsked(false));
  };
  return (
    <div className={styles.all} data-job={job.kind}>
      <label className={styles.far}>
        {t(`job.running.${job.kind}`, { n: number(job.done), of: number(job.total) })}
        <progress value={job.done} max={job.total} />
      </label>
      <Button variant="default" disabled={asked} onClick={stop}>
        {t(asked ? "job.stopping" : "job.stop")}
      </Button>
    </div>
  );
}

/** How it ended: in words, with the first of those that were left alone. */
export function JobEnd({ job }: { job: Job }) {
  const { t } = useTranslation();
  const values = { n: number(job.changed), of: number(job.total), count: job.changed };
  const names = [...new Set(job.left_alone.map((one) => one.name).filter(Boolean))];
  const shown = listed(names.slice(0, 5)) + (job.left > 5 ? " …" : "");
  return (
    <span data-job={job.kind} data-status={job.status}>
      {job.status === "done" ? t(job.kind === "undo" ? "job.undone" : "job.changed", values) : t(job.status === "failed" ? "job.failed" : "job.stopped", values)}
      {job.error && ` ${causeText(t, job.error)}`}
      {job.kind === "undo" && job.status !== "done" && ` ${t("job.rest")}`}
      {job.left > 0 && ` ${t("job.left", { count: job.left, n: number(job.left) })}${names.length ? ` ${shown}` : ""}`}
    </span>
  );
}
