import { useTranslation } from "react-i18next";
import { changeLanguage, currentLanguage, languageNames, languages, type Language } from "../lib/i18n";
import styles from "./LanguageSwitch.module.css";

/** The three languages side by side, each in its own words; switches at once. */
export function LanguageSwitch({ onChosen }: { onChosen?: (language: Language) => void }) {
  const { t } = useTranslation();
  const choose = async (language: Language) => {
    await changeLanguage(language);
    onChosen?.(language);
  };
  return (
    <div className={styles.all} role="group" aria-label={t("login.language")}>
      {languages.map((language) => (
        <button key={language} type="button" lang={language} aria-pressed={language === currentLanguage()} className={styles.one} onClick={() => void choose(language)}>
          {languageNames[language]}
        </button>
      ))}
    </div>
  );
}
