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
      type="tel"
      inputMode="tel"
      aria-label={label}
      value={asText(item.value)}
      onChange={(event) => put(event.currentTarget.value)}
      error={fault("value") ?? fault("")}
      autoFocus={autoFocus}
      autoComplete="off"
    />
  );
}

/** Only what no number plan allows; how many digits a country wants is the server's to say. */
function wrong(text: string): string | null {
  const plain = text.normalize("NFKC");
  const digits = plain.replace(/\D/g, "").length;
  if (digits === 0 || plain.replace(/ext|x/gi, "").replace(/[^\p{L}]/gu, "").length > 3) return "phone_invalid";
  return null;
}

export const phones: FieldKind = {
  Show: (props: ShowProps) => <ItemsShow {...props} figures href={(item) => `tel:${asText(item.value).replace(/[^\d+*#,;]/g, "")}`} />,
  Input: (props: InputProps) => (
    <ItemsInput {...props} text={(item) => asText(item.value)} fresh={() => ""}>
      {(one) => <One {...one} />}
    </ItemsInput>
  ),
  check: (value) =>
    items(value).flatMap((item, at): Fault[] => {
      const code = wrong(asText(item.value));
      return code ? [{ place: `[${at}].value`, code }] : [];
    }),
  merge: mergeItems,
};
