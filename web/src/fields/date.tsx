import { TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { age, date as shown } from "../lib/format";
import { asText, mergeOne, noCheck, type FieldKind, type ShowProps } from "./kind";
import { useFault } from "./useFault";

function Show({ value, field }: ShowProps) {
  const { t } = useTranslation();
  if (!value) return null;
  const years = field.name === "birth_date" ? age(String(value), null) : null;
  return (
    <>
      {shown(String(value))}
      {years !== null && <span className="k-dim"> · {t("field.age", { n: years })}</span>}
    </>
  );
}

export const date: FieldKind = {
  Show,
  Input({ value, onChange, label, hideLabel, autoFocus, faults }) {
    const fault = useFault(faults);
    const text = asText(value);
    // A birthday without its year fits no calendar; it is edited as text.
    const bare = text.startsWith("--");
    return (
      <TextInput
        type={bare ? "text" : "date"}
        label={hideLabel ? undefined : label}
        aria-label={label}
        value={text}
        onChange={(event) => onChange(event.currentTarget.value || null)}
        error={fault("")}
        autoFocus={autoFocus ?? false}
      />
    );
  },
  check: (value) => (value && !/^(\d{4}|-)-\d\d-\d\d$/.test(String(value)) ? [{ place: "", code: "not_a_date" }] : noCheck()),
  merge: mergeOne,
};
