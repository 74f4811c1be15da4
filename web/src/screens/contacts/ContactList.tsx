import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { number } from "../../lib/format";
import { withTexts } from "../../lib/i18n";
import { useList, type ListQuery } from "../../local/list";
import { useSchema } from "../../local/schema";
import { useMe } from "../../local/session";
import { reachOf } from "../../local/walk";
import { Icon } from "../../ui/icons";
import { Skeleton } from "../../ui/State";
import { useChosen } from "./chosen";
import styles from "./ContactList.module.css";
import { fieldOf } from "./fields";
import { ListSearchBox } from "./ListSearchBox";
import { Table } from "./Table";
import { useListState } from "./useListState";

// The list itself comes first; what is done with it follows.
const ViewBar = lazy(withTexts(() => import("./ViewBar")));
const FilterBar = lazy(withTexts(() => import("./FilterBar")));
const Tools = lazy(withTexts(() => import("./Tools")));
const Nothing = lazy(withTexts(() => import("./Nothing")));
const Guarded = lazy(withTexts(() => import("./Guarded")));
const ChosenBar = lazy(withTexts(() => import("./ChosenBar")));

/** Companies and persons in one list: views, search, filters, columns, sorting, any number of rows, and what is done with some of them. */
export function ContactList() {
  const { t } = useTranslation();
  const held = useListState();
  const schema = useSchema();
  // What became sensitive stands on its record only: no list and no file of it shows or asks for it.
  const columns = held.columns.filter((name) => !fieldOf(schema, name)?.sensitive);
  const guarded = held.columns.filter((name) => !columns.includes(name));
  const state = guarded.length ? { ...held, columns } : held;
  const { q, filter, sort, go } = held;
  const me = useMe();

  const query: ListQuery = useMemo(() => ({ type: "contact", q, filter: filter.length ? { and: filter } : null, sort }), [q, filter, sort]);
  const list = useList(query, reachOf(query));
  const loaded = useMemo(() => list.rows.map((row) => row.id), [list.rows]);
  const chosen = useChosen(loaded, list.count);
  const place = JSON.stringify([q, filter, sort]);
  // Another list has other rows: nothing stays chosen that cannot be seen.
  useEffect(() => chosen.clear(), [place, chosen.clear]);
  const count = list.count;
  const rights = me.rights.contact;

  return (
    <div className={styles.page} data-choosing={chosen.ids.size > 0 || chosen.all || undefined}>
      <div className={styles.top}>
        <h1>{t("list.title")}</h1>
        <ListSearchBox q={q} onSearch={(words) => go({ q: words })} />
        {rights.create && (
          <Link to="/contacts/new" className={styles.new}>
            <Icon name="plus" size={16} /> <span>{t("list.new")}</span>
          </Link>
        )}
      </div>
      <Suspense fallback={<div className={styles.coming} />}>
        <ViewBar state={state} />
      </Suspense>
      <div className={styles.second}>
        <Suspense fallback={<div className={styles.coming} />}>
          <FilterBar filters={filter} onChange={(next) => go({ filter: next })} />
          <div className={styles.tools}>
            <div className={styles.count} role="status">
              {count !== null && t(list.exact ? "list.count" : "list.about", { count, n: number(count) })}
            </div>
            <Tools state={state} list={list} rights={rights} />
          </div>
        </Suspense>
      </div>
      <Suspense>{guarded.length > 0 && <Guarded names={guarded} onRemove={() => go({ columns })} />}</Suspense>
      {list.status === "device" && <div className="k-note">{t("list.device")}</div>}
      {list.stale && (
        <div className="k-note k-row">
          {t("list.stale")}
          <Button variant="default" size="compact-sm" onClick={list.reload}>
            {t("list.renew")}
          </Button>
        </div>
      )}
      {list.status === "loading" && <Skeleton rows={14} />}
      {(list.status === "failed" || (list.status !== "loading" && list.rows.length === 0)) && (
        <Suspense>
          <Nothing state={state} list={list} mayCreate={rights.create} />
        </Suspense>
      )}
      {list.rows.length > 0 && list.status !== "failed" && (
        <Table list={list} query={query} sort={sort} onSort={(order) => go({ sort: order })} columns={state.columns} chosen={rights.bulk || rights.export ? chosen : null} place={place} />
      )}
      {(chosen.all || chosen.ids.size > 0) && (
        <Suspense>
          <ChosenBar chosen={chosen} state={state} list={list} rights={rights} />
        </Suspense>
      )}
    </div>
  );
}
