import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { kindOf } from "../../fields";
import { asText } from "../../fields/kind";
import { country } from "../../lib/format";
import { countryCode } from "../../lib/countries";
import { isId } from "../../lib/ids";
import { labelText } from "../../lib/i18n";
import { readNumber } from "../../lib/numbers";
import type { Choice, Field, Json } from "../../lib/shapes";
import { useSchema } from "../../local/schema";
import { offerTags } from "../../local/tags";
import styles from "./FilterBar.module.css";
import { FilterDay } from "./FilterDay";
import { isDay } from "./filterText";

type Props = {
  field: Field;
  part: string | undefined;
  op: string;
  label: string;
  value: Json;
  onChange: (value: Json) => void;
  /** Chosen from a list: nothing more has to be said. */
  onPick: (value: Json) => void;
  invalid: string | undefined;
};
type Option = { value: string | boolean; label: string };

/** Whether a question takes one value, a list of them, or two ends. */
export function inputOf(_field: Field, op: string): "one" | "some" | "two" {
  return op === "between" ? "two" : op === "in" || op === "has_any" || op === "has_all" ? "some" : "one";
}

/** The input for a filter's value, as its field has it. */
export function FilterValue({ field, part, op, label, value, onChange, onPick, invalid }: Props) {
  const { t } = useTranslation();
  const options = useOptions(field);
  const many = inputOf(field, op);
  const common = { className: styles.input, "aria-label": label, "aria-invalid": Boolean(invalid) || undefined, "aria-describedby": invalid, autoComplete: "off", autoFocus: true } as const;

  if (isDay(field)) return <FilterDay label={label} op={op} value={value} onChange={onChange} common={common} />;
  if (options && many === "some") {
    const chosen = Array.isArray(value) ? value : [];
    return (
      <fieldset className={styles.set}>
        <legend className="k-hidden">{label}</legend>
        {options.map((one) => (
          <label key={String(one.value)}>
            <input type="checkbox" checked={chosen.includes(one.value)} onChange={(event) => onChange(event.currentTarget.checked ? [...chosen, one.value] : chosen.filter((other) => other !== one.value))} />
            {one.label}
          </label>
        ))}
      </fieldset>
    );
  }
  if (options)
    return (
      <select {...common} value={value === null ? "" : String(value)} onChange={(event) => onPick(options.find((one) => String(one.value) === event.currentTarget.value)!.value)}>
        <option value="" disabled>
          {t("field.choose")}
        </option>
        {options.map((one) => (
          <option key={String(one.value)} value={String(one.value)}>
            {one.label}
          </option>
        ))}
      </select>
    );
  if (field.type === "link") {
    const { Input } = kindOf("link");
    return <Input value={value} onChange={(next) => (isId(asText(next)) ? onPick : onChange)(next)} field={field} label={label} hideLabel autoFocus faults={[]} row={{ type: "contact", id: "" }} />;
  }
  if (field.type === "tags") return <TagWords common={common} many={many === "some"} value={value} onChange={onChange} />;
  if (field.type === "number" || field.type === "money") {
    const ends = Array.isArray(value) ? value : [value];
    if (many !== "two") return <Figure common={common} value={value} onChange={onChange} />;
    return (
      <>
        <Figure common={{ ...common, "aria-label": t("filters.from", { label }) }} value={ends[0] ?? null} onChange={(from) => onChange([from, ends[1] ?? null])} />
        <Figure common={{ ...common, "aria-label": t("filters.to", { label }), autoFocus: false }} value={ends[1] ?? null} onChange={(to) => onChange([ends[0] ?? null, to])} />
      </>
    );
  }
  const code = part === "country";
  return <input {...common} type="text" defaultValue={code ? country(String(value ?? "")) : String(value ?? "")} onChange={(event) => onChange(code ? countryCode(event.currentTarget.value) : event.currentTarget.value)} enterKeyHint="done" />;
}

/** What there is to choose from; null when something is typed. Retired choices still stand on records. */
function useOptions(field: Field): Option[] | null {
  const { t } = useTranslation();
  const schema = useSchema();
  switch (field.type) {
    case "choice":
    case "multichoice":
      return (field.choices?.length ? field.choices : (schema?.lists[field.name] ?? [])).map((one: Choice) => ({ value: one.key, label: labelText(one.label, one.key) }));
    case "user":
    case "users":
      return [{ value: "me", label: t("filters.me") }, ...(schema?.users ?? []).map((user) => ({ value: user.id, label: user.name }))];
    case "boolean":
      return [
        { value: true, label: t("common.yes") },
        { value: false, label: t("common.no") },
      ];
  }
  return null;
}

type Common = React.InputHTMLAttributes<HTMLInputElement>;

/** A number as people of this language type it; the text itself while it is none. */
function Figure({ common, value, onChange }: { common: Common; value: Json; onChange: (value: Json) => void }) {
  const [text, setText] = useState(value === null ? "" : String(value));
  return (
    <input
      {...common}
      type="text"
      inputMode="decimal"
      size={8}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        onChange(readNumber(event.currentTarget.value));
      }}
    />
  );
}

/** A tag, or several with commas between; those in use are offered. */
function TagWords({ common, many, value, onChange }: { common: Common; many: boolean; value: Json; onChange: (value: Json) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState(Array.isArray(value) ? value.join(", ") : String(value ?? ""));
  const [known, setKnown] = useState<string[]>([]);
  useEffect(() => {
    const stop = new AbortController();
    offerTags("", stop.signal).then((tags) => setKnown(tags.map((tag) => tag.label)), () => undefined);
    return () => stop.abort();
  }, []);
  const put = (next: string) => {
    setText(next);
    onChange(many ? next.split(/[,，、]/).map((word) => word.trim()).filter(Boolean) : next);
  };
  return (
    <>
      <input {...common} type="text" list="filter-tags" value={text} onChange={(event) => put(event.currentTarget.value)} placeholder={many ? t("filters.commas") : undefined} enterKeyHint="done" />
      <datalist id="filter-tags">
        {known.map((tag) => (
          <option key={tag} value={tag} />
        ))}
      </datalist>
    </>
  );
}
