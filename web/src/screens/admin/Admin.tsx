import { Link, useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "../../local/session";
import { Skeleton, State } from "../../ui/State";
import styles from "./Admin.module.css";

/** One line for each tab: its name in the address, its title, its page (which comes when it is opened). */
const tabs = {
  lists: { title: "admin.lists", Page: lazy(() => import("./Lists").then((page) => ({ default: page.Lists }))) },
  tags: { title: "admin.tags", Page: lazy(() => import("./Tags").then((page) => ({ default: page.Tags }))) },
  fields: { title: "admin.fields", Page: lazy(() => import("./Fields").then((page) => ({ default: page.Fields }))) },
  people: { title: "admin.people", Page: lazy(() => import("./People").then((page) => ({ default: page.People }))) },
  teams: { title: "teams.title", Page: lazy(() => import("./Teams").then((page) => ({ default: page.Teams }))) },
  roles: { title: "roles.title", Page: lazy(() => import("./Roles").then((page) => ({ default: page.Roles }))) },
  workspace: { title: "security.workspace", Page: lazy(() => import("./Workspace").then((page) => ({ default: page.Workspace }))) },
  security: { title: "security.title", Page: lazy(() => import("./Security").then((page) => ({ default: page.Security }))) },
  retention: { title: "retention.tab", Page: lazy(() => import("./Retention").then((page) => ({ default: page.Retention }))) },
  reads: { title: "reads.tab", Page: lazy(() => import("./Reads").then((page) => ({ default: page.Reads }))) },
} as const;
const names = Object.keys(tabs) as (keyof typeof tabs)[];

/** What only an administrator changes: lists to choose from, fields of one's own, people and what they may do. */
export function Admin() {
  const { t } = useTranslation();
  const me = useMe();
  const { tab } = useSearch({ from: "/inside/admin" });
  const name = names.find((one) => one === tab) ?? "lists";
  const { Page } = tabs[name];
  // On a phone they stand in one line, the open one in sight.
  const line = useRef<HTMLElement>(null);
  useEffect(() => {
    const open = line.current?.querySelector<HTMLElement>("[aria-current]");
    if (open) line.current!.scrollLeft = open.offsetLeft - line.current!.offsetLeft - (line.current!.clientWidth - open.offsetWidth) / 2;
  }, [name]);
  if (!me.rights.admin)
    return (
      <State title={t("admin.forbidden")} text={t("admin.forbiddenText")}>
        <Link to="/">{t("shell.home")}</Link>
      </State>
    );
  return (
    <div className="k-page k-stack">
      <h1>{t("admin.title")}</h1>
      <nav ref={line} className={styles.tabs} aria-label={t("admin.title")}>
        {names.map((one) => (
          <Link key={one} to="/admin" search={{ tab: one }} className={styles.tab} aria-current={one === name ? "page" : undefined}>
            {t(tabs[one].title)}
          </Link>
        ))}
      </nav>
      <Suspense fallback={<Skeleton />}>
        <Page />
      </Suspense>
    </div>
  );
}
