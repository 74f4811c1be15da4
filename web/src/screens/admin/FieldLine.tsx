import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { labelText } from "../../lib/i18n";
import styles from "./Admin.module.css";
import { Grip } from "./Grip";
import type { Custom } from "./shapes";

type Props = {
  field: Custom;
  group: string;
  /** Its place among those in use; -1 when it is retired. */
  at: number;
  count: number;
  onMove: (from: number, to: number) => void;
  onEdit: () => void;
  onRetire: () => void;
};

/** One field of the workspace's own, closed. */
export function FieldLine({ field, group, at, count, onMove, onEdit, onRetire }: Props) {
  const { t } = useTranslation();
  const name = labelText(field.label, field.key);
  const marks = [field.required && t("admin.required"), field.sensitive && t("care.sensitive"), field.retired && t("admin.retired")].filter(Boolean);
  return (
    <li className={`k-card ${styles.thing}`} data-retired={field.retired || undefined}>
      {at >= 0 && <Grip name={name} at={at} count={count} onMove={onMove} />}
      <div className={styles.told}>
        <strong>{name}</strong>
        <small className="k-dim">{[t(`type.${field.type}`), group, ...marks].join(" · ")}</small>
      </div>
      <span className="k-row">
        <Button variant="default" onClick={onEdit} aria-label={t("admin.editField", { name })}>
          {t("common.edit")}
        </Button>
        <Button variant="subtle" color="gray" onClick={onRetire}>
          {t(field.retired ? "admin.bringBack" : "admin.retire")}
        </Button>
      </span>
    </li>
  );
}
