import { TextInput } from "@mantine/core";
import type { Fault, Item } from "../lib/shapes";
import { asText, type FieldKind, type InputProps, type ShowProps } from "./kind";
import { items, mergeItems } from "./items";
import { ItemsInput, type OneProps } from "./ItemsInput";
import { ItemsShow } from "./ItemsShow";
import { useFault } from "./useFault";

interface Line {
  /** Decides which keyboard a phone opens. */
  type: "email" | "tel" | "text";
  inputMode: "email" | "tel" | "url";
  /** Where a click leads; nowhere without. */
  href: (item: Item) => string | undefined;
  outside?: boolean;
  figures?: boolean;
  /** The code of what is wrong with one value, as the server names it. */
  wrong: (text: string) => string | null;
}

/** A field of several values, each one line of text: e-mails, phones, links. */
export function lineItems({ type, inputMode, href, outside, figures, wrong }: Line): FieldKind {
  function One({ item, put, label, autoFocus, faults }: OneProps) {
    const fault = useFault(faults);
    return (
      <TextInput
        type={type}
        inputMode={inputMode}
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

  return {
    Show: (props: ShowProps) => <ItemsShow {...props} href={href} outside={outside} figures={figures} />,
    Input: (props: InputProps) => (
      <ItemsInput {...props} text={(item) => asText(item.value)} fresh={() => ""}>
        {(one) => <One {...one} />}
      </ItemsInput>
    ),
    check: (value) =>
      items(value).flatMap((item, at): Fault[] => {
        const code = wrong(asText(item.value).trim());
        return code ? [{ place: `[${at}].value`, code }] : [];
      }),
    merge: mergeItems,
  };
}
