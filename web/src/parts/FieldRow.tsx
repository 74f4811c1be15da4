import { ActionIcon, Button } from "@mantine/core";
import { useState, type FormEvent, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { kindOf } from "../fields";
import { faultsOf } from "../lib/faults";
import { labelText } from "../lib/i18n";
import { isEmpty, same } from "../lib/same";
import type { Field, Json, Row } from "../lib/shapes";
import { Faults } from "../ui/Faults";
import { Icon } from "../ui/icons";
import styles from "./FieldRow.module.css";
import { useDirty } from "./useDirty";
import { useSave } from "./useSave";

type Props = { field: Field; row: Row; pending: boolean; editable: boolean; editing: boolean; onEdit: () => void; onDone: () => void };

/** One field of a record: its name, its value, a pencil; after the pencil an input with the cursor in it. */
export function FieldRow({ field, row, pending, editable, editing, onEdit, onDone }: Props) {
  const { t } = useTranslation();
  const label = labelText(field.label, field.name);
  const value = row[field.name] ?? null;
  const { Show } = kindOf(field.type);
  if (editing) return <FieldEdit field={field} row={row} onDone={onDone} />;
  return (
    <div className={styles.row} data-field={field.name} role="group" aria-label={label}>
      <div className={styles.label}>{label}</div>
      <div className={styles.value}>
        {isEmpty(value) ? <span className="k-dim">{t("field.empty")}</span> : <Show value={value} field={field} row={row} />}
        {pending && <span className={styles.pending} title={t("page.pending")} role="img" aria-label={t("page.pending")} />}
      </div>
      {editable && !field.readonly && (
        <ActionIcon className={styles.pencil} aria-label={t("page.editField", { label })} onClick={onEdit}>
          <Icon name="pencil" size={16} />
        </ActionIcon>
      )}
    </div>
  );
}

function FieldEdit({ field, row, onDone }: { field: Field; row: Row; onDone: () => void }) {
  const { t } = useTranslation();
  const label = labelText(field.label, field.name);
  // What stood here when the pencil was taken: a change by others in the meantime must not become our base.
  const [base] = useState<Json>(() => row[field.name] ?? null);
  const [value, setValue] = useState<Json>(base);
  const { submit, faults, saving } = useSave(row.type, row.id, [field]);
  const leave = useDirty(!same(value, base));
  const { Input } = kindOf(field.type);

  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    if (!(await submit({ [field.name]: value }, { [field.name]: base }))) return;
    leave();
    onDone();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape" && !event.nativeEvent.isComposing) {
      event.preventDefault();
      onDone();
    }
  };
  const elsewhere = faults.filter((fault) => !faultsOf([fault], field.name).length);
  return (
    <form className={styles.edit} data-field={field.name} onSubmit={(event) => void onSubmit(event)} onKeyDown={onKeyDown} noValidate>
      <div className={styles.label}>{label}</div>
      <div className={styles.input}>
        <Input value={value} onChange={setValue} field={field} label={label} hideLabel autoFocus faults={faultsOf(faults, field.name)} row={row} />
        {faults.length > 0 && <Faults faults={elsewhere.length ? elsewhere : faults} />}
        <div className="k-row">
          <Button type="submit" size="compact-md" loading={saving}>
            {t("common.save")}
          </Button>
          <Button size="compact-md" variant="default" onClick={onDone}>
            {t("common.cancel")}
          </Button>
        </div>
      </div>
    </form>
  );
}
