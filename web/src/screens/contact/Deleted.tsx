import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Row } from "../../lib/shapes";
import { save } from "../../local/edit";
import { toast } from "../../ui/toast";

/** Says that the contact lies in the bin, and takes it out again. */
export function Deleted({ row, may }: { row: Row; may: boolean }) {
  const { t } = useTranslation();
  const restore = async () => {
    const batch = await save([{ type: row.type, record: row.id, patch: { deleted_at: null }, base: { deleted_at: row.deleted_at ?? null } }]);
    toast(t("toast.restored"), batch);
  };
  return (
    <div className="k-note k-row k-spread" role="status">
      {t("page.deleted")}
      {may && (
        <Button variant="default" onClick={() => void restore()}>
          {t("page.restore")}
        </Button>
      )}
    </div>
  );
}
