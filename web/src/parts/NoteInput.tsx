import { Textarea } from "@mantine/core";
import { useId, useRef, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { useSchema } from "../local/schema";
import { insert, mentionAt, suggest } from "./mentions";
import styles from "./Notes.module.css";

type Props = { value: string; onChange: (text: string) => void; onSave: () => void; onEscape: () => void; label: string; placeholder?: string; autoFocus?: boolean };

/** Where a note is written: @ offers the colleagues, Ctrl or ⌘ with Enter saves. */
export function NoteInput({ value, onChange, onSave, onEscape, label, placeholder, autoFocus }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const [caret, setCaret] = useState<number | null>(null);
  const [at, setAt] = useState(0);
  const people = useSchema()?.users ?? [];
  const begun = caret === null ? null : mentionAt(value, caret);
  const offered = begun ? suggest(people, begun.query) : [];

  const choose = (name: string) => {
    if (!begun || caret === null) return;
    const next = insert(value, begun.from, caret, name);
    onChange(next.text);
    setCaret(null);
    requestAnimationFrame(() => area.current?.setSelectionRange(next.caret, next.caret));
    area.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) onSave();
    else if (offered.length && event.key === "ArrowDown") setAt((at + 1) % offered.length);
    else if (offered.length && event.key === "ArrowUp") setAt((at + offered.length - 1) % offered.length);
    else if (offered.length && (event.key === "Enter" || event.key === "Tab")) choose(offered[Math.min(at, offered.length - 1)]!.name);
    else if (offered.length && event.key === "Escape") setCaret(null);
    else if (event.key === "Escape") onEscape();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className={styles.input}>
      <Textarea
        ref={area}
        aria-label={label}
        aria-autocomplete="list"
        aria-controls={offered.length ? id : undefined}
        aria-activedescendant={offered.length ? `${id}-${at}` : undefined}
        placeholder={placeholder}
        value={value}
        rows={Math.min(12, Math.max(3, value.split("\n").length + 1))}
        onChange={(event) => {
          onChange(event.currentTarget.value);
          setCaret(event.currentTarget.selectionStart);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
        onBlur={() => setCaret(null)}
        autoFocus={autoFocus ?? false}
      />
      {offered.length > 0 && (
        <ul id={id} role="listbox" aria-label={t("note.colleagues")} className={styles.people}>
          {offered.map((one, index) => (
            <li key={one.id} id={`${id}-${index}`} role="option" aria-selected={index === at} onMouseDown={(event) => event.preventDefault()} onClick={() => choose(one.name)}>
              {one.name}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
