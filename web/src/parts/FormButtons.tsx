import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";

type Props = { busy: boolean; disabled?: boolean; save?: string; onCancel?: (() => void) | undefined };

/** The end of a form: save, and leave it as it was. `save`: what is said instead of "Save". */
export function FormButtons({ busy, disabled = false, save, onCancel }: Props) {
  const { t } = useTranslation();
  return (
    <div className="k-row">
      <Button type="submit" loading={busy} disabled={disabled}>
        {save ?? t("common.save")}
      </Button>
      {onCancel && (
        <Button variant="default" onClick={onCancel}>
          {t("common.cancel")}
        </Button>
      )}
    </div>
  );
}
