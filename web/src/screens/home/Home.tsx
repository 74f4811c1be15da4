import { Button } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "../../local/session";
import { number } from "../../lib/format";
import { withTexts } from "../../lib/i18n";
import { Icon } from "../../ui/icons";
import { Skeleton } from "../../ui/State";
import { Attention } from "./Attention";
import { Customers } from "./Customers";
import { useHome } from "./home";
import styles from "./Home.module.css";

const Mentions = lazy(withTexts(() => import("./Mentions")));

/** The workbench: where one lands, with what one is likely to want next. */
export function Home() {
  const { t } = useTranslation();
  const me = useMe();
  const navigate = useNavigate();
  const [text, setText] = useState("");
  const home = useHome(me.user.id);
  const rights = me.rights.contact;

  const search = (event: FormEvent) => {
    event.preventDefault();
    void navigate({ to: "/contacts", search: text.trim() ? { q: text.trim() } : {} });
  };

  return (
    <div className={`k-page ${styles.page}`}>
      <header>
        <h1>{t("home.title")}</h1>
        <span className="k-dim">{t("home.hello", { name: me.user.name })}</span>
      </header>
      <form role="search" className={styles.search} onSubmit={search} aria-label={t("home.search")}>
        <Icon name="search" />
        <input
          type="search"
          aria-label={t("home.search")}
          placeholder={t("home.searchHint")}
          value={text}
          enterKeyHint="search"
          autoComplete="off"
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button type="submit" size="md">
          {t("shell.search")}
        </Button>
      </form>
      <nav className={styles.ways} aria-label={t("home.ways")}>
        <Link to="/contacts" className={styles.way}>
          <Icon name="people" size={22} />
          <strong>{t("home.crm")}</strong>
          <span className="k-dim k-figures">
            {home.counts
              ? t(home.counts.exact ? "list.count" : "list.about", { count: home.counts.contacts, n: number(home.counts.contacts) })
              : t("shell.contacts")}
          </span>
        </Link>
        {rights.create && (
          <>
            <Link to="/contacts/new" className={styles.way}>
              <Icon name="plus" size={22} />
              <strong>{t("list.new")}</strong>
              <span className="k-dim">{t("home.newText")}</span>
            </Link>
            <Link to="/import" className={styles.way}>
              <Icon name="import" size={22} />
              <strong>{t("shell.import")}</strong>
              <span className="k-dim">{t("home.importText")}</span>
            </Link>
          </>
        )}
      </nav>
      {home.status === "device" && (
        <p className="k-note" role="status">
          {t("home.device")}
        </p>
      )}
      {home.status === "failed" && (
        <p className="k-note k-wrong k-row k-spread" role="alert">
          {t("home.failed")}
          <Button variant="default" onClick={home.reload}>
            {t("common.retry")}
          </Button>
        </p>
      )}
      <div className={styles.grid}>
        <Attention />
        <Suspense>
          <Mentions />
        </Suspense>
        {home.status === "loading" ? (
          <Skeleton rows={6} />
        ) : (
          <>
            <Customers title={t("home.recent")} rows={home.recent} empty={t("home.recentEmpty")} />
            <Customers title={t("home.mine")} rows={home.mine} empty={t("home.mineEmpty")} />
          </>
        )}
      </div>
    </div>
  );
}
