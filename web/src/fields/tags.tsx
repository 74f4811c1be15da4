import { ActionIcon, Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Json } from "../lib/shapes";
import { Icon } from "../ui/icons";
import styles from "./fields.module.css";
import { mergeBag, noCheck, type FieldKind, type InputProps } from "./kind";
import { useFault } from "./useFault";

export const words = (value: Json | undefined) => (Array.isArray(value) ? (value as string[]) : []);
/** "VIP" and "vip" are one tag; the server folds accents as well. */
export const fold = (word: string) => word.normalize("NFKC").trim().toLowerCase();

export function addTag(tags: string[], typed: string): string[] {
  const fresh = typed
    .split(/[,，;；]/)
    .map((word) => word.trim())
    .filter(Boolean);
  return fresh.reduce((all, word) => (all.some((one) => fold(one) === fold(word)) ? all : [...all, word]), tags);
}

function Input({ value, onChange, label, hideLabel, autoFocus, faults }: InputProps) {
  const { t } = useTranslation();
  const fault = useFault(faults);
  const [typed, setTyped] = useState("");
  const tags = words(value);
  const add = () => {
    const next = addTag(tags, typed);
    if (next !== tags) onChange(next);
    setTyped("");
  };
  return (
    <div>
      {!hideLabel && <div className={styles.legend}>{label}</div>}
      <div className={styles.tags}>
        {tags.map((tag) => (
          <span key={tag} className={styles.tag}>
            {tag}
            <ActionIcon size={24} aria-label={t("field.removeTag", { tag })} onClick={() => onChange(tags.filter((one) => one !== tag))}>
              <Icon name="close" size={12} />
            </ActionIcon>
          </span>
        ))}
      </div>
      <div className={styles.pair}>
        <TextInput
          aria-label={t("field.newTag")}
          placeholder={t("field.addTag")}
          value={typed}
          maxLength={200}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.nativeEvent.isComposing || !typed.trim()) return;
            // The first Enter sets the tag, only the next one saves.
            event.preventDefault();
            event.stopPropagation();
            add();
          }}
          onBlur={add}
          error={fault("")}
          autoFocus={autoFocus ?? false}
          autoComplete="off"
        />
        <Button variant="default" onClick={add}>
          {t("common.ok")}
        </Button>
      </div>
    </div>
  );
}

export const tags: FieldKind = {
  Show: ({ value }) => (
    <span className={styles.tags}>
      {words(value).map((tag) => (
        <span key={tag} className={styles.tag}>
          {tag}
        </span>
      ))}
    </span>
  ),
  Input,
  check: noCheck,
  merge: (base, theirs, mine) => mergeBag(base, theirs, mine, fold),
};
