import { useTranslation } from "react-i18next";
import { number } from "../../lib/format";
import styles from "./Import.module.css";
import type { Import } from "./shapes";

const verdicts = ["create", "update", "unchanged", "double", "skipped", "refused"];

/** The rows of the file by what becomes of them; they add up to the rows read. */
export function Totals({ made, done = false }: { made: Import; done?: boolean }) {
  const { t } = useTranslation();
  const cells = made.columns.reduce((sum, column) => sum + column.refused, 0);
  const tense = done ? "did" : "will";
  return (
    <ul className={styles.totals} aria-label={t("import.totals")}>
      <li>
        <b>{number(made.totals.read ?? made.count)}</b> {t("import.rowsRead")}
      </li>
      {verdicts.map((verdict) =>
        made.totals[verdict] ? (
          <li key={verdict} data-verdict={verdict}>
            <b>{number(made.totals[verdict])}</b> {t(`import.${tense}.${verdict}`)}
          </li>
        ) : null,
      )}
      {cells > 0 && (
        <li data-verdict="refused">
          <b>{number(cells)}</b> {t("import.cellsRefused")}
        </li>
      )}
    </ul>
  );
}
