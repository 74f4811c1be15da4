import { Button } from "@mantine/core";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { faultText } from "../../lib/faults";
import { number } from "../../lib/format";
import { lastList } from "../../lib/lastList";
import type { Filter } from "../../lib/shapes";
import { useList } from "../../local/list";
import { useMe } from "../../local/session";
import { Icon } from "../../ui/icons";
import { Skeleton, State } from "../../ui/State";
import styles from "./ContactList.module.css";
import { FilterBar } from "./FilterBar";
import { ListSearchBox } from "./ListSearchBox";
import { Table } from "./Table";

/** Companies and persons in one list: search, filters, sorting, any number of rows. */
export function ContactList() {
  const { t } = useTranslation();
  const search = useSearch({ from: "/inside/contacts" });
  const { q = "", filter = [], sort = "name" } = search;
  useEffect(() => lastList.set(search), [search]);
  const navigate = useNavigate();
  const me = useMe();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());

  const all: Filter | null = useMemo(() => (filter.length ? { and: filter } : null), [filter]);
  const list = useList({ type: "contact", q, filter: all, sort });
  const go = (next: { q?: string; filter?: Filter[]; sort?: string }) => {
    const { q: words, filter: filters, sort: order } = { q, filter, sort, ...next };
    setSelected(new Set());
    void navigate({
      to: "/contacts",
      search: { ...(words ? { q: words } : {}), ...(filters.length ? { filter: filters } : {}), ...(order !== "name" ? { sort: order } : {}) },
    });
  };
  const narrowed = q !== "" || filter.length > 0;
  const count = list.count;

  return (
    <div className={styles.page}>
      <div className={styles.top}>
        <h1>{t("list.title")}</h1>
        <ListSearchBox q={q} onSearch={(words) => go({ q: words })} />
        {me.rights.contact.create && (
          <Link to="/contacts/new" className={styles.new}>
            <Icon name="plus" size={16} /> <span>{t("list.new")}</span>
          </Link>
        )}
      </div>
      <div className={styles.second}>
        <FilterBar filters={filter} onChange={(next) => go({ filter: next })} />
        <div className={styles.count} role="status">
          {count !== null && t(list.exact ? "list.count" : "list.about", { count, n: number(count) })}
          {selected.size > 0 && (
            <>
              {" · "}
              {t("list.selected", { count: selected.size })}{" "}
              <Button variant="subtle" size="compact-sm" onClick={() => setSelected(new Set())}>
                {t("list.clear")}
              </Button>
            </>
          )}
        </div>
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
            me.rights.contact.create && (
              <>
                <Link to="/contacts/new">{t("list.new")}</Link>
                <Link to="/import">{t("shell.import")}</Link>
              </>
            )
          )}
        </State>
      )}
      {list.rows.length > 0 && list.status !== "failed" && (
        <Table list={list} sort={sort} onSort={(order) => go({ sort: order })} selected={selected} onSelect={setSelected} place={JSON.stringify([q, filter, sort])} />
      )}
    </div>
  );
}
