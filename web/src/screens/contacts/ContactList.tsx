import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { faultText } from "../../lib/faults";
import { number } from "../../lib/format";
import { withTexts } from "../../lib/i18n";
import type { Filter } from "../../lib/shapes";
import { useList } from "../../local/list";
import { useMe } from "../../local/session";
import { Icon } from "../../ui/icons";
import { Skeleton, State } from "../../ui/State";
import { useChosen } from "./chosen";
import styles from "./ContactList.module.css";
import { ListSearchBox } from "./ListSearchBox";
import { Table } from "./Table";
import { useListState } from "./useListState";

// The list itself comes first; what is done with it follows.
const ViewBar = lazy(withTexts(() => import("./ViewBar")));
const FilterBar = lazy(withTexts(() => import("./FilterBar")));
const Tools = lazy(withTexts(() => import("./Tools")));
const ChosenBar = lazy(withTexts(() => import("./ChosenBar")));

/** Companies and persons in one list: views, search, filters, columns, sorting, any number of rows, and what is done with some of them. */
export function ContactList() {
  const { t } = useTranslation();
  const state = useListState();
  const { q, filter, sort, columns, narrowed, go } = state;
  const me = useMe();

  const all: Filter | null = useMemo(() => (filter.length ? { and: filter } : null), [filter]);
  const list = useList({ type: "contact", q, filter: all, sort });
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
      {list.status === "failed" && (
        <State title={t("list.failed")} text={list.problem?.errors.map((fault) => faultText(t, fault)).join(" ") || list.problem?.detail || ""} onRetry={list.reload}>
          {narrowed && <Button onClick={() => go({ q: "", filter: [] })}>{t("list.clearAll")}</Button>}
        </State>
      )}
      {(list.status === "ready" || list.status === "device") && list.rows.length === 0 && (
        <State title={t(narrowed ? "list.emptyHits" : "list.emptyAll")} text={t(narrowed ? "list.emptyHitsText" : "list.emptyAllText")}>
          {narrowed ? (
            <Button variant="default" onClick={() => go({ q: "", filter: [] })}>
              {t("list.clearAll")}
            </Button>
          ) : (
            rights.create && (
              <>
                <Link to="/contacts/new">{t("list.new")}</Link>
                <Link to="/import">{t("shell.import")}</Link>
              </>
            )
          )}
        </State>
      )}
      {list.rows.length > 0 && list.status !== "failed" && (
        <Table list={list} sort={sort} onSort={(order) => go({ sort: order })} columns={columns} chosen={rights.bulk || rights.export ? chosen : null} place={place} />
      )}
      {(chosen.all || chosen.ids.size > 0) && (
        <Suspense>
          <ChosenBar chosen={chosen} state={state} list={list} rights={rights} />
        </Suspense>
      )}
    </div>
  );
}
