import { useTranslation } from "react-i18next";
import type { Json } from "../lib/shapes";
import { fold, useTagColors } from "../local/tags";
import { mergeBag, noCheck, type FieldKind, type InputProps, type ShowProps } from "./kind";
import fieldStyles from "./fields.module.css";
import styles from "./tags.module.css";
import { TagPicker } from "./TagPicker";
import { TagWord } from "./TagWord";
import { useFault } from "./useFault";

export const words = (value: Json | undefined) => (Array.isArray(value) ? (value as string[]) : []);

/** The tags with further ones; the same word in other letters is no further one. */
export function addTags(tags: string[], more: string[]): string[] {
  return more
    .map((word) => word.trim())
    .filter(Boolean)
    .reduce((all, word) => (all.some((one) => fold(one) === fold(word)) ? all : [...all, word]), tags);
}

function Show({ value }: ShowProps) {
  const colors = useTagColors();
  return (
    <span className={styles.tags}>
      {words(value).map((tag) => (
        <TagWord key={tag} tag={tag} color={colors[tag]} />
      ))}
    </span>
  );
}

function Input({ value, onChange, label, hideLabel, autoFocus, faults }: InputProps) {
  const { t } = useTranslation();
  const fault = useFault(faults);
  const colors = useTagColors();
  const tags = words(value);
  const add = (more: string[]) => {
    const next = addTags(tags, more);
    if (next.length !== tags.length) onChange(next);
  };
  return (
    <div>
      {!hideLabel && <div className={fieldStyles.legend}>{label}</div>}
      <div className={styles.tags}>
        {tags.map((tag) => (
          <TagWord key={tag} tag={tag} color={colors[tag]} onRemove={() => onChange(tags.filter((one) => one !== tag))} />
        ))}
      </div>
      <TagPicker label={t("field.newTag")} tags={tags} onAdd={add} autoFocus={autoFocus ?? false} error={fault("")} />
    </div>
  );
}

export const tags: FieldKind = { Show, Input, check: noCheck, merge: (base, theirs, mine) => mergeBag(base, theirs, mine, fold) };
