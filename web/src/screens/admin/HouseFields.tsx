import { Checkbox } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { api } from "../../lib/api";
import { useAttempt } from "../../lib/asked";
import { labelText } from "../../lib/i18n";
import type { Field } from "../../lib/shapes";
import { loadSchema } from "../../local/schema";
import { Faults } from "../../ui/Faults";
import { toast } from "../../ui/toast";
import styles from "./Admin.module.css";

/** Without these nobody could work with a record, or say whose it is. */
const always = new Set(["owner_id", "created_by", "parent_type", "parent_id", "contact_id", "other_id", "kind"]);
const groups = new Set(["name", "access", "life"]);

/** The fields every workspace has: which of them are sensitive. Those that make the name cannot be. */
export function HouseFields({ type, fields }: { type: string; fields: Field[] }) {
  const { t } = useTranslation();
  const { faults, busy, run } = useAttempt();
  const put = (field: Field, sensitive: boolean) =>
    run(async () => {
      await api("PUT", `/api/fields/${type}/${field.name}`, { body: { sensitive } });
      await loadSchema();
      toast(t("toast.saved"));
    });
  const offered = fields.filter((field) => !groups.has(field.group) && !always.has(field.name) && field.type !== "photo");
  if (!offered.length) return null;
  return (
    <details className="k-card">
      <summary className={styles.summary}>{t("care.houseFields")}</summary>
      <div className="k-stack">
        <p className="k-dim">{t("care.houseText")}</p>
        <Faults faults={faults} />
        <ul className={styles.house}>
          {offered.map((field) => (
            <li key={field.name}>
              <span>{labelText(field.label, field.name)}</span>
              <Checkbox
                label={t("care.sensitive")}
                aria-label={t("care.sensitiveOf", { name: labelText(field.label, field.name) })}
                checked={Boolean(field.sensitive)}
                disabled={busy}
                onChange={(event) => void put(field, event.currentTarget.checked)}
              />
            </li>
          ))}
        </ul>
      </div>
    </details>
  );
}
