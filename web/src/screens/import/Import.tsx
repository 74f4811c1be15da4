import { useNavigate, useSearch } from "@tanstack/react-router";
import { Button } from "@mantine/core";
import { useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { asJob, shownOnPage } from "../../lib/jobs";
import { useMe } from "../../local/session";
import { Faults } from "../../ui/Faults";
import { Skeleton, State } from "../../ui/State";
import { toItsEnd } from "../../ui/useJob";
import { DropFile } from "./DropFile";
import { Earlier } from "./Earlier";
import styles from "./Import.module.css";
import { Look } from "./Look";
import { Result } from "./Result";
import { Running } from "./Running";
import { useImport } from "./useImport";

/** A file's way in: choose → see what would happen → run → look again, with Undo. */
export function Import() {
  const { t } = useTranslation();
  const me = useMe();
  const navigate = useNavigate();
  const { id } = useSearch({ from: "/inside/import" });
  const [file, setFile] = useState<File | null>(null);
  const onId = useCallback((next: string | undefined) => void navigate({ to: "/import", search: next ? { id: next } : {} }), [navigate]);
  const { made, faults, busy, lost, bring, wish, run } = useImport(id, onId);

  // What runs is told here; who goes elsewhere meanwhile sees it at the edge of the screen.
  const now = useRef(made);
  now.current = made;
  useEffect(() => {
    if (!id) return;
    const away = shownOnPage(id, true);
    return () => {
      away();
      const left = now.current;
      if (left && left.id === id && left.status === "running") void toItsEnd(asJob({ ...left, created_at: "" }));
    };
  }, [id]);

  if (!me.rights.contact.create || me.rights.contact.bulk === false) return <State title={t("import.forbidden")} text={t("import.forbiddenText")} />;
  const choose = (chosen: File) => {
    setFile(chosen);
    void bring(chosen);
  };
  const other = () => {
    setFile(null);
    onId(undefined);
  };
  const shown = id ? made : null;
  return (
    <div className={`k-page k-stack ${styles.page}`}>
      <header className="k-row k-spread">
        <h1>{shown ? t("import.titleOf", { name: shown.name }) : t("import.title")}</h1>
        {shown && shown.status !== "running" && (
          <Button variant="default" onClick={other}>
            {t("import.other")}
          </Button>
        )}
      </header>
      <Faults faults={faults} title={t("import.failed")} />
      {!id && (
        <>
          <DropFile busy={busy === "reading"} onFile={choose} />
          <Earlier />
        </>
      )}
      {id && !made && lost === "" && <Skeleton />}
      {lost === "gone" && <State title={t("import.gone")} />}
      {lost === "away" && (
        <p className="k-note" role="status">
          {t("import.away")}
        </p>
      )}
      {shown?.status === "ready" && <Look made={shown} busy={busy} wish={(more) => void wish(more)} run={() => void run()} {...(file ? { again: (options) => void bring(file, options) } : {})} />}
      {shown?.status === "running" && <Running made={shown} />}
      {(shown?.status === "done" || shown?.status === "failed") && <Result made={shown} onContinue={() => void run()} />}
    </div>
  );
}
