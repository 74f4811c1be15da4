import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { dateTime } from "../lib/format";
import { labelText } from "../lib/i18n";
import { same } from "../lib/same";
import type { Field, HistoryItem, Row } from "../lib/shapes";
import { asOf, restoreTo } from "../local/history";
import { Dialog } from "../ui/Dialog";
import { Skeleton } from "../ui/State";
import { toast } from "../ui/toast";
import styles from "./AsOf.module.css";
import { Value } from "./Difference";
import { groupsOf } from "./groups";

type Props = { row: Row; fields: Field[]; item: HistoryItem; editable: boolean; onClose: () => void };

/** The record as it was right after a change; what is different today is marked. */
export function AsOf({ row, fields, item, editable, onClose }: Props) {
  const { t } = useTranslation();
  const [then, setThen] = useState<Row | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    asOf(row.type, row.id, item.number).then(setThen, () => setFailed(true));
  }, [row.type, row.id, item.number]);

  const restore = async () => {
    try {
      const batch = await restoreTo(row.type, row.id, item.number);
      toast(t("toast.restored"), batch);
      onClose();
    } catch {
      setFailed(true);
    }
  };
  return (
    <Dialog opened onClose={onClose} size="lg" title={t("history.asOfTitle", { date: dateTime(item.at) })}>
      {failed && <p className="k-note k-wrong">{t("history.failed")}</p>}
      {!then && !failed && <Skeleton />}
      {then && (
        <div className="k-stack">
          <dl className={styles.values}>
            {groupsOf(fields, then, "stored").flatMap(([, members]) =>
              members.map((field) => (
                <div key={field.name} data-differs={same(then[field.name], row[field.name]) ? undefined : ""}>
                  <dt>{labelText(field.label, field.name)}</dt>
                  <dd>
                    <Value field={field} value={then[field.name] ?? null} row={then} />
                  </dd>
                </div>
              )),
            )}
          </dl>
          {editable && (
            <Button variant="default" onClick={() => void restore()}>
              {t("history.restoreRecord")}
            </Button>
          )}
        </div>
      )}
    </Dialog>
  );
}
