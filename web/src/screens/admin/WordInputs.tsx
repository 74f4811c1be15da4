import { TextInput } from "@mantine/core";
import { languageNames, languages } from "../../lib/i18n";
import styles from "./Admin.module.css";
import type { Words } from "./options";

type Props = { name: string; label?: string; words: Required<Words>; onChange: (words: Required<Words>) => void };

/** The words of one thing in the three languages, beside each other. `label`: what they are, where that is not plain. */
export function WordInputs({ name, label, words, onChange }: Props) {
  return (
    <span className={styles.three} data-more={label ? "" : undefined}>
      {languages.map((language) => (
        <TextInput
          key={language}
          className={styles.word!}
          lang={language}
          label={label ? `${label} (${languageNames[language]})` : languageNames[language]}
          aria-label={`${languageNames[language]}: ${name}`}
          maxLength={100}
          value={words[language]}
          onChange={(event) => onChange({ ...words, [language]: event.currentTarget.value })}
        />
      ))}
    </span>
  );
}
