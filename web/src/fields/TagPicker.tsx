import { Button, TextInput } from "@mantine/core";
import { useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { number } from "../lib/format";
import { fold, offerTags, type Tag } from "../local/tags";
import styles from "./tags.module.css";
import { TagDot } from "./TagWord";

type Props = {
  label: string;
  /** What is set already is not offered again. */
  tags: string[];
  onAdd: (words: string[]) => void;
  autoFocus?: boolean;
  error?: string | undefined;
};

/** Adds tags one after the other: picked from those there are, or typed anew. Lines pasted together become a tag each. */
export function TagPicker({ label, tags, onAdd, autoFocus = false, error }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const box = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState("");
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(-1);
  const [found, setFound] = useState<Tag[]>([]);
  const offers = found.filter((tag) => !tags.some((word) => fold(word) === tag.key));
  const shown = open && offers.length > 0;

  useEffect(() => {
    if (!open) return;
    const stop = new AbortController();
    const timer = setTimeout(
      () =>
        offerTags(typed, stop.signal)
          .then((tags) => {
            setFound(tags);
            setAt(-1);
          })
          .catch(() => undefined), // nothing is offered, typing works
      typed ? 120 : 0,
    );
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [typed, open]);

  const add = (words: string[]) => {
    const fresh = words.map((word) => word.trim()).filter(Boolean);
    if (fresh.length) onAdd(fresh);
    setTyped("");
    setAt(-1);
  };
  return (
    <div className={styles.picker}>
      <div className={styles.pair}>
        <TextInput
          ref={box}
          className={styles.box!}
          role="combobox"
          aria-label={label}
          aria-expanded={shown}
          aria-controls={id}
          aria-activedescendant={shown && at >= 0 ? `${id}-${at}` : undefined}
          aria-autocomplete="list"
          placeholder={t("field.addTag")}
          value={typed}
          maxLength={80}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setOpen(true);
          }}
          onPaste={(event) => {
            const lines = event.clipboardData.getData("text").split(/[\n\t]+/);
            if (lines.filter((line) => line.trim()).length < 2) return;
            event.preventDefault();
            add(lines);
          }}
          onFocus={() => setOpen(true)}
          onBlur={() => {
            setOpen(false);
            add([typed]);
          }}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return;
            if (event.key === "ArrowDown" && shown) setAt((at + 1) % offers.length);
            else if (event.key === "ArrowUp" && shown) setAt(at <= 0 ? offers.length - 1 : at - 1);
            else if (event.key === "Escape" && shown) setOpen(false);
            // The first Enter sets the tag, only the next one saves.
            else if (event.key === "Enter" && (typed.trim() || (shown && at >= 0))) add([shown && at >= 0 ? offers[at]!.label : typed]);
            else return;
            event.preventDefault();
            event.stopPropagation();
          }}
          error={error}
          autoFocus={autoFocus}
          autoComplete="off"
          enterKeyHint="done"
        />
        <Button variant="default" onMouseDown={(event) => event.preventDefault()} onClick={() => add([typed])}>
          {t("common.ok")}
        </Button>
      </div>
      <ul id={id} role="listbox" aria-label={t("field.tagsThere")} className={styles.offers} hidden={!shown}>
        {offers.map((tag, index) => (
          <li
            key={tag.key}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === at}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => {
              add([tag.label]);
              box.current?.focus();
            }}
          >
            <span className={styles.word}>
              <TagDot color={tag.color} />
              {tag.label}
            </span>
            <span className="k-dim k-figures">{tag.exact ? number(tag.count) : t("field.moreThan", { n: number(tag.count) })}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
