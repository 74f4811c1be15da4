import { Button, Checkbox, Loader, NativeSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { country, number } from "../../lib/format";
import { Columns } from "./Columns";
import { countries } from "./countries";
import styles from "./Import.module.css";
import { homeless } from "./mapping";
import { Named } from "./Named";
import { Preview } from "./Preview";
import type { Import, Wish } from "./shapes";
import { Totals } from "./Totals";
import type { Options } from "./useImport";

const encodings = ["utf-8", "utf-16", "cp1252", "gb18030"];
const delimiters = [",", ";", "\t", "|"];
type Props = { made: Import; busy: string; wish: (more: Wish) => void; run: () => void; again?: (options: Options) => void };

/** Before anything is written: what was recognised, where each column goes, and what would become of the rows. */
export function Look({ made, busy, wish, run, again }: Props) {
  const { t } = useTranslation();
  const open = homeless(made.columns);
  const writes = (made.totals.create ?? 0) + (made.totals.update ?? 0);
  const go = (
    <Button size="md" onClick={run} loading={busy === "starting"} disabled={busy !== "" || !writes}>
      {t("import.run", { count: writes, n: number(writes) })}
    </Button>
  );
  const csv = made.delimiter !== null;
  const sign = (text: string) => t(`import.sign.${text === "\t" ? "tab" : text === "," ? "comma" : text === ";" ? "semicolon" : "bar"}`);
  return (
    <>
      <section className="k-card k-stack" aria-label={t("import.recognised")}>
        <div className={styles.facts}>
          <span>{t("import.format", { format: made.format.toUpperCase() })}</span>
          {again && csv ? (
            <>
              <NativeSelect label={t("import.encoding")} value={made.encoding} data={[...new Set([made.encoding, ...encodings])]} onChange={(event) => again({ encoding: event.currentTarget.value, delimiter: made.delimiter! })} />
              <NativeSelect
                label={t("import.delimiter")}
                value={made.delimiter!}
                data={[...new Set([made.delimiter!, ...delimiters])].map((one) => ({ value: one, label: sign(one) }))}
                onChange={(event) => again({ encoding: made.encoding, delimiter: event.currentTarget.value })}
              />
            </>
          ) : (
            <span className="k-dim">
              {made.encoding}
              {csv && ` · ${sign(made.delimiter!)}`}
            </span>
          )}
          <NativeSelect label={t("import.match")} value={made.match} data={(["update", "skip", "create"] as const).map((one) => ({ value: one, label: t(`import.matches.${one}`) }))} onChange={(event) => wish({ match: event.currentTarget.value as Import["match"] })} />
          <NativeSelect label={t("import.country")} value={made.country} data={countries(made.country).map((code) => ({ value: code, label: country(code) }))} onChange={(event) => wish({ country: event.currentTarget.value })} />
        </div>
        <Checkbox label={t("import.restore")} checked={made.restore} onChange={(event) => wish({ restore: event.currentTarget.checked })} />
      </section>
      <div className={`k-row ${styles.bar}`}>
        <Totals made={made} />
        <span className="k-row">
          {busy === "checking" && <Loader size="xs" aria-label={t("import.checking")} />}
          {go}
        </span>
      </div>
      {!writes && !busy && (
        <p className="k-note" role="status">
          {t("import.nothing")}
        </p>
      )}
      {open.length > 0 && (
        <p className="k-note">
          {t("import.homeless", { count: open.length })} {open.map((column) => column.header).join(", ")}
        </p>
      )}
      <div className={styles.panes}>
        <Columns made={made} wish={wish} />
        <Preview made={made} />
      </div>
      <Named made={made} />
      <div className="k-row">{go}</div>
    </>
  );
}
