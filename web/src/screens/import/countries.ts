import { country } from "../../lib/format";

/** Codes of all countries, by their names in the user's language. In: one to have among them in any case. */
export function countries(also: string): string[] {
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  const codes = letters.flatMap((first) => letters.map((second) => first + second)).filter((code) => !/^(E[UZ]|UN|Q[M-Z]|X[A-JL-Z]|ZZ|A[AC]|CP|DG|EA|IC|TA)$/.test(code) && country(code) !== code);
  const named = [...new Set([...codes, also])].map((code) => [country(code), code] as const);
  return named.sort(([a], [b]) => a.localeCompare(b)).map(([, code]) => code);
}
