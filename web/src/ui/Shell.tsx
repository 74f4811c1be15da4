import { ActionIcon } from "@mantine/core";
import { Link, Outlet, useNavigate, useRouterState } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { line } from "../local/signals";
import { useMe } from "../local/session";
import { useWaiting } from "../local/rows";
import { withTexts } from "../lib/i18n";
import { useStore } from "../lib/store";
import { Icon } from "./icons";
import { rememberKeys, useKeys } from "./keys";
import { SearchBox } from "./SearchBox";
import { MenuButton, UserButton, type Place } from "./ShellButtons";
import styles from "./Shell.module.css";
import { toast, Toasts, undoNewest } from "./toast";
import { usePageTitle } from "./usePageTitle";

// What is not seen at first comes behind it: it would weigh on the first load.
const MainMenu = lazy(async () => ({ default: (await import("./ShellMenus")).MainMenu }));
const UserMenu = lazy(async () => ({ default: (await import("./ShellMenus")).UserMenu }));
const KeyHelp = lazy(withTexts(() => import("./KeyHelp")));
const Waiting = lazy(withTexts(() => import("./Waiting")));

const places: Place[] = [
  { to: "/", icon: "home", key: "home" },
  { to: "/contacts", icon: "people", key: "contacts" },
  { to: "/import", icon: "import", key: "import" },
  { to: "/bin", icon: "bin", key: "bin" },
  { to: "/admin", icon: "settings", key: "admin" },
];

/** What is on every page behind the login: menu at top left, search, what waits, who I am. */
export function Shell() {
  const { t } = useTranslation();
  const me = useMe();
  const navigate = useNavigate();
  const [help, setHelp] = useState(false);
  const [waiting, setWaiting] = useState(false);
  // A menu takes the place of its button when that is pressed, and opens; what it is made of has been fetched by then.
  const [pressed, setPressed] = useState({ main: false, user: false });
  const [mainButton, userButton] = [useRef<HTMLButtonElement>(null), useRef<HTMLButtonElement>(null)];
  useEffect(() => void import("./ShellMenus").catch(() => undefined), []);
  const seen = places.filter((place) => (place.to === "/admin" ? me.rights.admin : place.to === "/import" ? me.rights.contact.create : true));
  const { actions, attention } = useWaiting();
  const state = useStore(line);

  useEffect(rememberKeys, []);
  // Work that goes on is shown again to whoever loads the page anew.
  useEffect(() => void import("./useJob").then(({ takeUpJobs }) => takeUpJobs()).catch(() => undefined), []);
  useKeys({
    "?": () => setHelp(true),
    "g h": () => void navigate({ to: "/" }),
    "g c": () => void navigate({ to: "/contacts" }),
    n: () => void navigate({ to: "/contacts/new" }),
    "mod+z": () => void undoNewest().then((was) => was && toast(t("toast.undone"))),
  });

  // What was pressed on the page before is gone with it: reading goes on at the top of the new one, not nowhere.
  const path = useRouterState({ select: (router) => router.resolvedLocation?.pathname });
  useEffect(() => {
    if (document.activeElement === document.body) document.getElementById("main")?.focus({ preventScroll: true });
  }, [path]);

  usePageTitle();

  const open = actions.length + attention.length;
  return (
    <div className={styles.shell}>
      <a href="#main" className={styles.skip}>
        {t("shell.skip")}
      </a>
      <header className={styles.top}>
        {pressed.main ? (
          <Suspense fallback={<MenuButton />}>
            <MainMenu places={seen} button={<MenuButton ref={mainButton} />} target={mainButton} />
          </Suspense>
        ) : (
          <MenuButton aria-haspopup="menu" aria-expanded={false} onClick={() => setPressed({ ...pressed, main: true })} />
        )}
        <SearchBox />
        {open > 0 && (
          <button type="button" className={styles.waiting} data-tone={attention.length ? "decide" : state} onClick={() => setWaiting(true)}>
            <span className={styles.dot} aria-hidden="true" />
            {attention.length ? t("waiting.decide", { count: attention.length }) : t("waiting.notSent", { count: actions.length })}
          </button>
        )}
        <ActionIcon className={styles.desk} aria-label={t("shell.keys")} onClick={() => setHelp(true)}>
          <Icon name="help" />
        </ActionIcon>
        {pressed.user ? (
          <Suspense fallback={<UserButton name={me.user.name} />}>
            <UserMenu pending={actions.length} button={<UserButton ref={userButton} name={me.user.name} />} target={userButton} />
          </Suspense>
        ) : (
          <UserButton name={me.user.name} aria-haspopup="menu" aria-expanded={false} onClick={() => setPressed({ ...pressed, user: true })} />
        )}
      </header>
      {state === "login" && (
        <div className="k-note k-row" role="alert">
          {t("waiting.login")} <a href={`/login?next=${encodeURIComponent(location.pathname + location.search)}`}>{t("waiting.loginLink")}</a>
        </div>
      )}
      <nav className={styles.rail} aria-label={t("shell.navigation")}>
        {seen.map(({ to, icon, key }) => (
          <Link key={to} to={to} className={styles.place} activeOptions={{ exact: to === "/" }}>
            <Icon name={icon} /> <span>{t(`shell.${key}`)}</span>
          </Link>
        ))}
      </nav>
      <main id="main" className={styles.main} tabIndex={-1}>
        <Outlet />
      </main>
      <Toasts />
      <Suspense>
        {help && <KeyHelp onClose={() => setHelp(false)} />}
        {waiting && <Waiting onClose={() => setWaiting(false)} />}
      </Suspense>
    </div>
  );
}
