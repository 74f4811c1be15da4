import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../lib/api";
import { useAttempt } from "../../lib/asked";
import { dateTime, number } from "../../lib/format";
import { Faults } from "../../ui/Faults";
import type { Run } from "./retention";

const beat = 1_500;

/** How the last run went, or goes; one that filled the bin is taken back here. */
export function RetentionRun({ run, onLook }: { run: Run; onLook: () => void }) {
  const { t } = useTranslation();
  const { faults, busy, run: attempt } = useAttempt();
  const [back, setBack] = useState<number | null>(null);
  const running = run.status === "running";
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(onLook, beat);
    return () => clearInterval(timer);
  }, [running, onLook]);

  const undo = () =>
    attempt(async () => {
      const { done } = await api<{ done: number }>("POST", `/api/batches/${run.batch}/undo`, { body: {} });
      setBack(done);
    });
  const values = { at: dateTime(run.started_at), done: number(run.done), total: number(run.total) };
  return (
    <div className="k-stack" role="status" data-run={run.status}>
      <p>{back === null ? t(`retention.run.${run.status}.${run.what}`, values) : t("retention.undone", { n: number(back) })}</p>
      <Faults faults={faults} />
      {run.status !== "running" && run.what === "bin" && run.done > 0 && back === null && (
        <div>
          <Button variant="default" loading={busy} onClick={() => void undo()}>
            {t("retention.undo")}
          </Button>
        </div>
      )}
    </div>
  );
}
