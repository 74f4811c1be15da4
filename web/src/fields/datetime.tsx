import { TextInput } from "@mantine/core";
import { dateTime } from "../lib/format";
import { asText, mergeOne, noCheck, type FieldKind } from "./kind";
import { useFault } from "./useFault";

/** The local wall clock for the input, from the moment in the data. */
function wall(text: string): string {
  const at = new Date(text);
  if (!text || Number.isNaN(at.getTime())) return "";
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

export const datetime: FieldKind = {
  Show: ({ value }) => <>{value ? dateTime(String(value)) : ""}</>,
  Input({ value, onChange, label, hideLabel, autoFocus, faults }) {
    const fault = useFault(faults);
    return (
      <TextInput
        type="datetime-local"
        label={hideLabel ? undefined : label}
        aria-label={label}
        value={wall(asText(value))}
        onChange={(event) => onChange(event.currentTarget.value ? new Date(event.currentTarget.value).toISOString() : null)}
        error={fault("")}
        autoFocus={autoFocus ?? false}
      />
    );
  },
  check: noCheck,
  merge: mergeOne,
};
