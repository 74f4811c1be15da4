import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import type { Label } from "./shapes";

export const languages = ["en", "de", "zh"] as const;
export type Language = (typeof languages)[number];
export const languageNames: Record<Language, string> = { en: "English", de: "Deutsch", zh: "中文" };

/** Each language is a chunk of its own: only the chosen one is loaded. */
const loaders: Record<Language, () => Promise<{ default: Record<string, unknown> }>> = {
  en: () => import("../i18n/en/index"),
  de: () => import("../i18n/de/index"),
  zh: () => import("../i18n/zh/index"),
};

/** Texts of the pages that are not first: they come with the page that needs them. */
const lateLoaders: typeof loaders = {
  en: () => import("../i18n/en/late"),
  de: () => import("../i18n/de/late"),
  zh: () => import("../i18n/zh/late"),
};
let late = false;

const remembered = "karteo.language";

export function asLanguage(text: string | null | undefined): Language | undefined {
  const short = text?.toLowerCase().slice(0, 2);
  return languages.find((language) => language === short);
}

export function currentLanguage(): Language {
  return asLanguage(i18next.language) ?? "en";
}

/** Starts the texts in the language remembered on this device, else the browser's. */
export async function startI18n(): Promise<void> {
  const wanted = asLanguage(localStorage.getItem(remembered)) ?? navigator.languages.map(asLanguage).find(Boolean) ?? "en";
  await i18next.use(initReactI18next).init({
    lng: wanted,
    fallbackLng: false,
    resources: { [wanted]: { translation: (await loaders[wanted]()).default } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  document.documentElement.lang = wanted;
}

export async function changeLanguage(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, "translation")) {
    i18next.addResourceBundle(language, "translation", (await loaders[language]()).default);
  }
  if (late) await addLate(language);
  localStorage.setItem(remembered, language);
  document.documentElement.lang = language;
  await i18next.changeLanguage(language);
}

async function addLate(language: Language): Promise<void> {
  if (!i18next.exists("late", { lng: language })) i18next.addResourceBundle(language, "translation", (await lateLoaders[language]()).default, true);
}

/** A page together with the late texts it speaks in. In: what loads the page. Out: the same, when both are there. */
export function withTexts<T>(load: () => Promise<T>): () => Promise<T> {
  return async () => {
    late = true;
    const [page] = await Promise.all([load(), addLate(currentLanguage())]);
    return page;
  };
}

/** The text of a label that comes with the data: a plain text, or one per language. */
export function labelText(label: Label | undefined, fallback = ""): string {
  if (!label) return fallback;
  if (typeof label === "string") return label;
  return label[currentLanguage()] || label.en || label.de || label.zh || fallback;
}
