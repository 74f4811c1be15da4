import { useNavigate } from "@tanstack/react-router";
import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { find } from "../local/rows";
import type { Row } from "../lib/shapes";
import { Icon } from "./icons";
import { useKeys } from "./keys";
import styles from "./SearchBox.module.css";

type Hit = { row: Row; near: boolean };

/** The search on every page: shows hits while typing, Enter opens the list of all of them. */
export function SearchBox() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [text, setText] = useState("");
  const [hits, setHits] = useState<Hit[]>([]);
  /** The words that nobody was found by. */
  const [none, setNone] = useState("");
  const [at, setAt] = useState(-1);
  const [open, setOpen] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();

  useKeys({ "/": () => input.current?.focus(), "mod+k": () => input.current?.focus() });

  useEffect(() => {
    const q = text.trim();
    setAt(-1);
    if (!q) return setHits([]);
    const stop = new AbortController();
    const timer = setTimeout(() => {
      find(q, 8, stop.signal)
        .then(({ rows, near }) => {
          setHits([...rows.map((row) => ({ row, near: false })), ...near.map((row) => ({ row, near: true }))]);
          setNone(rows.length + near.length ? "" : q);
        })
        .catch(() => undefined); // the list behind Enter says what is wrong
    }, 120);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [text]);

  const leave = () => {
    setOpen(false);
    setText("");
    input.current?.blur();
  };
  const openHit = (hit: Hit) => {
    leave();
    void navigate({ to: "/contacts/$id", params: { id: hit.row.id } });
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown") setAt((now) => Math.min(now + 1, hits.length - 1));
    else if (event.key === "ArrowUp") setAt((now) => Math.max(now - 1, -1));
    else if (event.key === "Escape") leave();
    else if (event.key === "Enter") {
      const hit = hits[at];
      if (hit) openHit(hit);
      else if (text.trim()) {
        void navigate({ to: "/contacts", search: { q: text.trim() } });
        leave();
      }
    } else return;
    event.preventDefault();
  };

  const shown = open && hits.length > 0;
  return (
    <div className={styles.box} role="search">
      <Icon name="search" size={16} />
      <input
        ref={input}
        className={styles.input}
        type="search"
        role="combobox"
        aria-label={t("shell.search")}
        aria-expanded={shown}
        aria-controls={`${id}-hits`}
        aria-autocomplete="list"
        aria-activedescendant={at >= 0 ? `${id}-${at}` : undefined}
        placeholder={t("shell.searchHint")}
        autoComplete="off"
        enterKeyHint="search"
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setOpen(true);
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={onKey}
      />
      <ul id={`${id}-hits`} role="listbox" aria-label={t("shell.search")} className={styles.hits} hidden={!shown}>
        {hits.map((hit, index) => (
          <li
            key={hit.row.id}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === at}
            // Before the input loses its focus, and with it the list.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => openHit(hit)}
          >
            <Icon name={hit.row.kind === "company" ? "company" : "person"} size={16} />
            <span className={styles.name}>{String(hit.row.name ?? "")}</span>
            <span className={styles.why}>{hit.near ? t("shell.near") : whyText(hit.row)}</span>
          </li>
        ))}
      </ul>
      {open && none !== "" && none === text.trim() && (
        <p className={`${styles.hits} ${styles.none}`} role="status">
          {t("field.noHit")}
        </p>
      )}
    </div>
  );
}

/** Why it was found, when the name does not show it. */
function whyText(row: Row): string {
  const why = row.why as { field?: string; text?: string } | undefined;
  if (why?.text && why.text !== row.name && !/name/.test(why.field ?? "")) return why.text;
  return row.kind === "company" ? "" : String(row.company || row.company_name || "");
}
