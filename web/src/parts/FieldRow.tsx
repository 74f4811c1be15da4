import { ActionIcon, Button } from "@mantine/core";
import { useEffect, useRef, useState, type FormEvent, type KeyboardEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { kindOf } from "../fields";
import { dropEmpty } from "../fields/ItemsInput";
import { faultsOf } from "../lib/faults";
import { labelText } from "../lib/i18n";
import { isEmpty, same } from "../lib/same";
import type { Field, Json, Row } from "../lib/shapes";
import { Faults } from "../ui/Faults";
import { Icon } from "../ui/icons";
import styles from "./FieldRow.module.css";
import { Consent, Objection } from "./Objections";
import { keepFocus, leaveInput } from "./leaveInput";
import { useDirty } from "./useDirty";
import { useFaultFocus } from "./useFaultFocus";
import { useSave } from "./useSave";

type Props = { field: Field; row: Row; pending: boolean; editable: boolean; editing: boolean; start?: Json | undefined; onEdit: () => void; onDone: () => void; aside?: ReactNode };

/** One field of a record: its name, its value, a pencil; after the pencil an input with the cursor in it. */
export function FieldRow({ field, row, pending, editable, editing, start, onEdit, onDone, aside }: Props) {
  const { t } = useTranslation();
  const label = labelText(field.label, field.name);
  const value = row[field.name] ?? null;
  const { Show } = kindOf(field.type);
  const pencil = useRef<HTMLButtonElement>(null);
  const was = useRef(editing);
  useEffect(() => {
    // Whoever comes back from the input goes on where he left.
    if (was.current && !editing) pencil.current?.focus();
    was.current = editing;
  }, [editing]);
  if (editing) return <FieldEdit field={field} row={row} start={start} onDone={onDone} />;
  return (
    <div className={styles.row} data-field={field.name} role="group" aria-label={label}>
      <div className={styles.label}>{label}</div>
      <div className={styles.value}>
        {isEmpty(value) ? <span className="k-dim">{t("field.empty")}</span> : <Show value={value} field={field} row={row} />}
        {!isEmpty(value) && <Objection row={row} field={field.name} />}
        {field.name === "consent" && <Consent row={row} what="undated" />}
        {pending && <span className={styles.pending} title={t("page.pending")} role="img" aria-label={t("page.pending")} />}
        {aside}
      </div>
      {editable && !field.readonly && (
        <ActionIcon ref={pencil} className={styles.pencil} aria-label={t("page.editField", { label })} onClick={onEdit}>
          <Icon name="pencil" size={16} />
        </ActionIcon>
      )}
    </div>
  );
}

function FieldEdit({ field, row, start, onDone }: { field: Field; row: Row; start: Json | undefined; onDone: () => void }) {
  const { t } = useTranslation();
  const label = labelText(field.label, field.name);
  // What stood here when the pencil was taken: a change by others in the meantime must not become our base.
  const [base] = useState<Json>(() => row[field.name] ?? null);
  const [value, setValue] = useState<Json>(start === undefined ? base : start);
  const { submit, faults, saving } = useSave(row.type, row.id, [field]);
  const leave = useDirty(!same(value, base));
  const { Input } = kindOf(field.type);
  const latest = useRef(value);
  latest.current = value;

  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    leaveInput();
    const meant = dropEmpty(latest.current);
    setValue(meant); // so that the server's places are those on the screen
    if (!(await submit({ [field.name]: meant }, { [field.name]: base }))) return;
    leave();
    onDone();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape" && !event.nativeEvent.isComposing) {
      event.preventDefault();
      onDone();
    }
  };
  // What is wrong here stands at the input; only what belongs to no input needs a place of its own.
  const elsewhere = faults.filter((fault) => !faultsOf([fault], field.name).length);
  const form = useFaultFocus(faults);
  return (
    <form ref={form} className={styles.edit} data-field={field.name} onSubmit={(event) => void onSubmit(event)} onKeyDown={onKeyDown} noValidate>
      <div className={styles.label}>{label}</div>
      <div className={styles.input}>
        <div inert={saving}>
          <Input value={value} onChange={setValue} field={field} label={label} hideLabel autoFocus faults={faultsOf(faults, field.name)} row={row} />
        </div>
        {elsewhere.length > 0 && <Faults faults={elsewhere} />}
        <div className="k-row" onMouseDown={keepFocus}>
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
