import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { number } from "../../lib/format";
import { useShown, type List, type ListQuery } from "../../local/list";
import { useRows } from "../../local/rows";
import { useSchema } from "../../local/schema";
import { walkFrom } from "../../local/walk";
import { Icon } from "../../ui/icons";
import { useKeys } from "../../ui/keys";
import { columnsOf, leastWidth, template, type Look } from "./columns";
import { fieldOf } from "./fields";
import { Line } from "./Line";
import type { Chosen } from "./chosen";
import styles from "./Table.module.css";

const TableAids = lazy(() => import("./TableAids"));

type Props = {
  list: List;
  query: ListQuery;
  sort: string;
  onSort: (sort: string) => void;
  /** Names of fields; none: the standard ones. */
  columns: string[];
  /** None where nothing could be done with chosen rows. */
  chosen: Chosen | null;
  /** Names this list, to come back to the same row. */
  place: string;
};

/** Where the keyboard stood in which list. */
const cursors = new Map<string, number>();
const ahead = 40;

/** The rows in sight, and only those; more are fetched before the end is reached. */
export function Table({ list, query, sort, onSort, columns: wanted, chosen, place }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const schema = useSchema();
  const frame = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(cursors.get(place) ?? -1);
  const height = useRowHeight();
  const width = useWidth(frame);
  const [top, setTop] = useState(0);

  const virtual = useWindowVirtualizer({
    count: list.rows.length + (list.next ? 1 : 0),
    estimateSize: () => height,
    overscan: 12,
    scrollMargin: top,
    scrollPaddingStart: 96,
    scrollPaddingEnd: 120,
  });
  useEffect(() => {
    setTop((body.current?.getBoundingClientRect().top ?? 0) + window.scrollY);
    virtual.measure();
  }, [height, virtual]);

  // Whoever went on from contact to contact comes back to the one he saw last.
  useEffect(() => {
    const left = walkFrom(query);
    const found = left.at ? list.rows.findIndex((row) => row.id === left.at) : -1;
    if (found < 0) return;
    cursors.set(place, found);
    setAt(found);
    if (left.moved) requestAnimationFrame(() => virtual.scrollToIndex(found, { align: "auto" }));
    left.moved = false;
  }, [place]);

  const sight = virtual.getVirtualItems();
  const lastSeen = sight.at(-1)?.index ?? 0;
  useEffect(() => {
    if (list.next && lastSeen >= list.rows.length - ahead) list.more();
  }, [lastSeen, list]);

  const first = sight[0]?.index ?? 0;
  const shown = useShown("contact", list.rows.slice(first, lastSeen + 1));
  const links = wanted.filter((name) => fieldOf(schema, name)?.type === "link");
  const names = useRows("contact", [...new Set(shown.flatMap((row) => links.flatMap((name) => (row[name] ? [String(row[name])] : []))))]);
  const look: Look = { t, schema, names };
  const columns = useMemo(() => columnsOf(wanted, width, { t, schema, names }), [wanted, width, t, schema, names]);
  const grid = { gridTemplateColumns: template(columns), minWidth: leastWidth(columns) };

  const move = (step: number) => {
    const next = Math.max(0, Math.min(list.rows.length - 1, at + step));
    cursors.set(place, next);
    setAt(next);
    virtual.scrollToIndex(next, { align: "auto" });
  };
  const open = (id: string | undefined) => id && void navigate({ to: "/contacts/$id", params: { id } });
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    x: () => list.rows[at] && chosen?.toggle(list.rows[at].id),
    Enter: (event) => {
      // A focused link or button keeps its own Enter.
      const focused = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>("a, button") : null;
      if (focused) focused.click();
      else open(list.rows[at]?.id);
    },
  });

  return (
    <div ref={frame} className={styles.table}>
      <div role="table" aria-label={t("list.title")} aria-rowcount={list.count ?? -1}>
        <div className={styles.head} role="rowgroup">
          <div className={styles.header} role="row" style={grid}>
            <div role="columnheader" className={styles.check}>
              {chosen && (
                <label>
                  <input type="checkbox" checked={chosen.every} onChange={chosen.toggleShown} aria-label={t("list.selectShown")} />
                </label>
              )}
              {/* Where no heads stand, how many there are: the same words as above, which are hidden there. */}
              <span aria-hidden="true" className={styles.total}>
                {list.count !== null && t(list.exact ? "list.count" : "list.about", { count: list.count, n: number(list.count) })}
              </span>
            </div>
            {[{ key: "name", label: t("list.col.name"), sort: "name" }, ...columns].map((column) => (
              <Header key={column.key} column={column} sort={sort} onSort={onSort} />
            ))}
            <div role="columnheader">
              <span className="k-hidden">{t("list.actions")}</span>
            </div>
          </div>
        </div>
        <div className={styles.scroll} role="presentation">
          <div ref={body} role="rowgroup" style={{ height: virtual.getTotalSize(), minWidth: grid.minWidth }} className={styles.body}>
            {sight.map((item) => {
              const row = shown[item.index - first];
              const style = { transform: `translateY(${item.start - top}px)`, height, ...grid };
              if (!row || item.index >= list.rows.length) return <div key={item.key} className={styles.row} style={style} aria-hidden="true" />;
              return (
                <Line
                  key={row.id}
                  row={row}
                  look={look}
                  columns={columns}
                  wanted={wanted}
                  style={style}
                  index={item.index}
                  current={item.index === at}
                  selected={chosen?.has(row.id) ?? false}
                  why={list.why[row.id]}
                  onToggle={chosen && (() => chosen.toggle(row.id))}
                />
              );
            })}
          </div>
        </div>
      </div>
      <Suspense>
        <TableAids frame={frame} width={grid.minWidth} at={at} />
      </Suspense>
    </div>
  );
}

function Header({ column, sort, onSort }: { column: { label: string; sort?: string }; sort: string; onSort: (sort: string) => void }) {
  const order = sort === column.sort ? "ascending" : sort === `-${column.sort}` ? "descending" : "none";
  if (!column.sort) return <div role="columnheader">{column.label}</div>;
  return (
    <div role="columnheader" aria-sort={order}>
      <button type="button" className={styles.sort} onClick={() => onSort(order === "ascending" ? `-${column.sort}` : column.sort!)}>
        {column.label}
        {order !== "none" && <Icon name={order === "ascending" ? "up" : "down"} size={14} />}
      </button>
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

function useWidth(of: React.RefObject<HTMLDivElement | null>): number {
  const [width, setWidth] = useState(window.innerWidth);
  useLayoutEffect(() => {
    const watch = new ResizeObserver(([entry]) => entry && setWidth(Math.round(entry.contentRect.width)));
    if (of.current) watch.observe(of.current);
    return () => watch.disconnect();
  }, [of]);
  return width;
}
