import { useTranslation } from "react-i18next";
import { labelText } from "../lib/i18n";
import type { Field } from "../lib/shapes";

export const kindNames = (field: Field): string[] => (field.kinds ?? []).map((kind) => (typeof kind === "string" ? kind : kind.key));

/** What a kind is called: "work" is "Company address" beside an address and "Work" beside a number. */
export function useKindText(type: string): (kind: string) => string {
  const { t } = useTranslation();
  return (kind) => t(`${type === "addresses" ? "addressKind" : "kind"}.${kind}`, { defaultValue: labelText(kind) });
}
