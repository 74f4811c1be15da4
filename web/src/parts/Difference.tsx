import { useTranslation } from "react-i18next";
import { kindOf } from "../fields";
import { isEmpty, same } from "../lib/same";
import type { Field, Json, Row } from "../lib/shapes";
import styles from "./Difference.module.css";

type Props = { field: Field; before: Json; after: Json; row: Row };

/** Old → new of one field. Of a list only the entries that differ. */
export function Difference({ field, before, after, row }: Props) {
  const { t } = useTranslation();
  const [old, fresh] = lists(before, after);
  return (
    <div className={styles.both}>
      <del className={styles.old}>
        <span className="k-hidden">{t("history.before")} </span>
        <Value field={field} value={old} row={row} />
      </del>
      <span aria-hidden="true" className="k-dim">
        →
      </span>
      <ins className={styles.new}>
        <span className="k-hidden">{t("history.after")} </span>
        <Value field={field} value={fresh} row={row} />
      </ins>
    </div>
  );
}

export function Value({ field, value, row }: { field: Field; value: Json; row: Row }) {
  const { t } = useTranslation();
  const { Show } = kindOf(field.type);
  return isEmpty(value) ? <span className="k-dim">{t("history.nothing")}</span> : <Show value={value} field={field} row={row} />;
}

function lists(before: Json, after: Json): [Json, Json] {
  if (!Array.isArray(before ?? []) || !Array.isArray(after ?? [])) return [before, after];
  const [old, fresh] = [(before ?? []) as Json[], (after ?? []) as Json[]];
  const gone = old.filter((one) => !fresh.some((other) => same(one, other)));
  const added = fresh.filter((one) => !old.some((other) => same(one, other)));
  return gone.length + added.length ? [gone, added] : [before, after];
}
