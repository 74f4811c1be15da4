import { useTranslation } from "react-i18next";
import type { Row } from "../lib/shapes";
import { useFields } from "../local/schema";
import { Dialog } from "../ui/Dialog";
import { History } from "./History";

/** What happened to a file: brought, renamed, described, deleted, restored. */
export function FilesHistory({ row, editable, onClose }: { row: Row; editable: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const fields = useFields("file");
  return (
    <Dialog opened onClose={onClose} title={t("files.historyOf", { name: String(row.file_name ?? "") })}>
      <History row={row} fields={fields} editable={editable} />
    </Dialog>
  );
}
