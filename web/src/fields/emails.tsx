import { TextInput } from "@mantine/core";
import type { Fault } from "../lib/shapes";
import { asText, type FieldKind, type InputProps, type ShowProps } from "./kind";
import { items, mergeItems } from "./items";
import { ItemsInput, type OneProps } from "./ItemsInput";
import { ItemsShow } from "./ItemsShow";
import { useFault } from "./useFault";

function One({ item, put, label, autoFocus, faults }: OneProps) {
  const fault = useFault(faults);
  return (
    <TextInput
      type="email"
      inputMode="email"
      aria-label={label}
      value={asText(item.value)}
      onChange={(event) => put(event.currentTarget.value)}
      error={fault("value") ?? fault("")}
      autoFocus={autoFocus}
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
    />
  );
}

export const emails: FieldKind = {
  Show: (props: ShowProps) => <ItemsShow {...props} href={(item) => `mailto:${asText(item.value)}`} />,
  Input: (props: InputProps) => (
    <ItemsInput {...props} text={(item) => asText(item.value)} fresh={() => ""}>
      {(one) => <One {...one} />}
    </ItemsInput>
  ),
  check: (value) =>
    items(value).flatMap((item, at): Fault[] =>
      /^[^\s@<>"]+@[^\s@<>".]+(\.[^\s@<>".]+)+$/.test(asText(item.value).trim()) ? [] : [{ place: `[${at}].value`, code: "email_invalid" }],
    ),
  merge: mergeItems,
};
