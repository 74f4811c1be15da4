import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { faultText } from "../../lib/faults";
import type { List } from "../../local/list";
import { State } from "../../ui/State";
import type { ListState } from "./useListState";

/** Why there are no rows, and what can be done about it. */
export default function Nothing({ state, list, mayCreate }: { state: ListState; list: List; mayCreate: boolean }) {
  const { t } = useTranslation();
  const everybody = () => state.go({ q: "", filter: [], sort: "name" });
  if (list.status === "failed") {
    const why = list.problem?.errors.map((fault) => faultText(t, fault)).join(" ") || list.problem?.detail || "";
    return (
      <State title={t("list.failed")} text={why} onRetry={list.reload}>
        {(state.narrowed || state.sort !== "name") && <Button onClick={everybody}>{t("list.clearAll")}</Button>}
      </State>
    );
  }
  return (
    <State title={t(state.narrowed ? "list.emptyHits" : "list.emptyAll")} text={t(state.narrowed ? "list.emptyHitsText" : "list.emptyAllText")}>
      {state.narrowed ? (
        <Button variant="default" onClick={() => state.go({ q: "", filter: [] })}>
          {t("list.clearAll")}
        </Button>
      ) : (
        mayCreate && (
          <>
            <Link to="/contacts/new">{t("list.new")}</Link>
            <Link to="/import">{t("shell.import")}</Link>
          </>
        )
      )}
    </State>
  );
}
