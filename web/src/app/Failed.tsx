import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { State } from "../ui/State";

/** A screen that broke: what was typed is in the outbox or still in the form's fields; a reload is safe. */
export function Failed({ error }: { error: unknown }) {
  const { t } = useTranslation();
  return (
    <State title={t("state.failed")} text={error instanceof Error ? error.message : String(error)}>
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
