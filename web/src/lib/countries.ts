/** Old and collective codes that Intl knows but nobody lives in. */
const notCountries = new Set(
  "AC AN BU CP CS CT DD DG DY EA EU EZ FQ FX HV IC JT MI NH NQ NT PC PU PZ QO QU RH SU TA TP UK UN VD WK XA XB YD YU ZR ZZ".split(" "),
);
const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
const codes = letters.flatMap((one) => letters.map((two) => one + two)).filter((code) => !notCountries.has(code));

function names(language: string): [string, string][] {
  const known = new Intl.DisplayNames([language], { type: "region", fallback: "none" });
  return codes.flatMap((code): [string, string][] => {
    const name = known.of(code);
    return name ? [[code, name]] : [];
  });
}

let known: Map<string, string> | null = null;

/** The two letters of a country named in German, English or Chinese; the text as typed when it is none. */
export function countryCode(text: string): string {
  const bare = text.trim();
  if (/^[A-Za-z]{2}$/.test(bare)) return bare.toUpperCase();
  known ??= new Map(["en", "de", "zh"].flatMap((language) => names(language).map(([code, name]) => [name.toLowerCase(), code])));
  return known.get(bare.toLowerCase()) ?? bare;
}

/** All countries by their names in a language, in its order: for a select. */
export function countriesIn(language: string): { value: string; label: string }[] {
  return names(language)
    .map(([value, label]) => ({ value, label }))
    .sort((a, b) => a.label.localeCompare(b.label, language));
}
