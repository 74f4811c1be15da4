import { Link, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useMe } from "../../local/session";
import { State } from "../../ui/State";
import styles from "./Admin.module.css";
import { Fields } from "./Fields";
import { Lists } from "./Lists";
import { People } from "./People";

const tabs = { lists: Lists, fields: Fields, people: People } as const;
const names = Object.keys(tabs) as (keyof typeof tabs)[];

/** What only an administrator changes: lists to choose from, fields of one's own, people. */
export function Admin() {
  const { t } = useTranslation();
  const me = useMe();
  const { tab } = useSearch({ from: "/inside/admin" });
  const name = names.find((one) => one === tab) ?? "lists";
  const Tab = tabs[name];
  if (!me.rights.admin)
    return (
      <State title={t("admin.forbidden")} text={t("admin.forbiddenText")}>
        <Link to="/">{t("shell.home")}</Link>
      </State>
    );
  return (
    <div className="k-page k-stack">
      <h1>{t("admin.title")}</h1>
      <nav className={styles.tabs} aria-label={t("admin.title")}>
        {names.map((one) => (
          <Link key={one} to="/admin" search={{ tab: one }} className={styles.tab} aria-current={one === name ? "page" : undefined}>
            {t(`admin.${one}`)}
          </Link>
        ))}
      </nav>
      <Tab />
    </div>
  );
}
