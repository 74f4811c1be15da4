import { useTranslation } from "react-i18next";
import styles from "./Import.module.css";
import { shownColumns } from "./mapping";
import { ofText, refusedText } from "./words";
import type { Import, PreviewRow } from "./shapes";

/** The first rows as they stand in the file, each with its verdict; what will not be taken is amber, with the reason below. */
export function Preview({ made }: { made: Import }) {
  const { t } = useTranslation();
  const columns = shownColumns(made.columns);
  return (
    <div className={`k-card ${styles.preview}`}>
      <h2 id="import-rows">{t("import.rows", { count: made.rows.length })}</h2>
      <div className={styles.scroll} tabIndex={0} role="region" aria-labelledby="import-rows">
        <table>
          <thead>
            <tr>
              <th scope="col">{t("import.line")}</th>
              <th scope="col">{t("import.verdict")}</th>
              {columns.map((column) => (
                <th key={column.index} scope="col" data-left={!column.field || undefined}>
                  {column.header}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {made.rows.map((row) => (
              <Line key={row.row} row={row} columns={columns.map((column) => ({ index: column.index, left: !column.field }))} />
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function Line({ row, columns }: { row: PreviewRow; columns: { index: number; left: boolean }[] }) {
  const { t } = useTranslation();
  const bad = new Map(row.refused.map((fault) => [fault.column, fault]));
  const said = [ofText(t, row.verdict, row.of), ...row.refused.map((fault) => refusedText(t, fault))].filter(Boolean);
  return (
    <>
      <tr data-verdict={row.verdict}>
        <td className="k-figures">{row.line}</td>
        <td>
          <span className={styles.verdict} data-verdict={row.verdict}>
            {t(`import.verdicts.${row.verdict}`)}
          </span>
        </td>
        {columns.map(({ index, left }) => {
          const fault = bad.get(index);
          return (
            <td key={index} data-left={left || undefined} className={fault && styles.bad} title={fault ? refusedText(t, fault) : undefined}>
              {row.cells[index]}
            </td>
          );
        })}
      </tr>
      {said.length > 0 && (
        <tr className={styles.said}>
          <td />
          <td colSpan={columns.length + 1}>
            <span>{said.join(" · ")}</span>
          </td>
        </tr>
      )}
    </>
  );
}
