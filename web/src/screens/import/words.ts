import type { TFunction } from "i18next";
import type { Of, Refused } from "./shapes";

/** Why a cell, or with column -1 a whole row, is not taken. */
export function refusedText(t: TFunction, fault: Refused): string {
  const reason = fault.detail || t(`fault.${fault.code}`, { ...fault.params, defaultValue: t("fault.invalid") });
  if (fault.column < 0) return reason;
  return t("import.cell", { header: fault.header, value: fault.value.length > 60 ? `${fault.value.slice(0, 60)}…` : fault.value, reason });
}

/** What a row is a double of, or which record it fits. */
export function ofText(t: TFunction, verdict: string, of: Of | null): string {
  if (!of) return "";
  if (of.line !== undefined) return t("import.doubleOf", { line: of.line });
  if (!of.name) return "";
  return t(of.deleted ? "import.inBin" : of.same || verdict === "update" || verdict === "unchanged" || verdict === "skipped" ? "import.sameAs" : "import.likeName", { name: of.name });
}
