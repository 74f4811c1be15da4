import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { State } from "../ui/State";

const again = "karteo.again";
const pause = 60_000;
/** A part of the program that could not be fetched, in the words of the browsers: the server has a newer version, or nobody answered. */
const isUnfetched = (error: unknown) => error instanceof Error && /dynamically imported module|Importing a module script|error loading dynamically/i.test(error.message);

/** A screen that broke: what was typed is in the outbox or still in the form's fields; a reload is safe. */
export function Failed({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const unfetched = isUnfetched(error);
  useEffect(() => {
    // Once by itself; if that did not help, a person decides.
    if (!unfetched || Date.now() - Number(sessionStorage.getItem(again)) < pause) return;
    sessionStorage.setItem(again, String(Date.now()));
    location.reload();
  }, [unfetched]);
  return (
    <State title={t(unfetched ? "state.unfetched" : "state.failed")} text={unfetched ? t("state.unfetchedText") : error instanceof Error ? error.message : String(error)}>
      <Button onClick={() => location.reload()}>{t("update.reload")}</Button>
    </State>
  );
}

export function Lost() {
  const { t } = useTranslation();
  return (
    <State title={t("state.lost")}>
      <Link to="/">{t("shell.home")}</Link>
    </State>
  );
}
