import { Button } from "@mantine/core";
import { lazy, Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { undo } from "../local/edit";
import { withTexts } from "../lib/i18n";
import { shownJobs } from "../lib/job";
import { createStore, useStore } from "../lib/store";
import styles from "./toast.module.css";

/** What can be taken back: an action of the log by its batch, or something else by what undoes it. */
type Back = string | (() => Promise<unknown>);
export type Toast = { id: number; text: string; batch: Back | null; tone: "plain" | "wrong" };

const JobToast = lazy(withTexts(() => import("./JobToast")));
const shown = createStore<Toast[]>([]);
const ownActions: Back[] = [];
let count = 0;
const stays = 7_000;

/** Says something at the edge of the screen, one thing at a time. With a batch it offers Undo for seven seconds, and Ctrl+Z after that. */
export function toast(text: string, batch: Back | null = null, tone: Toast["tone"] = "plain"): void {
  if (batch) ownActions.push(batch);
  shown.set([{ id: ++count, text, batch, tone }]);
}

/** Takes the newest own action of this tab back. Out: whether there was one of which is still to be told. */
export async function undoNewest(): Promise<boolean> {
  const batch = ownActions.pop();
  if (!batch) return false;
  const untold = await takeBack(batch);
  shown.set((now) => now.filter((one) => one.batch !== batch));
  return untold;
}

/** Out: whether it is still to be told; a job has said itself how it ended. */
async function takeBack(batch: Back): Promise<boolean> {
  if (typeof batch === "string") return !(await undo(batch)).job;
  await batch();
  return true;
}

async function undoThis(batch: Back): Promise<boolean> {
  const at = ownActions.lastIndexOf(batch);
  if (at >= 0) ownActions.splice(at, 1);
  return takeBack(batch);
}

export function Toasts() {
  const toasts = useStore(shown);
  const jobs = useStore(shownJobs);
  return (
    <div className={styles.all} role="status" aria-live="polite" data-testid="toasts">
      {toasts.map((one) => (
        <One key={one.id} toast={one} />
      ))}
      <Suspense>
        {jobs.map((job) => (
          <JobToast key={job.id} job={job} className={styles.one} />
        ))}
      </Suspense>
    </div>
  );
}

function One({ toast: one }: { toast: Toast }) {
  const { t } = useTranslation();
  const [held, setHeld] = useState(false);
  const away = () => shown.set((now) => now.filter((other) => other.id !== one.id));

  useEffect(() => {
    if (held) return;
    const timer = setTimeout(away, stays);
    return () => clearTimeout(timer);
  });

  const onUndo = async () => {
    away();
    if (await undoThis(one.batch!)) toast(t("toast.undone"));
  };

  return (
    <div
      className={styles.one}
      data-tone={one.tone}
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span>{one.text}</span>
      {one.batch && (
        <Button size="compact-sm" variant="white" onClick={() => void onUndo()}>
          {t("toast.undo")}
        </Button>
      )}
    </div>
  );
}
