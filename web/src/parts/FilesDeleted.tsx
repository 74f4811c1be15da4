import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAsked } from "../lib/asked";
import { ago } from "../lib/format";
import type { Row } from "../lib/shapes";
import { save, shownRow } from "../local/edit";
import { Skeleton } from "../ui/State";
import { toast } from "../ui/toast";
import styles from "./Files.module.css";
import { FileThumb } from "./FilesLine";

/** `shown`: the ids of the files that are not deleted. */
type Props = { record: string; shown: string[]; mayRestore: (row: Row) => boolean };

/** The deleted files of a record, on demand, each with its way back. */
export function FilesDeleted(props: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <div>
      <button type="button" className={styles.bin} onClick={() => setOpen(!open)} aria-expanded={open}>
        {t(open ? "files.hideDeleted" : "files.showDeleted")}
      </button>
      {open && <Deleted {...props} />}
    </div>
  );
}

function Deleted({ record, shown, mayRestore }: Props) {
  const { t } = useTranslation();
  const filter = JSON.stringify({ field: "parent_id", op: "is", value: record });
  const asked = useAsked<{ rows: Row[] }>(`/api/files?${new URLSearchParams({ bin: "true", filter, limit: "100" })}`);
  // Restored here, and not yet among the shown ones.
  const [back, setBack] = useState<string[]>([]);
  const rows = (asked.data?.rows ?? []).filter((row) => !back.includes(row.id) && !shown.includes(row.id));
  useEffect(() => {
    setBack((now) => now.filter((id) => !shown.includes(id)));
    asked.reload();
  }, [shown.join(), asked.reload]);
  const restore = async (row: Row) => {
    // The list may be older than what this device knows: deleted, taken back and deleted again within a moment.
    const { deleted_at } = (await shownRow("file", row.id)) ?? row;
    const batch = await save([{ type: "file", record: row.id, patch: { deleted_at: null }, base: { deleted_at: deleted_at ?? row.deleted_at ?? null } }]);
    setBack((now) => [...now, row.id]);
    toast(t("toast.restored"), batch);
  };
  if (asked.problem) return <p className="k-dim">{t(asked.problem.away ? "waiting.state.away" : "files.failed")}</p>;
  if (!asked.data) return <Skeleton rows={1} />;
  if (!rows.length) return <p className="k-dim">{t("files.noneDeleted")}</p>;
  return (
    <ul className={styles.rows} aria-label={t("files.showDeleted")}>
      {rows.map((row) => {
        const name = String(row.file_name ?? "");
        return (
          <li key={row.id} className={styles.sending}>
            <FileThumb row={row} />
            <span className={styles.words}>
              <bdi className={styles.name}>{name}</bdi>
              <span className="k-dim">{t("files.deletedAt", { time: ago(String(row.deleted_at ?? "")) })}</span>
            </span>
            {mayRestore(row) && (
              <Button variant="default" onClick={() => void restore(row)} aria-label={t("files.restoreOf", { name })}>
                {t("bin.restore")}
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
