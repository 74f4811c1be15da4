import type { TFunction } from "i18next";
import { country } from "./format";
import type { Fault, Json } from "./shapes";

/** The sentence for a fault: ours by its code, else the server's own words. */
export function faultText(t: TFunction, fault: Fault): string {
  const params: Record<string, Json> = { ...fault.params };
  if (typeof params.country === "string") params.country = country(params.country);
  // "1 digit", "2 digits": the number in the sentence chooses its form.
  const count = params.missing ?? params.more;
  if (typeof count === "number") params.count = count;
  const key = `fault.${fault.code}`;
  const text = t(key, { ...params, defaultValue: "" });
  return text || fault.detail || t("fault.invalid");
}

/** The faults that belong to a field, with the field's own name cut off their place. */
export function faultsOf(faults: Fault[], field: string): Fault[] {
  return faults
    .map((fault) => ({ ...fault, place: fault.place.replace(/^(?:edits\[\d+\]\.)?(?:(?:patch|fields)\.)?/, "") }))
    .filter((fault) => fault.place === field || fault.place.startsWith(`${field}[`) || fault.place.startsWith(`${field}.`))
    .map((fault) => ({ ...fault, place: fault.place.slice(field.length).replace(/^\./, "") }));
}

/** The field a fault's place begins with; "" when it speaks of the whole record. */
export function fieldOf(place: string): string {
  const bare = place.replace(/^(?:edits\[\d+\]\.)?(?:(?:patch|fields)\.)?/, "");
  return /^[A-Za-z_]\w*/.exec(bare)?.[0] ?? "";
}
