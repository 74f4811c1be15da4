import { Button } from "@mantine/core";
import { useEffect, useRef, useState, type FormEvent, type KeyboardEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { kindOf } from "../fields";
import { dropEmpty } from "../fields/ItemsInput";
import { faultsOf } from "../lib/faults";
import { labelText } from "../lib/i18n";
import { same } from "../lib/same";
import type { Field, Row, Values } from "../lib/shapes";
import { bar } from "../ui/bar";
import { Faults } from "../ui/Faults";
import { AccessInput, accessFields } from "./AccessInput";
import { groupsOf, useGroupTitle } from "./groups";
import styles from "./RecordForm.module.css";
import { keepFocus, leaveInput } from "./leaveInput";
import { useDirty } from "./useDirty";
import { useSave } from "./useSave";

type Props = {
  title: string;
  saveText: string;
  fields: Field[];
  /** The record as it was when the form opened: what the edits are based on. */
  row: Row;
  created?: boolean;
  top?: (values: Values, put: (field: string, value: Values[string]) => void) => ReactNode;
  onDone: (saved: boolean) => void;
};

/** Every field of a record open at once; save and cancel stand at top and bottom. */
export function RecordForm({ title, saveText, fields, row, created = false, top, onDone }: Props) {
  const { t } = useTranslation();
  const [base] = useState<Values>(() => Object.fromEntries(fields.map((field) => [field.name, row[field.name] ?? null])));
  const [values, setValues] = useState<Values>(base);
  const { submit, faults, saving } = useSave(row.type, row.id, fields);
  const changed = fields.some((field) => !same(values[field.name], base[field.name]));
  const leave = useDirty(changed);
  const summary = useRef<HTMLDivElement>(null);
  const shown = { ...row, ...values } as Row;
  const put = (field: string, value: Values[string]) => setValues((now) => ({ ...now, [field]: value }));

  const heading = useRef<HTMLHeadingElement>(null);
  const access = accessFields(fields);
  const groupTitle = useGroupTitle(row.type);

  useEffect(() => {
    // A new page begins at its title; the focus must not be left on what is gone.
    heading.current?.focus({ preventScroll: true });
  }, []);
  useEffect(() => {
    if (!faults.length) return;
    summary.current?.scrollIntoView({ block: "start" });
    summary.current?.focus({ preventScroll: true });
  }, [faults]);

  const latest = useRef(values);
  latest.current = values;

  const onSubmit = async (event?: FormEvent) => {
    event?.preventDefault();
    leaveInput();
    const meant = Object.fromEntries(Object.entries(latest.current).map(([name, value]) => [name, dropEmpty(value)]));
    setValues(meant); // so that the server's places are those on the screen
    if (!(await submit(meant, created ? {} : base, { created }))) return;
    leave();
    onDone(true);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
      event.preventDefault();
      void onSubmit();
    } else if (event.key === "Escape" && !event.defaultPrevented) onDone(false);
  };
  const buttons = (
    <>
      <Button type="submit" loading={saving}>
        {saveText}
      </Button>
      <Button variant="default" onClick={() => onDone(false)}>
        {t("common.cancel")}
      </Button>
    </>
  );

  return (
    <form onSubmit={(event) => void onSubmit(event)} onKeyDown={onKeyDown} noValidate aria-label={title}>
      <div className={styles.top}>
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        <div className={styles.buttons}>{buttons}</div>
      </div>
      <div ref={summary} className={styles.summary} tabIndex={-1}>
        <Faults faults={faults} labels={(name) => labelText(fields.find((field) => field.name === name)?.label, name)} />
      </div>
      <div inert={saving}>
        {top?.(values, put)}
        {groupsOf(fields, shown, "all").map(([group, members]) => (
          <section key={group} className={`k-card ${styles.group}`} aria-label={groupTitle(group)}>
            <h2>{groupTitle(group)}</h2>
            <div className={styles.fields}>
              {members.map((field) => {
                const { Input } = kindOf(field.type);
                return (
                  <div key={field.name} data-field={field.name} data-type={field.type} className={styles.field}>
                    <Input
                      value={values[field.name] ?? null}
                      onChange={(value) => put(field.name, value)}
                      field={field}
                      label={labelText(field.label, field.name)}
                      faults={faultsOf(faults, field.name)}
                      row={shown}
                    />
                  </div>
                );
              })}
            </div>
          </section>
        ))}
        {access && (
          <section className={`k-card ${styles.group}`} aria-label={t("access.title")}>
            <h2>{t("access.title")}</h2>
            <AccessInput row={shown} fields={access} put={put} faults={faults} />
          </section>
        )}
      </div>
      <div ref={bar} className={styles.bottom} onMouseDown={keepFocus}>
        {buttons}
      </div>
    </form>
  );
}
