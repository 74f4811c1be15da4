import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../lib/api";
import { useAsked, useAttempt } from "../../lib/asked";
import { number } from "../../lib/format";
import { newId } from "../../lib/ids";
import type { Job, Left } from "../../lib/job";
import { partlyText } from "../../lib/jobs";
import type { Partly } from "../../lib/shapes";
import { Faults } from "../../ui/Faults";
import { JobEnd, JobProgress } from "../../ui/JobProgress";
import { useJob } from "../../ui/useJob";
import styles from "./Import.module.css";

type Undone = { done: number; left: number; left_alone: Left[]; job: Job | null };

/** Takes a whole import back; what somebody changed since is left alone and named. */
export function UndoImport({ batch, undone, partly, onDone }: { batch: string; undone?: boolean; partly?: Partly | null; onDone?: () => void }) {
  const { t } = useTranslation();
  const { data } = useAsked<{ batch: { undone_by: string | null; partly_undone: Partly | null } }>(undone !== undefined ? null : `/api/batches/${batch}`);
  const [answer, setAnswer] = useState<Undone | null>(null);
  // The same id for every try: a click after a lost answer is the same undo. One that was stopped is gone on with by another.
  const [wish, setWish] = useState(newId);
  const { faults, busy, run } = useAttempt();
  const { job, follow } = useJob();

  const undo = () =>
    run(async () => {
      const told = await api<Undone>("POST", `/api/batches/${batch}/undo`, { body: { batch: wish } });
      const over = told.job && (await follow(told.job));
      setAnswer({ ...told, job: over });
      if (over && over.status !== "done") setWish(newId());
      else onDone?.();
    });
  const stopped = answer?.job && answer.job.status !== "done" ? answer.job : null;
  const part = partly ?? data?.batch.partly_undone;
  if (job) return <JobProgress job={job} />;
  if (answer && !stopped)
    return (
      <span role="status">
        {answer.job ? (
          <JobEnd job={answer.job} />
        ) : (
          <>
            {t("import.undoneCount", { count: answer.done, n: number(answer.done) })}{" "}
            {answer.left > 0 && `${t("import.leftAlone", { count: answer.left, n: number(answer.left) })} ${answer.left_alone.map((one) => one.name).join(", ")}`}
          </>
        )}
      </span>
    );
  if (!stopped && (undone || data?.batch.undone_by)) return <span className="k-dim">{t("import.undone")}</span>;
  return (
    <>
      {stopped ? (
        <span role="status">
          <JobEnd job={stopped} />
        </span>
      ) : (
        part && <span className={styles.partly}>{partlyText(t, part)}</span>
      )}
      <Button variant="default" onClick={() => void undo()} loading={busy}>
        {t("import.undo")}
      </Button>
      <Faults faults={faults} />
    </>
  );
}
