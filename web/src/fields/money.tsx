import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { number as shown } from "../lib/format";
import { readNumber } from "../lib/numbers";
import type { Json } from "../lib/shapes";
import styles from "./fields.module.css";
import { mergeOne, type FieldKind } from "./kind";
import { useFault } from "./useFault";

type Money = { amount: string; currency: string };
const read = (value: Json) => value as unknown as Money | null;

export const money: FieldKind = {
  Show({ value }) {
    const sum = read(value);
    if (!sum) return null;
    const known = /^[A-Z]{3}$/.test(sum.currency) && Number.isFinite(Number(sum.amount));
    return <span className="k-figures">{known ? shown(Number(sum.amount), { style: "currency", currency: sum.currency }) : `${sum.amount} ${sum.currency}`}</span>;
  },
  Input({ value, onChange, label, hideLabel, autoFocus, faults }) {
    const { t } = useTranslation();
    const fault = useFault(faults);
    const [typed, setTyped] = useState(read(value)?.amount ?? "");
    const [currency, setCurrency] = useState(read(value)?.currency ?? "EUR");
    const put = (text: string, unit: string) => {
      const amount = readNumber(text);
      onChange(amount === null ? null : { amount: String(amount), currency: unit });
    };
    return (
      <div className={styles.pair}>
        <TextInput
          label={hideLabel ? undefined : label}
          aria-label={label}
          inputMode="decimal"
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            put(event.currentTarget.value, currency);
          }}
          error={fault("")}
          autoFocus={autoFocus ?? false}
        />
        <TextInput
          label={hideLabel ? undefined : t("field.currency")}
          aria-label={`${label}: ${t("field.currency")}`}
          value={currency}
          maxLength={3}
          onChange={(event) => {
            const unit = event.currentTarget.value.toUpperCase();
            setCurrency(unit);
            put(typed, unit);
          }}
        />
      </div>
    );
  },
  check(value) {
    const sum = read(value);
    if (!sum) return [];
    if (!/^[-+]?\d*\.?\d+$/.test(sum.amount)) return [{ place: "", code: "not_a_number" }];
    return /^[A-Z]{3}$/.test(sum.currency) ? [] : [{ place: ".currency", code: "currency" }];
  },
  merge: mergeOne,
};
