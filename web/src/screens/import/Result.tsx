import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { number } from "../../lib/format";
import { causeText } from "../../lib/jobs";
import styles from "./Import.module.css";
import { Named } from "./Named";
import type { Import } from "./shapes";
import { Totals } from "./Totals";
import { UndoImport } from "./UndoImport";

/** What became of the file: counts per column, what was refused as a file, the list, and the way back. */
export function Result({ made, onContinue }: { made: Import; onContinue: () => void }) {
  const { t } = useTranslation();
  const failed = made.status === "failed";
  const rejects = made.refusals.length + made.doubles.length + (made.totals.skipped ?? 0) + (made.totals.refused ?? 0) > 0;
  return (
    <>
      {failed && (
        <div className="k-note k-wrong k-stack" role="alert">
          <strong>{t("import.broke", { done: number(made.done), count: number(made.count) })}</strong>
          {made.error && <span>{causeText(t, made.error)}</span>}
          <div>
            <Button onClick={onContinue}>{t("import.goOn")}</Button>
          </div>
        </div>
      )}
      <section className="k-card k-stack" role="status">
        {!failed && <h2>{t("import.done")}</h2>}
        <Totals made={made} done />
        <div className="k-row">
          {/* The newest on top: what has just come in. */}
          <Button renderRoot={(props) => <Link {...props} to="/contacts" search={{ sort: "-created_at" }} />}>{t("import.toList")}</Button>
          {rejects && (
            <Button component="a" variant="default" href={`/api/imports/${made.id}/rejects`} download>
              {t("import.rejects")}
            </Button>
          )}
          <UndoImport batch={made.batch} />
        </div>
      </section>
      <section className="k-card">
        <h2>{t("import.perColumn")}</h2>
        <div className={styles.scroll} tabIndex={0} role="region" aria-label={t("import.perColumn")}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t("import.column")}</th>
                {["read", "stored", "refused", "kept"].map((name) => (
                  <th key={name} scope="col" className={styles.figure}>
                    {t(`import.count.${name}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {made.columns
                .filter((column) => column.read > 0)
                .map((column) => (
                  <tr key={column.index}>
                    <th scope="row" data-left={!column.field || undefined}>
                      {column.header} {!column.field && <small>({t("import.leave")})</small>}
                    </th>
                    {(["read", "stored", "refused", "kept"] as const).map((name) => (
                      <td key={name} className={`${styles.figure} k-figures ${name === "refused" && column.refused ? styles.bad : ""}`}>
                        {number(column[name])}
                      </td>
                    ))}
                  </tr>
                ))}
            </tbody>
          </table>
        </div>
      </section>
      <Named made={made} />
    </>
  );
}
