import { NativeSelect } from "@mantine/core";
import i18next from "i18next";
import { useTranslation } from "react-i18next";
import { tone } from "../lib/format";
import { labelText } from "../lib/i18n";
import type { Choice, Field, Json } from "../lib/shapes";
import styles from "./fields.module.css";
import { asText, mergeOne, noCheck, type FieldKind } from "./kind";
import { useFault } from "./useFault";

export function choiceText(field: Field | undefined, key: Json): string {
  const found = field?.choices?.find((choice) => choice.key === key);
  return found ? named(found) : asText(key);
}

/** A choice in the user's language; a retired one says so, for it can be chosen no more. */
function named(one: Choice): string {
  const label = labelText(one.label, one.key);
  return one.retired ? i18next.t("field.retired", { label }) : label;
}

/** Retired choices stay only where they are chosen already. */
export function offered(field: Field, chosen: Json[]): Choice[] {
  return (field.choices ?? []).filter((choice) => !choice.retired || chosen.includes(choice.key));
}

export const choice: FieldKind = {
  Show({ value, field }) {
    const color = field.choices?.find((one) => one.key === value)?.color;
    return (
      <span className={styles.choice}>
        {color && <span className={styles.dot} style={{ background: tone(color) }} aria-hidden="true" />}
        {choiceText(field, value)}
      </span>
    );
  },
  Input({ value, onChange, field, label, hideLabel, autoFocus, faults }) {
    const { t } = useTranslation();
    const fault = useFault(faults);
    const data = offered(field, [value]).map((one) => ({ value: one.key, label: named(one) }));
    if (value && !data.some((one) => one.value === value)) data.unshift({ value: String(value), label: String(value) });
    return (
      <NativeSelect
        label={hideLabel ? undefined : label}
        aria-label={label}
        value={asText(value)}
        data={field.required && value ? data : [{ value: "", label: t("field.empty") }, ...data]}
        onChange={(event) => onChange(event.currentTarget.value || null)}
        error={fault("")}
        autoFocus={autoFocus ?? false}
      />
    );
  },
  check: noCheck,
  merge: mergeOne,
};
