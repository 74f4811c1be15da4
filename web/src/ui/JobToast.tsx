import { Button } from "@mantine/core";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { goesOn, type Job } from "../lib/job";
import { hide } from "../lib/jobs";
import { JobEnd, JobProgress } from "./JobProgress";

const stays = 7_000;

/** A job at the edge of the screen: how far it is, then how it ended. It stays where something was left undone. */
export default function JobToast({ job, className }: { job: Job; className: string | undefined }) {
  const { t } = useTranslation();
  const away = () => hide(job.id);
  const well = job.status === "done" && !job.left;
  useEffect(() => {
    if (!well) return;
    const timer = setTimeout(away, stays);
    return () => clearTimeout(timer);
  }, [well]);
  return (
    <div className={className} data-tone="plain">
      {goesOn(job) ? (
        <JobProgress job={job} />
      ) : (
        <>
          <JobEnd job={job} />
          <Button size="compact-sm" variant="white" onClick={away}>
            {t("common.close")}
          </Button>
        </>
      )}
    </div>
  );
}
