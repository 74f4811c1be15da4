import { TextInput } from "@mantine/core";
import { languageName } from "../lib/format";
import { asText, mergeOne, noCheck, type FieldKind, type InputProps } from "./kind";
import { LanguageInput } from "./language";
import { useFault } from "./useFault";

/** What a phone's keyboard and the browser's own completion should know about a name or an address. */
const completions: Record<string, string> = { first_name: "off", last_name: "off", company_name: "off" };

function Line({ value, onChange, field, label, hideLabel, autoFocus, faults }: InputProps) {
  const fault = useFault(faults);
  return (
    <TextInput
      label={hideLabel ? undefined : label}
      aria-label={label}
      value={asText(value)}
      onChange={(event) => onChange(event.currentTarget.value || null)}
      error={fault("")}
      data-autofocus={autoFocus || undefined}
      autoFocus={autoFocus ?? false}
      autoComplete={completions[field.name] ?? "off"}
      maxLength={2000}
      required={field.required ?? false}
      withAsterisk={false}
    />
  );
}

export const text: FieldKind = {
  Show: ({ value, field }) => <>{field.name === "language" ? languageName(asText(value)) : asText(value)}</>,
  Input: (props) => (props.field.name === "language" ? <LanguageInput {...props} /> : <Line {...props} />),
  check: noCheck,
  merge: mergeOne,
};
