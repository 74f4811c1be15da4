import { ActionIcon, TextInput } from "@mantine/core";
import { Link as To } from "@tanstack/react-router";
import { useEffect, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { isId } from "../lib/ids";
import type { Row } from "../lib/shapes";
import { find, useRows, useUnseen } from "../local/rows";
import { Icon } from "../ui/icons";
import styles from "./fields.module.css";
import { asText, mergeOne, type FieldKind, type InputProps, type ShowProps } from "./kind";
import { useFault } from "./useFault";

/** The way to another record by its name; in words where it cannot be seen. */
export function Linked({ id, type = "contact", company = false }: { id: string; type?: string; company?: boolean }) {
  const { t } = useTranslation();
  const found = useRows(type, isId(id) ? [id] : []).get(id);
  const unseen = useUnseen(type);
  if (!found && unseen(id)) return <span className="k-dim">{t(company ? "unseen.company" : "unseen.contact")}</span>;
  return (
    <To to="/contacts/$id" params={{ id }}>
      {found?.name || "…"}
    </To>
  );
}

function Show({ value, field }: ShowProps) {
  return value ? <Linked id={String(value)} type={field.target ?? "contact"} company={field.name === "company_id"} /> : null;
}

/** Picks another record by a few letters of its name. What is typed and stands for no record yet is the value, as typed: it stays, and the check says what is missing. */
function Input({ value, onChange, field, label, hideLabel, autoFocus, faults, row }: InputProps) {
  const { t } = useTranslation();
  const fault = useFault(faults);
  const id = useId();
  const text = asText(value);
  const chosen = isId(text);
  const known = useRows(field.target ?? "contact", chosen ? [text] : []).get(text);
  const hidden = useUnseen(field.target ?? "contact")(text) && !known;
  const [open, setOpen] = useState(false);
  const [found, setFound] = useState<{ q: string; hits: Row[] }>({ q: "", hits: [] });
  const [at, setAt] = useState(0);
  const q = chosen ? "" : text.trim();
  const { hits } = found;
  const offered = open && q !== "" && hits.length > 0;

  useEffect(() => {
    if (!q) return setFound({ q, hits: [] });
    const stop = new AbortController();
    const fits = (hit: Row) => hit.id !== row.id && (hit.type ?? "contact") === (field.target ?? "contact") && (field.name !== "company_id" || hit.kind === "company");
    const timer = setTimeout(() => {
      find(q, 20, stop.signal)
        .then(({ rows, near }) => {
          setFound({ q, hits: [...rows, ...near].filter(fits).slice(0, 8) });
          setAt(0);
        })
        .catch(() => undefined); // nothing is offered; what was typed stands
    }, 120);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [q, row.id, field.name, field.target]);

  const choose = (hit: Row) => {
    onChange(hit.id);
    setOpen(false);
  };
  return (
    <div className={styles.link}>
      <TextInput
        label={hideLabel ? undefined : label}
        aria-label={label}
        role="combobox"
        aria-expanded={offered}
        aria-controls={id}
        // What is set and cannot be seen stays, unless something else is chosen or it is cleared.
        placeholder={t(!hidden ? "field.linkSearch" : field.name === "company_id" ? "unseen.company" : "unseen.contact")}
        value={chosen ? (known?.name ?? "") : text}
        onChange={(event) => {
          setOpen(true);
          onChange(event.currentTarget.value || null);
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={(event) => {
          if (!offered) return;
          if (event.key === "ArrowDown") setAt(Math.min(at + 1, hits.length - 1));
          else if (event.key === "ArrowUp") setAt(Math.max(at - 1, 0));
          else if (event.key === "Enter") found.q === q && choose(hits[at]!); // not what other letters found
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
        error={fault("")}
        autoFocus={autoFocus ?? false}
        autoComplete="off"
        rightSection={
          text ? (
            <ActionIcon size={28} aria-label={t("field.clear")} onClick={() => onChange(null)}>
              <Icon name="close" size={14} />
            </ActionIcon>
          ) : undefined
        }
      />
      <ul id={id} role="listbox" aria-label={label} className={styles.hits} hidden={!offered}>
        {hits.map((hit, index) => (
          <li key={hit.id} role="option" aria-selected={index === at} onMouseDown={(event) => event.preventDefault()} onClick={() => choose(hit)}>
            {hit.name}
          </li>
        ))}
      </ul>
      {/* Stays when the cursor leaves: what is pressed next must not move away under the mouse. */}
      {q !== "" && found.q === q && !hits.length && (
        <p className="k-dim" role="status">
          {t("field.noHit")}
        </p>
      )}
    </div>
  );
}

export const link: FieldKind = {
  Show,
  Input,
  check: (value) => (isId(asText(value)) || !value ? [] : [{ place: "", code: "not_chosen" }]),
  merge: mergeOne,
};
