import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { withTexts } from "../lib/i18n";
import type { Filter } from "../lib/shapes";
import type { ListSearch } from "../lib/lastList";
import { local } from "../local/db";
import { loadSchema } from "../local/schema";
import { loadSession, session } from "../local/session";
import { renewed } from "../local/signals";
import { startSync } from "../sync/engine";
import { Shell } from "../ui/Shell";
import { Failed, Lost } from "./Failed";

const root = createRootRoute({ errorComponent: Failed, notFoundComponent: Lost });

let syncing = "";
let stop = () => {};

renewed.listen(() => {
  void loadSession().catch(() => null);
  void loadSchema();
});

/** Everything behind the login: who we are, the local database, the sync. */
const inside = createRoute({
  getParentRoute: () => root,
  id: "inside",
  component: Shell,
  beforeLoad: async ({ location }) => {
    const me = session.get() ?? (await loadSession());
    if (!me) throw redirect({ to: "/login", search: { next: location.href } });
    if (syncing === local().name) return;
    stop();
    syncing = local().name;
    stop = startSync(local());
    void loadSchema();
  },
});

const text = (value: unknown) => (typeof value === "string" && value ? value : typeof value === "number" ? String(value) : undefined);
const some = <T,>(value: unknown) => (Array.isArray(value) && value.length ? (value as T[]) : undefined);

const routes = [
  createRoute({
    getParentRoute: () => root,
    path: "/login",
    validateSearch: (search): { next?: string; error?: string } => clean({ next: text(search.next), error: text(search.error) }),
    component: lazyRouteComponent(withTexts(() => import("../screens/login/Login")), "Login"),
  }),
  createRoute({ getParentRoute: () => root, path: "/reset", component: lazyRouteComponent(() => import("../screens/reset/AskReset"), "AskReset") }),
  createRoute({ getParentRoute: () => root, path: "/reset/$key", component: lazyRouteComponent(() => import("../screens/reset/NewPassword"), "NewPassword") }),
  inside.addChildren([
    createRoute({ getParentRoute: () => inside, path: "/", component: lazyRouteComponent(() => import("../screens/home/Home"), "Home") }),
    createRoute({
      getParentRoute: () => inside,
      path: "/contacts",
      validateSearch: (search): ListSearch =>
        clean({ view: text(search.view), q: text(search.q), filter: some<Filter>(search.filter), sort: text(search.sort), columns: some<string>(search.columns) }),
      component: lazyRouteComponent(() => import("../screens/contacts/ContactList"), "ContactList"),
    }),
    createRoute({
      getParentRoute: () => inside,
      path: "/contacts/new",
      validateSearch: (search): { kind?: string } => clean({ kind: text(search.kind) }),
      component: lazyRouteComponent(withTexts(() => import("../screens/contact/NewContact")), "NewContact"),
    }),
    createRoute({
      getParentRoute: () => inside,
      path: "/contacts/$id",
      validateSearch: (search): { edit?: string } => clean({ edit: text(search.edit) }),
      component: lazyRouteComponent(withTexts(() => import("../screens/contact/ContactPage")), "ContactPage"),
    }),
    createRoute({
      getParentRoute: () => inside,
      path: "/contacts/$id/history",
      component: lazyRouteComponent(withTexts(() => import("../screens/contact/HistoryPage")), "HistoryPage"),
    }),
    createRoute({ getParentRoute: () => inside, path: "/bin", component: lazyRouteComponent(withTexts(() => import("../screens/bin/Bin")), "Bin") }),
    createRoute({ getParentRoute: () => inside, path: "/changelog", component: lazyRouteComponent(withTexts(() => import("../screens/changelog/Changelog")), "Changelog") }),
    createRoute({
      getParentRoute: () => inside,
      path: "/import",
      validateSearch: (search): { id?: string } => clean({ id: text(search.id) }),
      component: lazyRouteComponent(withTexts(() => import("../screens/import/Import")), "Import"),
    }),
    createRoute({ getParentRoute: () => inside, path: "/profile", component: lazyRouteComponent(withTexts(() => import("../screens/profile/Profile")), "Profile") }),
    createRoute({
      getParentRoute: () => inside,
      path: "/admin",
      validateSearch: (search): { tab?: string } => clean({ tab: text(search.tab) }),
      component: lazyRouteComponent(withTexts(() => import("../screens/admin/Admin")), "Admin"),
    }),
  ]),
] as const;

/** Leaves out what is not there: an address shows only what was chosen. */
function clean<T extends Record<string, unknown>>(search: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> };
}

export const router = createRouter({
  routeTree: root.addChildren(routes),
  defaultPreload: "intent",
  scrollRestoration: true,
  // A list is one place, whichever way leads back to it: to the row where one left.
  getScrollRestorationKey: ({ pathname, href, state }) => (pathname === "/contacts" ? href : (state.__TSR_key ?? href)),
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
