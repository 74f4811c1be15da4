import { ActionIcon, TextInput } from "@mantine/core";
import { Link as To } from "@tanstack/react-router";
import { useEffect, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Row } from "../lib/shapes";
import { find, useRows } from "../local/rows";
import { Icon } from "../ui/icons";
import styles from "./fields.module.css";
import { mergeOne, noCheck, type FieldKind, type InputProps, type ShowProps } from "./kind";
import { useFault } from "./useFault";

function Show({ value, field }: ShowProps) {
  const id = String(value ?? "");
  const found = useRows(field.target ?? "contact", id ? [id] : []).get(id);
  if (!id) return null;
  return (
    <To to="/contacts/$id" params={{ id }}>
      {found?.name || "…"}
    </To>
  );
}

/** Picks another record by a few letters of its name. */
function Input({ value, onChange, field, label, hideLabel, autoFocus, faults, row }: InputProps) {
  const { t } = useTranslation();
  const fault = useFault(faults);
  const id = useId();
  const chosen = String(value ?? "");
  const known = useRows(field.target ?? "contact", chosen ? [chosen] : []).get(chosen);
  const [typed, setTyped] = useState<string | null>(null);
  const [hits, setHits] = useState<Row[]>([]);
  const [at, setAt] = useState(0);
  const [none, setNone] = useState(false);

  useEffect(() => {
    const q = typed?.trim();
    setNone(false);
    if (!q) return setHits([]);
    const stop = new AbortController();
    const fits = (hit: Row) => hit.id !== row.id && (hit.type ?? "contact") === (field.target ?? "contact") && (field.name !== "company_id" || hit.kind === "company");
    const timer = setTimeout(() => {
      find(q, 20, stop.signal)
        .then(({ rows, near }) => {
          const found = [...rows, ...near].filter(fits).slice(0, 8);
          setHits(found);
          setNone(!found.length);
          setAt(0);
        })
        .catch(() => undefined); // no hits is what the user sees
    }, 120);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [typed, row.id, field.name]);

  const choose = (hit: Row) => {
    onChange(hit.id);
    setTyped(null);
  };
  return (
    <div className={styles.link}>
      <TextInput
        label={hideLabel ? undefined : label}
        aria-label={label}
        role="combobox"
        aria-expanded={hits.length > 0}
        aria-controls={id}
        placeholder={t("field.linkSearch")}
        value={typed ?? known?.name ?? ""}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          if (!event.currentTarget.value) onChange(null);
        }}
        onBlur={() => setTyped(null)}
        onKeyDown={(event) => {
          if (typed === null || !hits.length) return;
          if (event.key === "ArrowDown") setAt(Math.min(at + 1, hits.length - 1));
          else if (event.key === "ArrowUp") setAt(Math.max(at - 1, 0));
          else if (event.key === "Enter") choose(hits[at]!);
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
        error={fault("")}
        autoFocus={autoFocus ?? false}
        autoComplete="off"
        rightSection={
          chosen ? (
            <ActionIcon size={28} aria-label={t("field.clear")} onClick={() => onChange(null)}>
              <Icon name="close" size={14} />
            </ActionIcon>
          ) : undefined
        }
      />
      <ul id={id} role="listbox" aria-label={label} className={styles.hits} hidden={typed === null || !hits.length}>
        {hits.map((hit, index) => (
          <li key={hit.id} role="option" aria-selected={index === at} onMouseDown={(event) => event.preventDefault()} onClick={() => choose(hit)}>
            {hit.name}
          </li>
        ))}
      </ul>
      {none && typed !== null && (
        <p className="k-dim" role="status">
          {t("field.noHit")}
        </p>
      )}
    </div>
  );
}

export const link: FieldKind = { Show, Input, check: noCheck, merge: mergeOne };
