import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../lib/api";
import { useAsked, useAttempt } from "../../lib/asked";
import { number } from "../../lib/format";
import { newId } from "../../lib/ids";
import { Faults } from "../../ui/Faults";

type Left = { name: string; field: string };
type Undone = { batch: string; done: number; left: number; left_alone: Left[] };

/** Takes a whole import back; what somebody changed since is left alone and named. */
export function UndoImport({ batch, undone = false, onDone }: { batch: string; undone?: boolean; onDone?: () => void }) {
  const { t } = useTranslation();
  const { data } = useAsked<{ batch: { undone_by: string | null } }>(undone ? null : `/api/batches/${batch}`);
  const [answer, setAnswer] = useState<Undone | null>(null);
  // The same id for every try: a click after a lost answer is the same undo.
  const [wish] = useState(newId);
  const { faults, busy, run } = useAttempt();

  const undo = () =>
    run(async () => {
      setAnswer(await api<Undone>("POST", `/api/batches/${batch}/undo`, { body: { batch: wish } }));
      onDone?.();
    });
  if (answer)
    return (
      <span role="status">
        {t("import.undoneCount", { count: answer.done, n: number(answer.done) })}{" "}
        {answer.left > 0 && `${t("import.leftAlone", { count: answer.left, n: number(answer.left) })} ${answer.left_alone.map((one) => one.name).join(", ")}`}
      </span>
    );
  if (undone || data?.batch.undone_by) return <span className="k-dim">{t("import.undone")}</span>;
  return (
    <>
      <Button variant="default" onClick={() => void undo()} loading={busy}>
        {t("import.undo")}
      </Button>
      <Faults faults={faults} />
    </>
  );
}
