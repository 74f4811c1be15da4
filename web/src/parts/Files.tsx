import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Fault, Row } from "../lib/shapes";
import { remove } from "../local/edit";
import { useRelated } from "../local/related";
import { Skeleton } from "../ui/State";
import { toast } from "../ui/toast";
import { FilesDeleted } from "./FilesDeleted";
import { FilesEdit } from "./FilesEdit";
import { FilesHistory } from "./FilesHistory";
import { FilesLine } from "./FilesLine";
import { FilesPreview } from "./FilesPreview";
import { FilesSending } from "./FilesSending";
import { FilesZone } from "./FilesZone";
import styles from "./Files.module.css";
import type { ChildRights } from "./rights";
import { UploadFaults } from "./UploadFaults";
import { addFiles, useUploads } from "./uploads";
import { useFileLimit } from "./useFileLimit";

type Props = { type: string; record: string; rights: ChildRights };
type Open = { what: "preview" | "edit" | "history"; row: Row };

/** The files of a record: what hangs on it, what is on its way, and where more can be dropped. */
export function Files({ type, record, rights }: Props) {
  const { t } = useTranslation();
  const files = useRelated("file", record);
  const uploads = useUploads(record);
  const maxMb = useFileLimit();
  const [open, setOpen] = useState<Open | null>(null);
  const [faults, setFaults] = useState<Fault[]>([]);

  const rows = files.rows.slice().sort((one, other) => String(other.created_at ?? "").localeCompare(String(one.created_at ?? "")));
  const take = (taken: File[], folders: number) => {
    setFaults(folders ? [{ place: "", code: "folder" }] : []);
    if (taken.length) addFiles(type, record, taken, maxMb);
  };
  const onDelete = async (row: Row) => {
    const batch = await remove("file", [row.id]);
    toast(t("files.deleted", { name: String(row.file_name ?? "") }), batch);
  };
  const close = () => {
    document.getElementById(`file-${open?.row.id}`)?.focus();
    setOpen(null);
  };

  return (
    <>
      <div className="k-stack">
        {rights.create && <FilesZone maxMb={maxMb} empty={rows.length === 0} onTake={take} />}
        <UploadFaults faults={faults} />
        {uploads.length > 0 && <FilesSending uploads={uploads} />}
        {files.state === "loading" && <Skeleton rows={2} />}
        {files.state === "away" && <p className="k-dim">{t("waiting.state.away")}</p>}
        {files.state === "failed" && <p className="k-note">{t("files.failed")}</p>}
        {files.state === "ready" && !rows.length && !rights.create && <p className="k-dim">{t("files.none")}</p>}
        {rows.length > 0 && (
          <ul className={styles.rows} aria-label={t("files.title")}>
            {rows.map((row) => (
              <FilesLine
                key={row.id}
                row={row}
                pending={files.pending.has(row.id)}
                mayEdit={rights.edit(row)}
                mayDelete={rights.delete(row)}
                onOpen={(what) => setOpen({ what, row })}
                onDelete={() => void onDelete(row)}
              />
            ))}
          </ul>
        )}
        {rights.create && <FilesDeleted record={record} mayRestore={rights.delete} shown={rows.map((row) => row.id)} />}
      </div>
      {open?.what === "preview" && <FilesPreview row={open.row} onClose={close} />}
      {open?.what === "edit" && <FilesEdit row={open.row} onClose={close} />}
      {open?.what === "history" && <FilesHistory row={open.row} editable={rights.edit(open.row)} onClose={close} />}
    </>
  );
}
