import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { countryCode } from "../lib/countries";
import { country } from "../lib/format";
import { isEmpty } from "../lib/same";
import type { Fault, Item, Json } from "../lib/shapes";
import styles from "./fields.module.css";
import { type FieldKind, type InputProps, type ShowProps } from "./kind";
import { items, mergeItems } from "./items";
import { ItemsInput, type OneProps } from "./ItemsInput";
import { ItemsShow } from "./ItemsShow";
import { useFault } from "./useFault";

export const parts = ["street", "extra", "po_box", "postcode", "city", "region", "country"] as const;
type Address = Partial<Record<(typeof parts)[number], string>>;
const read = (value: Json): Address => (value && typeof value === "object" && !Array.isArray(value) ? (value as Address) : {});

/** The lines of an envelope, in the order the country writes them. */
export function addressLines(value: Json): string[] {
  const { street, extra, po_box, postcode, city, region, country: land } = read(value);
  const chinese = land === "CN" || /\p{Script=Han}/u.test(`${city ?? ""}${street ?? ""}`);
  const name = land ? country(land) : "";
  if (chinese) return [[postcode, name].filter(Boolean).join(" "), [region, city, street, extra, po_box].filter(Boolean).join("")].filter(Boolean);
  const town = [postcode, city].filter(Boolean).join(" ");
  return [street, extra, po_box, [town, region].filter(Boolean).join(", "), name].filter((line): line is string => Boolean(line));
}

/** Shown by its name, kept by its two letters; read when the field is left, not at every letter. */
function Country({ value, onChange, label, long, error }: { value: string; onChange: (code: string) => void; label: string; long: string; error: string | undefined }) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <TextInput
      data-part="country"
      label={label}
      aria-label={long}
      value={typed ?? country(value)}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        onChange(countryCode(event.currentTarget.value));
      }}
      onBlur={() => setTyped(null)}
      error={error}
      autoComplete="off"
    />
  );
}

function One({ item, put, label, autoFocus, faults }: OneProps) {
  const { t } = useTranslation();
  const exact = useFault(faults);
  // A fault of one part stands at that part; the rest, of the address as a whole, at its first line.
  const whole = useFault(faults.filter((one) => !parts.some((part) => one.place === `value.${part}`)).map((one) => ({ ...one, place: "" })))("");
  const address = read(item.value);
  const set = (part: (typeof parts)[number], text: string) => {
    const next: Address = { ...address, [part]: text };
    if (!text) delete next[part];
    put(next as Json);
  };
  return (
    <div className={styles.address}>
      {parts.slice(0, -1).map((part) => (
        <TextInput
          key={part}
          data-part={part}
          label={t(`field.${part}`)}
          aria-label={`${label}: ${t(`field.${part}`)}`}
          value={address[part] ?? ""}
          onChange={(event) => set(part, event.currentTarget.value)}
          error={exact(`value.${part}`) ?? (part === "street" ? whole : undefined)}
          autoFocus={autoFocus && part === "street"}
          autoComplete="off"
        />
      ))}
      <Country
        label={t("field.country")}
        long={`${label}: ${t("field.country")}`}
        value={address.country ?? ""}
        onChange={(code) => set("country", code)}
        error={exact("value.country")}
      />
    </div>
  );
}

const text = (item: Item) => addressLines(item.value).join(", ");

export const addresses: FieldKind = {
  Show: (props: ShowProps) => (
    <ItemsShow {...props}>
      {(item) => (
        <span className={styles.lines}>{addressLines(item.value).join("\n")}</span>
      )}
    </ItemsShow>
  ),
  Input: (props: InputProps) => (
    <ItemsInput {...props} text={text} fresh={() => ({})}>
      {(one) => <One {...one} />}
    </ItemsInput>
  ),
  check: (value) =>
    items(value).flatMap((item, at): Fault[] => (Object.values(read(item.value)).every(isEmpty) ? [{ place: `[${at}].value`, code: "required" }] : [])),
  merge: mergeItems,
};
