import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { createStore, useStore } from "../lib/store";
import { dirty } from "../local/signals";
import styles from "./update.module.css";

const waiting = createStore<ServiceWorker | null>(null);
const look = 10 * 60_000;

/** Installs the service worker and looks now and then whether the server has a newer version. */
export function watchForUpdates(): void {
  if (!("serviceWorker" in navigator) || import.meta.env.DEV) return;
  // The first worker only takes its place; a later one replaced the shell under us, so the page starts anew.
  const hadOne = navigator.serviceWorker.controller !== null;
  let asked = false;
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    if (hadOne && asked) location.reload();
  });
  const ready = navigator.serviceWorker.register("/sw.js").then((registration) => {
    const offer = () => {
      if (registration.waiting && navigator.serviceWorker.controller) waiting.set(registration.waiting);
    };
    offer();
    registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", offer));
    const again = () => void registration.update().catch(() => undefined);
    setInterval(again, look);
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && again());
  });
  ready.catch(() => undefined); // refused (a private window of some browsers): the app then comes by the network
  waiting.watch(() => (asked = true));
}

/** "New version – reload". While a form holds unsaved input it only waits. */
export function UpdateBar() {
  const { t } = useTranslation();
  const worker = useStore(waiting);
  const open = useStore(dirty);
  if (!worker) return null;
  return (
    <div className={styles.bar} role="status">
      <span>{t(open ? "update.dirty" : "update.ready")}</span>
      <Button size="compact-sm" variant="white" disabled={open > 0} onClick={() => worker.postMessage("activate")}>
        {t("update.reload")}
      </Button>
    </div>
  );
}
