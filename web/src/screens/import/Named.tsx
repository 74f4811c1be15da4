import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { number } from "../../lib/format";
import styles from "./Import.module.css";
import type { Import } from "./shapes";
import { ofText, refusedText } from "./words";

/** Doubles, records that are there already, owners nobody knows, cells not taken: the first of each, by name. */
export function Named({ made }: { made: Import }) {
  const { t } = useTranslation();
  const parts: [string, number, React.ReactNode[]][] = [
    ["refusals", made.refusals.length, made.refusals.map((one) => `${t("import.inLine", { line: one.line })} ${refusedText(t, one)}`)],
    ["doubles", made.doubles.length, made.doubles.map((one) => `${t("import.inLine", { line: one.line })} ${ofText(t, "double", one.of)}`)],
    [
      "there",
      made.matches.length,
      made.matches.map((one) => (
        <>
          {t("import.inLine", { line: one.line })} {ofText(t, one.verdict, one.of)}{" "}
          {one.of.id && (
            <Link to="/contacts/$id" params={{ id: one.of.id }} target="_blank">
              {t("common.view")}
            </Link>
          )}
        </>
      )),
    ],
    ["unmatched", made.unmatched.length, made.unmatched.map((one) => `${one.header}: “${one.value}” (${number(one.rows)})`)],
    ["notes", Object.keys(made.notes).length, Object.entries(made.notes).map(([code, count]) => `${noteText(code)} (${number(count)})`)],
    ["emptyLines", made.empty_lines.length, [made.empty_lines.map((line) => number(line)).join(", ")]],
  ];
  function noteText(code: string): string {
    const [name, value] = code.split(/:(.*)/s);
    return t(`import.note.${name}`, { value: value ?? "", defaultValue: code });
  }
  return (
    <>
      {parts.map(([name, count, lines]) =>
        count ? (
          <details key={name} className="k-card">
            <summary className={styles.summary}>
              {t(`import.${name}`)} ({count >= 200 ? `${number(count)}+` : number(count)})
            </summary>
            <ul className={styles.named}>
              {lines.map((line, at) => (
                <li key={at}>{line}</li>
              ))}
            </ul>
          </details>
        ) : null,
      )}
    </>
  );
}
