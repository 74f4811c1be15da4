import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { age, number as shown } from "../lib/format";
import { readNumber } from "../lib/numbers";
import type { Json } from "../lib/shapes";
import { asText, mergeOne, type FieldKind, type ShowProps } from "./kind";
import { useFault } from "./useFault";

/** A year or an identity is not grouped: "1980", not "1,980". */
const show = (value: Json, name: string) =>
  shown(Number(value), name.endsWith("year") ? { useGrouping: false } : { maximumFractionDigits: 20 });

function Show({ value, field, row }: ShowProps) {
  const { t } = useTranslation();
  if (value === null) return null;
  const years = field.name === "birth_year" ? age(null, Number(value)) : null;
  const words = row.birth_year_estimated ? "field.ageEstimated" : "field.age";
  return (
    <span className="k-figures">
      {show(value, field.name)}
      {years !== null && <span className="k-dim"> · {t(words, { n: years })}</span>}
    </span>
  );
}

export const number: FieldKind = {
  Show,
  Input({ value, onChange, label, hideLabel, autoFocus, faults }) {
    const fault = useFault(faults);
    // What is typed stays as typed; the value is what can be read of it.
    const [typed, setTyped] = useState(asText(value));
    return (
      <TextInput
        label={hideLabel ? undefined : label}
        aria-label={label}
        inputMode="decimal"
        value={typed}
        onChange={(event) => {
          const text = event.currentTarget.value;
          setTyped(text);
          onChange(readNumber(text));
        }}
        error={fault("")}
        autoFocus={autoFocus ?? false}
        autoComplete="off"
      />
    );
  },
  check: (value) => (typeof value === "string" && value !== "" ? [{ place: "", code: "not_a_number" }] : []),
  merge: mergeOne,
};
