import { Link } from "@tanstack/react-router";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useAsked } from "../../lib/asked";
import { dateTime, number } from "../../lib/format";
import { shownOnPage, type Coming } from "../../lib/jobs";
import type { Partly, Person } from "../../lib/shapes";
import { useSchema } from "../../local/schema";
import styles from "./Import.module.css";
import { UndoImport } from "./UndoImport";

type Batch = { id: string; at: string; by: Person; source: string; why: string; undone_by: string | null; partly_undone: Partly | null };

/** What was brought before: what is not over, and the imports among the last actions of the workspace, each with its way back. */
export function Earlier() {
  const { t } = useTranslation();
  const { data } = useAsked<{ items: Batch[] }>("/api/batches?limit=200");
  const coming = useAsked<{ imports: Coming[] }>("/api/imports");
  const known = coming.data?.imports ?? [];
  const batches = data?.items.filter((one) => one.source === "import") ?? [];
  const running = known.some((one) => one.status === "running");
  const { reload } = coming;
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(reload, 1000);
    return () => clearInterval(timer);
  }, [running, reload]);

  // One that stopped and was taken back since is over.
  const open = known.filter((one) => one.status !== "done" && !batches.some((batch) => batch.id === one.batch && batch.undone_by));
  const done = batches.filter((batch) => !open.some((one) => one.batch === batch.id && one.status === "running"));
  return (
    <>
      {open.length > 0 && (
        <section className="k-card" aria-labelledby="import-open">
          <h2 id="import-open">{t("import.notOver")}</h2>
          <ul className={styles.earlier}>
            {open.map((one) => (
              <Open key={one.id} one={one} />
            ))}
          </ul>
        </section>
      )}
      {done.length > 0 && (
        <section className="k-card" aria-labelledby="import-earlier">
          <h2 id="import-earlier">{t("import.earlier")}</h2>
          <ul className={styles.earlier}>
            {done.map((one) => (
              <li key={one.id}>
                <div>
                  <Name id={known.find((made) => made.batch === one.id)?.id} name={one.why || t("import.title")} />
                  <small className="k-dim">
                    {one.by.name} · {dateTime(one.at)}
                  </small>
                </div>
                <UndoImport batch={one.id} undone={Boolean(one.undone_by)} partly={one.partly_undone} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

/** One that runs, that stopped, or that was only looked at: how far it is, and the way to go on. */
function Open({ one }: { one: Coming }) {
  const { t } = useTranslation();
  const running = one.status === "running";
  useEffect(() => (running ? shownOnPage(one.id) : undefined), [one.id, running]);
  const by = useSchema()?.users.find((user) => user.id === one.by)?.name;
  return (
    <li data-status={one.status}>
      <div>
        <Name id={one.id} name={one.name} />
        <small className="k-dim">
          {by && `${by} · `}
          {dateTime(one.created_at)} · {t(`import.state.${one.status}`, { n: number(one.done), of: number(one.count) })}
        </small>
        {running && <progress className={styles.progress} aria-label={t("import.progress")} max={Math.max(1, one.count)} value={one.done} />}
      </div>
      <Link to="/import" search={{ id: one.id }} className={styles.way}>
        {t(running ? "import.open" : "import.goOn")}
      </Link>
    </li>
  );
}

const Name = ({ id, name }: { id: string | undefined; name: string }) =>
  id ? (
    <Link to="/import" search={{ id }}>
      <strong>{name}</strong>
    </Link>
  ) : (
    <strong>{name}</strong>
  );
