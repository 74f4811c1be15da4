import { currentLanguage } from "./i18n";

const locales = { en: "en-GB", de: "de-DE", zh: "zh-CN" };
export const locale = () => locales[currentLanguage()];

export const number = (value: number, options?: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale(), options).format(value);

/** A date "2026-11-21", or a birthday without its year "--11-21". */
export function date(text: string): string {
  const bare = /^--(\d\d)-(\d\d)$/.exec(text);
  if (bare) {
    // 2000 is a leap year, so 29 February stays what it is.
    const day = new Date(Date.UTC(2000, Number(bare[1]) - 1, Number(bare[2])));
    return new Intl.DateTimeFormat(locale(), { day: "numeric", month: "long", timeZone: "UTC" }).format(day);
  }
  const day = new Date(`${text}T00:00:00Z`);
  return Number.isNaN(day.getTime()) ? text : new Intl.DateTimeFormat(locale(), { dateStyle: "medium", timeZone: "UTC" }).format(day);
}

export function dateTime(text: string): string {
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? text : new Intl.DateTimeFormat(locale(), { dateStyle: "medium", timeStyle: "short" }).format(at);
}

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

/** What the browser says of this moment, "now", is no answer to "when". */
const justNow = { en: "just now", de: "gerade eben", zh: "刚刚" };

/** "2 days ago", in the user's language. */
export function ago(text: string, now = Date.now()): string {
  const seconds = (new Date(text).getTime() - now) / 1000;
  if (Number.isNaN(seconds)) return "";
  const words = new Intl.RelativeTimeFormat(locale(), { numeric: "auto", style: "short" });
  for (const [unit, length] of steps) {
    if (Math.abs(seconds) >= length) return words.format(Math.trunc(seconds / length), unit);
  }
  return justNow[currentLanguage()];
}

/** The same in figures alone, of one width: for columns. */
export function figures(text: string): string {
  const day = new Date(`${text}T00:00:00Z`);
  if (Number.isNaN(day.getTime())) return date(text);
  return new Intl.DateTimeFormat(locale(), { year: "numeric", month: "2-digit", day: "2-digit", timeZone: "UTC" }).format(day);
}

const recently = 6 * 86_400_000;

/** When something was, as short as a column is: "2 hr. ago", but a date when it is longer ago than anybody counts days. */
export function when(text: string, now = Date.now()): string {
  return Math.abs(now - new Date(text).getTime()) < recently ? ago(text, now) : figures(text.slice(0, 10));
}

/** Several words one after another, with the sign that the language puts between them. */
export const listed = (words: string[]) => words.join(currentLanguage() === "zh" ? "、" : ", ");

/** A country's name in the user's language from its two letters; other text as it is. */
export function country(code: string): string {
  if (!/^[A-Z]{2}$/.test(code)) return code;
  return new Intl.DisplayNames([locale()], { type: "region", fallback: "code" }).of(code) ?? code;
}

/** Age in whole years today. */
export function age(birthDate: string | null | undefined, birthYear: number | null | undefined, now = new Date()): number | null {
  const full = /^(\d{4})-(\d\d)-(\d\d)$/.exec(birthDate ?? "");
  if (full) {
    const before = now.getMonth() + 1 < Number(full[2]) || (now.getMonth() + 1 === Number(full[2]) && now.getDate() < Number(full[3]));
    return now.getFullYear() - Number(full[1]) - (before ? 1 : 0);
  }
  return birthYear ? now.getFullYear() - birthYear : null;
}

/** A language's name in the user's language from its code; other text as it is. */
export function languageName(code: string): string {
  if (!/^[a-z]{2,3}(-[A-Za-z]{2,8})*$/.test(code)) return code;
  return new Intl.DisplayNames([locale()], { type: "language", fallback: "code" }).of(code) ?? code;
}

/** The dot beside a choice: plain colour names in tones that go with the rest; other values as they are. */
export function tone(color: string): string {
  const tones: Record<string, string> = { blue: "#3d7fc2", orange: "#d08a1d", red: "#cc4437", green: "#2f8a57", yellow: "#c9a513", gray: "#8a93a0", grey: "#8a93a0", purple: "#8259b8" };
  return tones[color] ?? color;
}
