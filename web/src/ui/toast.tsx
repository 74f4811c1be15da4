import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { undo } from "../local/edit";
import { createStore, useStore } from "../lib/store";
import styles from "./toast.module.css";

export type Toast = { id: number; text: string; batch: string | null; tone: "plain" | "wrong" };

const shown = createStore<Toast[]>([]);
const ownActions: string[] = [];
let count = 0;
const stays = 7_000;

/** Says something at the edge of the screen, one thing at a time. With a batch it offers Undo for seven seconds, and Ctrl+Z after that. */
export function toast(text: string, batch: string | null = null, tone: Toast["tone"] = "plain"): void {
  if (batch) ownActions.push(batch);
  shown.set([{ id: ++count, text, batch, tone }]);
}

/** Takes the newest own action of this tab back. Out: whether there was one. */
export async function undoNewest(): Promise<boolean> {
  const batch = ownActions.pop();
  if (!batch) return false;
  await undo(batch);
  shown.set((now) => now.filter((one) => one.batch !== batch));
  return true;
}

async function undoThis(batch: string): Promise<void> {
  const at = ownActions.lastIndexOf(batch);
  if (at >= 0) ownActions.splice(at, 1);
  await undo(batch);
}

export function Toasts() {
  const toasts = useStore(shown);
  return (
    <div className={styles.all} role="status" aria-live="polite" data-testid="toasts">
      {toasts.map((one) => (
        <One key={one.id} toast={one} />
      ))}
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

  const takeBack = async () => {
    away();
    await undoThis(one.batch!);
    toast(t("toast.undone"));
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
        <Button size="compact-sm" variant="white" onClick={() => void takeBack()}>
          {t("toast.undo")}
        </Button>
      )}
    </div>
  );
}
