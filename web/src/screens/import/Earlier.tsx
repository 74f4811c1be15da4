import { useTranslation } from "react-i18next";
import { useAsked } from "../../lib/asked";
import { dateTime } from "../../lib/format";
import type { Partly, Person } from "../../lib/shapes";
import styles from "./Import.module.css";
import { UndoImport } from "./UndoImport";

type Batch = { id: string; at: string; by: Person; source: string; why: string; undone_by: string | null; partly_undone: Partly | null };

/** The imports among the last actions of the workspace, each with its way back. */
export function Earlier() {
  const { t } = useTranslation();
  const { data } = useAsked<{ items: Batch[] }>("/api/batches?limit=200");
  const imports = data?.items.filter((one) => one.source === "import") ?? [];
  if (!imports.length) return null;
  return (
    <section className="k-card" aria-labelledby="import-earlier">
      <h2 id="import-earlier">{t("import.earlier")}</h2>
      <ul className={styles.earlier}>
        {imports.map((one) => (
          <li key={one.id}>
            <div>
              <strong>{one.why || t("import.title")}</strong>
              <small className="k-dim">
                {one.by.name} · {dateTime(one.at)}
              </small>
            </div>
            <UndoImport batch={one.id} undone={Boolean(one.undone_by)} partly={one.partly_undone} />
          </li>
        ))}
      </ul>
    </section>
  );
}
