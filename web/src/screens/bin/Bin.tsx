import { ActionIcon, Button, Checkbox } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { ago, dateTime } from "../../lib/format";
import type { Row } from "../../lib/shapes";
import { save } from "../../local/edit";
import { useMe } from "../../local/session";
import { Icon } from "../../ui/icons";
import { useKeys } from "../../ui/keys";
import { Skeleton, State } from "../../ui/State";
import { toast } from "../../ui/toast";
import { useBin, type Binned } from "./bin";
import styles from "./Bin.module.css";

const EraseDialog = lazy(() => import("../../parts/EraseDialog"));

/** What was deleted, by whom and when, with the way back. */
export function Bin() {
  const { t } = useTranslation();
  const me = useMe();
  const navigate = useNavigate();
  const [text, setText] = useState("");
  const [q, setQ] = useState("");
  const [at, setAt] = useState(-1);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [erasing, setErasing] = useState<Row | null>(null);
  const bin = useBin(q);
  const may = me.rights.contact.delete;

  const restore = async (rows: Row[]) => {
    if (!rows.length || !may) return;
    const wishes = rows.map((row) => ({ type: "contact", record: row.id, patch: { deleted_at: null }, base: { deleted_at: row.deleted_at ?? "" } }));
    const batch = await save(wishes);
    setChosen(new Set());
    toast(rows.length === 1 ? t("bin.restored", { name: String(rows[0]!.name) }) : t("bin.restoredMany", { count: rows.length }), batch);
  };
  const toggle = (id: string) => setChosen((now) => new Set(now.has(id) ? [...now].filter((one) => one !== id) : [...now, id]));
  const picked = bin.rows.filter((row) => chosen.has(row.id));
  const here = bin.rows[at];
  const move = (step: number) => {
    const next = Math.max(0, Math.min(bin.rows.length - 1, at + step));
    setAt(next);
    document.querySelectorAll<HTMLElement>("[data-bin-row] a")[next]?.focus();
  };
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    x: () => here && may && toggle(here.id),
    r: () => void restore(picked.length ? picked : here ? [here] : []),
    Enter: () => here && void navigate({ to: "/contacts/$id", params: { id: here.id } }),
  });

  return (
    <div className="k-page k-stack">
      <header className="k-row k-spread">
        <h1>{t("bin.title")}</h1>
        <form
          role="search"
          aria-label={t("bin.search")}
          className={styles.search}
          onSubmit={(event) => {
            event.preventDefault();
            setQ(text.trim());
            setAt(-1);
          }}
        >
          <input
            type="search"
            aria-label={t("bin.search")}
            placeholder={t("bin.search")}
            value={text}
            onChange={(event) => {
              setText(event.currentTarget.value);
              if (!event.currentTarget.value) setQ("");
            }}
          />
          <Button type="submit" variant="default">
            {t("shell.search")}
          </Button>
        </form>
      </header>
      <p className="k-dim">{t(may ? "bin.text" : "bin.textRead")}</p>
      {picked.length > 0 && (
        <div className={`k-row ${styles.bar}`} role="toolbar" aria-label={t("list.actions")}>
          <span>{t("list.selected", { count: picked.length })}</span>
          <Button onClick={() => void restore(picked)}>{t("bin.restore")}</Button>
          <Button variant="subtle" onClick={() => setChosen(new Set())}>
            {t("list.clear")}
          </Button>
        </div>
      )}
      {bin.status === "loading" && <Skeleton />}
      {bin.status === "away" && <State title={t("bin.away")} onRetry={bin.reload} />}
      {bin.status === "failed" && <State title={t("bin.failed")} onRetry={bin.reload} />}
      {bin.status === "ready" && !bin.rows.length && <State title={t(q ? "bin.noHit" : "bin.empty")} text={q ? "" : t("bin.emptyText")} />}
      {bin.rows.length > 0 && (
        <ul className={`k-card ${styles.rows}`} aria-label={t("bin.title")}>
          {bin.rows.map((row, index) => (
            <Line
              key={row.id}
              row={row}
              binned={bin.bin[row.id]}
              here={index === at}
              chosen={chosen.has(row.id)}
              {...(may ? { onToggle: () => toggle(row.id), onRestore: () => void restore([row]) } : {})}
              {...(me.rights.admin ? { onErase: () => setErasing(row) } : {})}
            />
          ))}
        </ul>
      )}
      {bin.next && (
        <div>
          <Button variant="default" onClick={bin.more}>
            {t("bin.more")}
          </Button>
        </div>
      )}
      <Suspense>
        {erasing && (
          <EraseDialog
            row={erasing}
            onClose={() => setErasing(null)}
            onErased={() => {
              setErasing(null);
              bin.reload();
            }}
          />
        )}
      </Suspense>
    </div>
  );
}

type LineProps = { row: Row; binned: Binned | undefined; here: boolean; chosen: boolean; onToggle?: () => void; onRestore?: () => void; onErase?: () => void };

function Line({ row, binned, here, chosen, onToggle, onRestore, onErase }: LineProps) {
  const { t } = useTranslation();
  const name = String(row.name ?? "") || t("waiting.record");
  const at = binned?.at ?? String(row.deleted_at ?? "");
  return (
    <li className={styles.row} data-bin-row data-here={here || undefined}>
      {onToggle && <Checkbox checked={chosen} onChange={onToggle} aria-label={t("list.select", { name })} />}
      <Icon name={row.kind === "company" ? "company" : "person"} size={16} />
      <Link to="/contacts/$id" params={{ id: row.id }} className={styles.name}>
        {name}
      </Link>
      <span className={styles.who} title={dateTime(at)}>
        {t("bin.by", { name: binned?.by.name || t("history.somebody"), time: ago(at) })}
      </span>
      {onRestore && (
        <Button variant="default" onClick={onRestore} aria-label={t("bin.restoreOf", { name })}>
          {t("bin.restore")}
        </Button>
      )}
      {onErase && (
        <ActionIcon color="red.9" aria-label={t("erase.of", { name })} title={t("erase.menu")} onClick={onErase}>
          <Icon name="bin" size={18} />
        </ActionIcon>
      )}
    </li>
  );
}
