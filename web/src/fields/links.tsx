import { TextInput } from "@mantine/core";
import type { Fault, Item } from "../lib/shapes";
import { asText, type FieldKind, type InputProps, type ShowProps } from "./kind";
import { items, mergeItems } from "./items";
import { ItemsInput, type OneProps } from "./ItemsInput";
import { ItemsShow } from "./ItemsShow";
import { useFault } from "./useFault";

function One({ item, put, label, autoFocus, faults }: OneProps) {
  const fault = useFault(faults);
  return (
    <TextInput
      type="text"
      inputMode="url"
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

/** Where a click leads: only to the web, never to another scheme; a bare profile name leads nowhere. */
export function target(item: Item): string | undefined {
  const text = asText(item.value).trim();
  if (/^https?:\/\//i.test(text)) return text;
  if (/^[a-z][a-z0-9+.-]*:/i.test(text)) return undefined;
  return /^[^\s/@]+\.[^\s/@]{2,}(\/\S*)?$/.test(text) ? `https://${text}` : undefined;
}

export const links: FieldKind = {
  Show: (props: ShowProps) => <ItemsShow {...props} href={target} outside />,
  Input: (props: InputProps) => (
    <ItemsInput {...props} text={(item) => asText(item.value)} fresh={() => ""}>
      {(one) => <One {...one} />}
    </ItemsInput>
  ),
  check: (value) =>
    items(value).flatMap((item, at): Fault[] => {
      const text = asText(item.value).trim();
      const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase();
      const bad = /[\s<>"]/.test(text) || (scheme !== undefined && scheme !== "http" && scheme !== "https");
      return bad ? [{ place: `[${at}].value`, code: "link_invalid" }] : [];
    }),
  merge: mergeItems,
};
