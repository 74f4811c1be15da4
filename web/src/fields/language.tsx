import { NativeSelect } from "@mantine/core";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { languageName, locale } from "../lib/format";
import { asText, type InputProps } from "./kind";
import { useFault } from "./useFault";

/** The languages people write letters in; what a record already has is offered as well, whatever it is. */
const codes = (
  "ar az be bg bn bs ca cs cy da de el en es et eu fa fi fr ga gl gu he hi hr hu hy id is it ja ka kk km kn ko ky lb lo lt lv mk ml mn mr ms mt my nb ne nl nn pa pl ps pt ro ru sk sl sq sr sv sw ta te tg th tk tl tr uk ur uz vi yue zh zu"
).split(" ");

export function LanguageInput({ value, onChange, label, hideLabel, autoFocus, faults }: InputProps) {
  const { t } = useTranslation();
  const fault = useFault(faults);
  const kept = asText(value);
  const here = locale();
  const data = useMemo(() => {
    const sorted = codes.map((code) => ({ value: code, label: languageName(code) })).sort((a, b) => a.label.localeCompare(b.label, here));
    const known = !kept || codes.includes(kept);
    return [{ value: "", label: t("field.empty") }, ...(known ? [] : [{ value: kept, label: languageName(kept) }]), ...sorted];
  }, [kept, here, t]);
  return (
    <NativeSelect
      label={hideLabel ? undefined : label}
      aria-label={label}
      value={kept}
      data={data}
      onChange={(event) => onChange(event.currentTarget.value || null)}
      error={fault("")}
      autoFocus={autoFocus ?? false}
    />
  );
}
