import { Button } from "@mantine/core";
import { useEffect, useState, type ComponentProps } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../lib/api";
import { useAttempt } from "../lib/asked";
import { labelText } from "../lib/i18n";
import { isEmpty } from "../lib/same";
import type { Json, Values } from "../lib/shapes";
import { Faults } from "../ui/Faults";
import { Icon } from "../ui/icons";
import { FieldRow } from "./FieldRow";
import rowStyles from "./FieldRow.module.css";
import styles from "./Sensitive.module.css";

/** A sensitive field: its value comes when somebody asks for it, and the server notes who did. It is never kept on the device. */
export function Sensitive(props: ComponentProps<typeof FieldRow>) {
  const { t } = useTranslation();
  const { field, row, editing } = props;
  const label = labelText(field.label, field.name);
  const [seen, setSeen] = useState<{ record: string; value: Json } | null>(null);
  const { faults, busy, run } = useAttempt();
  const look = () =>
    run(async () => {
      const { values } = await api<{ values: Values }>("POST", `/api/contacts/${row.id}/reveal`, { body: { fields: [field.name] } });
      setSeen({ record: row.id, value: values[field.name] ?? null });
    });
  const known = seen?.record === row.id ? seen : null;
  const typed = !isEmpty(row[field.name]); // on this device just now, and on its way
  useEffect(() => {
    // Whoever changes a value must have seen it: otherwise he would overwrite what he does not know.
    if (editing && !known && !typed) void look();
  }, [editing]);

  if (known || typed) {
    const shown = typed ? row : { ...row, [field.name]: known!.value };
    return (
      <FieldRow
        {...props}
        row={shown}
        onDone={() => {
          setSeen(null);
          props.onDone();
        }}
        aside={
          known && (
            <Button variant="subtle" size="compact-sm" className={styles.hide!} onClick={() => setSeen(null)} aria-label={t("sensitive.hideOf", { label })}>
              {t("sensitive.hide")}
            </Button>
          )
        }
      />
    );
  }
  return (
    <div className={rowStyles.row} data-field={field.name} role="group" aria-label={label}>
      <div className={rowStyles.label}>{label}</div>
      <div className={rowStyles.value}>
        <Button variant="default" size="compact-sm" className={styles.show!} loading={busy} leftSection={<Icon name="eye" size={16} />} onClick={() => void look()} aria-label={t("sensitive.showOf", { label })}>
          {t("sensitive.show")}
        </Button>
        <small className="k-dim"> {t("sensitive.noted")}</small>
        <Faults faults={faults} />
      </div>
    </div>
  );
}
