import { TextInput } from "@mantine/core";
import { languageNames, languages } from "../../lib/i18n";
import styles from "./Admin.module.css";
import type { Words } from "./options";

type Props = { label: string; value: Required<Words>; onChange: (value: Required<Words>) => void; error: string | undefined; place?: string; autoFocus?: boolean };

/** A name in every language, one input each. `error` stands at the first, `place` is the field's for whoever looks for it. */
export function WordsInput({ label, value, onChange, error, place, autoFocus = false }: Props) {
  return (
    <div className={styles.words} data-field={place}>
      {languages.map((language, at) => (
        <TextInput
          key={language}
          lang={language}
          label={`${label} (${languageNames[language]})`}
          maxLength={100}
          autoFocus={autoFocus && at === 0}
          value={value[language]}
          error={at === 0 && error}
          onChange={(event) => onChange({ ...value, [language]: event.currentTarget.value })}
        />
      ))}
    </div>
  );
}
