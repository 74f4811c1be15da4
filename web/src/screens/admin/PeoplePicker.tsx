import { Checkbox, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import styles from "./People.module.css";
import { fold, type Member } from "./staff";

type Props = { label: string; people: Member[]; value: string[]; onChange: (value: string[]) => void };

/** Many people to tick, with a search over them. Who has left stands there only while he is still chosen. */
export function PeoplePicker({ label, people, value, onChange }: Props) {
  const { t } = useTranslation();
  const [words, setWords] = useState("");
  // In the order of the beginning: a line must not jump away under the finger that ticks it.
  const [first] = useState(() => new Set(value));
  const known = people.filter((one) => one.active || first.has(one.id)).toSorted((a, b) => Number(first.has(b.id)) - Number(first.has(a.id)));
  const shown = known.filter((one) => fold(`${one.name} ${one.email}`).includes(fold(words.trim())));
  return (
    <fieldset className={styles.ticks}>
      <legend>
        {label} <span className="k-dim">({t("teams.chosen", { count: value.length })})</span>
      </legend>
      <div className="k-stack">
        {known.length > 8 && <TextInput type="search" aria-label={t("teams.search")} placeholder={t("teams.search")} value={words} onChange={(event) => setWords(event.currentTarget.value)} />}
        <div className={styles.picker}>
          {!shown.length && <span className="k-dim">{t("teams.noHit")}</span>}
          {shown.map((one) => (
            <Checkbox
              key={one.id}
              label={one.active ? one.name || one.email : `${one.name || one.email} (${t("teams.gone")})`}
              checked={value.includes(one.id)}
              onChange={(event) => onChange(event.currentTarget.checked ? [...value, one.id] : value.filter((id) => id !== one.id))}
            />
          ))}
        </div>
      </div>
    </fieldset>
  );
}
