import { Link, useNavigate } from "@tanstack/react-router";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Row, Why } from "../../lib/shapes";
import { useShown, type List } from "../../local/list";
import { useSchema } from "../../local/schema";
import { Icon } from "../../ui/icons";
import { useKeys } from "../../ui/keys";
import { columns, listName, secondLine, type Look } from "./columns";
import styles from "./ContactList.module.css";

type Props = {
  list: List;
  sort: string;
  onSort: (sort: string) => void;
  selected: ReadonlySet<string>;
  onSelect: (next: ReadonlySet<string>) => void;
  /** Names this list, to come back to the same row. */
  place: string;
};

/** Where the keyboard stood in which list. */
const cursors = new Map<string, number>();
const ahead = 40;
/** Hits in these need no explanation: the columns show them. */
const inSight = new Set(["name", "first_name", "last_name", "company", "company_name", "company_id"]);

/** The rows in sight, and only those; more are fetched before the end is reached. */
export function Table({ list, sort, onSort, selected, onSelect, place }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const schema = useSchema();
  const body = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(cursors.get(place) ?? -1);
  const height = useRowHeight();
  const [top, setTop] = useState(0);

  const virtual = useWindowVirtualizer({
    count: list.rows.length + (list.next ? 1 : 0),
    estimateSize: () => height,
    overscan: 12,
    scrollMargin: top,
  });
  useEffect(() => {
    setTop((body.current?.getBoundingClientRect().top ?? 0) + window.scrollY);
    virtual.measure();
  }, [height, virtual]);

  const sight = virtual.getVirtualItems();
  const lastSeen = sight.at(-1)?.index ?? 0;
  useEffect(() => {
    if (list.next && lastSeen >= list.rows.length - ahead) list.more();
  }, [lastSeen, list]);

  const first = sight[0]?.index ?? 0;
  const shown = useShown("contact", list.rows.slice(first, lastSeen + 1));
  const look: Look = { t, schema };

  const move = (step: number) => {
    const next = Math.max(0, Math.min(list.rows.length - 1, at + step));
    cursors.set(place, next);
    setAt(next);
    virtual.scrollToIndex(next, { align: "auto" });
  };
  const toggle = (id: string) => {
    const next = new Set(selected);
    if (!next.delete(id)) next.add(id);
    onSelect(next);
  };
  const open = (id: string | undefined) => id && void navigate({ to: "/contacts/$id", params: { id } });
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    x: () => list.rows[at] && toggle(list.rows[at].id),
    Enter: (event) => {
      // A focused link or button keeps its own Enter.
      const focused = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>("a, button") : null;
      if (focused) focused.click();
      else open(list.rows[at]?.id);
    },
  });

  return (
    <div className={styles.table} role="table" aria-label={t("list.title")} aria-rowcount={list.count ?? -1}>
      <div className={styles.header} role="row">
        <div role="columnheader" className={styles.check}>
          <span className="k-hidden">{t("list.selected", { count: selected.size })}</span>
        </div>
        {[{ key: "name", sort: "name" as string | undefined }, ...columns].map((column) => (
          <Header key={column.key} column={column} sort={sort} onSort={onSort} />
        ))}
        <div role="columnheader">
          <span className="k-hidden">{t("list.actions")}</span>
        </div>
      </div>
      <div ref={body} role="rowgroup" style={{ height: virtual.getTotalSize(), position: "relative" }}>
        {sight.map((item) => {
          const row = shown[item.index - first];
          const style = { transform: `translateY(${item.start - top}px)`, height };
          if (!row || item.index >= list.rows.length) return <div key={item.key} className={styles.row} style={style} aria-hidden="true" />;
          return (
            <Line
              key={row.id}
              row={row}
              look={look}
              style={style}
              index={item.index}
              current={item.index === at}
              selected={selected.has(row.id)}
              why={list.why[row.id]}
              onToggle={() => toggle(row.id)}
            />
          );
        })}
      </div>
    </div>
  );
}

function Header({ column, sort, onSort }: { column: { key: string; sort?: string | undefined }; sort: string; onSort: (sort: string) => void }) {
  const { t } = useTranslation();
  const label = t(`list.col.${column.key}`);
  const order = sort === column.sort ? "ascending" : sort === `-${column.sort}` ? "descending" : "none";
  if (!column.sort) return <div role="columnheader">{label}</div>;
  return (
    <div role="columnheader" aria-sort={order}>
      <button type="button" className={styles.sort} onClick={() => onSort(order === "ascending" ? `-${column.sort}` : column.sort!)}>
        {label}
        {order !== "none" && <Icon name={order === "ascending" ? "up" : "down"} size={14} />}
      </button>
    </div>
  );
}

type LineProps = { row: Row; look: Look; style: React.CSSProperties; index: number; current: boolean; selected: boolean; why: Why | undefined; onToggle: () => void };

function Line({ row, look, style, index, current, selected, why, onToggle }: LineProps) {
  const { t } = look;
  const navigate = useNavigate();
  const name = listName(row);
  const company = row.kind === "company";
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      data-current={current || undefined}
      data-id={row.id}
      className={styles.row}
      style={style}
      // Under a thumb the whole row opens; a mouse has the name and the button, and may mark text.
      onClick={(event) => {
        if (matchMedia("(max-width: 48em)").matches && !(event.target as HTMLElement).closest("a, button, label")) void navigate({ to: "/contacts/$id", params: { id: row.id } });
      }}
    >
      <div role="cell" className={styles.check}>
        <label>
          <input type="checkbox" checked={selected} onChange={onToggle} aria-label={t("list.select", { name })} />
        </label>
      </div>
      <div role="cell" className={styles.name}>
        <span className={styles.kind} title={t(company ? "list.company" : "list.person")} role="img" aria-label={t(company ? "list.company" : "list.person")}>
          <Icon name={company ? "company" : "person"} size={16} />
        </span>
        <span className={styles.title}>
          <Link to="/contacts/$id" params={{ id: row.id }}>
            {name}
          </Link>
          {why?.text && !inSight.has(why.field) && <span className={styles.why}> {why.text}</span>}
          <span className={styles.second2}>{secondLine(row)}</span>
        </span>
      </div>
      {columns.map((column) => (
        <div key={column.key} role="cell" className={styles.cell}>
          {column.cell(row, look)}
        </div>
      ))}
      <div role="cell" className={styles.view}>
        <Link to="/contacts/$id" params={{ id: row.id }} aria-label={t("list.viewOf", { name })} className={styles.viewLink}>
          {t("common.view")}
        </Link>
      </div>
    </div>
  );
}

/** 36 px on the desk, 56 px under a thumb: the same measure the style sheet uses. */
function useRowHeight(): number {
  const [height, setHeight] = useState(36);
  useEffect(() => {
    const narrow = matchMedia("(pointer: coarse), (max-width: 48em)");
    const read = () => setHeight(narrow.matches ? 56 : 36);
    read();
    narrow.addEventListener("change", read);
    return () => narrow.removeEventListener("change", read);
  }, []);
  return height;
}
