import { Button } from "@mantine/core";
import { useId, useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { isId } from "../../lib/ids";
import type { Clause, Field, Json } from "../../lib/shapes";
import { useSchema } from "../../local/schema";
import styles from "./FilterBar.module.css";
import { fieldOf, headText } from "./fields";
import { FilterValue, inputOf } from "./FilterValue";
import { isDay } from "./filterText";

type Props = { clause: Clause; onDone: (clause: Clause) => void; onCancel: () => void };

/** Asks how and for what to filter by one field. What was typed stays until the filter stands. */
export function FilterForm({ clause, onDone, onCancel }: Props) {
  const { t } = useTranslation();
  const schema = useSchema();
  const id = useId();
  const [base = "", part] = clause.field.split(".");
  const field = fieldOf(schema, base);
  const [op, setOp] = useState(clause.op);
  const [value, setValue] = useState<Json>(clause.value ?? null);
  const [missing, setMissing] = useState(false);
  if (!field) return null;

  const label = part ? t(`field.${part}`) : headText(t, schema, base);
  const day = isDay(field);
  const word = (name: string) => t(day && t(`filters.dayOp.${name}`, { defaultValue: "" }) ? `filters.dayOp.${name}` : `filters.op.${name}`, { defaultValue: name });
  const bare = op === "empty" || op === "filled";

  const done = (wanted: Json) => {
    const settled = settle(wanted, op, field);
    if (!bare && settled === undefined) return setMissing(true);
    onDone(bare ? { field: clause.field, op } : { field: clause.field, op, value: settled! });
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    done(value);
  };
  const onOp = (next: string) => {
    // One value becomes the first of several, and the other way round: nothing is asked twice.
    const [before, after] = [inputOf(field, op), inputOf(field, next)];
    if (before !== after) setValue((now) => (after === "one" ? (Array.isArray(now) ? (now[0] ?? null) : now) : Array.isArray(now) ? now : now === null ? null : [now]));
    setOp(next);
  };
  return (
    <form className={styles.form} onSubmit={onSubmit} onKeyDown={(event) => event.key === "Escape" && onCancel()} aria-label={t("filters.by", { label })}>
      <span className={styles.field}>{label}</span>
      <select className={styles.input} aria-label={t("filters.how", { label })} value={op} onChange={(event) => onOp(event.currentTarget.value)}>
        {operatorsOf(field, part).map((name) => (
          <option key={name} value={name}>
            {word(name)}
          </option>
        ))}
      </select>
      {!bare && (
        <FilterValue
          field={field}
          part={part}
          op={op}
          label={label}
          value={value}
          onChange={(next) => {
            setMissing(false);
            setValue(next);
          }}
          onPick={done}
          invalid={missing ? `${id}-missing` : undefined}
        />
      )}
      <Button type="submit" size="compact-sm">
        {t("filter.apply")}
      </Button>
      <Button variant="subtle" size="compact-sm" onClick={onCancel}>
        {t("common.cancel")}
      </Button>
      {missing && (
        <span id={`${id}-missing`} role="alert" className={styles.wrong}>
          {t(value === null || value === "" ? "filters.missing" : "filters.unreadable")}
        </span>
      )}
    </form>
  );
}

/** What is offered: of text not the list of equal words, which only programs send. */
function operatorsOf(field: Field, part: string | undefined): string[] {
  const all = field.operators ?? [];
  if (part === "country") return ["is", "empty", "filled"];
  if (field.type === "photo") return ["filled", "empty"];
  return field.type === "text" || field.type === "longtext" || field.type === "number" || field.type === "link" ? all.filter((op) => op !== "in") : all;
}

/** The value as the server takes it; undefined when something is missing or cannot be read. */
function settle(value: Json, op: string, field: Field): Json | undefined {
  const numeric = field.type === "number" || field.type === "money";
  if (Array.isArray(value)) {
    const some = value.filter((one) => one !== null && one !== "");
    if (!some.length || (op === "between" && some.length < 2) || (numeric && some.some((one) => typeof one !== "number"))) return undefined;
    return some;
  }
  if (typeof value === "string") return value.trim() && !numeric && (field.type !== "link" || isId(value)) ? value.trim() : undefined;
  return value === null ? undefined : value;
}
