import { useTranslation } from "react-i18next";
import { number } from "../../lib/format";
import type { Row, Values } from "../../lib/shapes";
import { Seen } from "../../parts/AccessInput";
import styles from "./Tools.module.css";

export type Look = { count: number; left_out: number; sample: { id: string; name: string; before: Values; after: Values }[] };

/** How many contacts a change concerns, and the first of them before and after. */
export function BulkSample({ look }: { look: Look }) {
  const { t } = useTranslation();
  const seen = (id: string, values: Values) => <Seen row={{ type: "contact", id, ...values } as Row} />;
  return (
    <div aria-live="polite">
      <p>{t("bulk.count", { count: look.count, n: number(look.count) })}</p>
      {look.left_out > 0 && <p className="k-note">{t("bulk.leftOut", { count: look.left_out, n: number(look.left_out) })}</p>}
      <ul className={styles.sample} aria-label={t("bulk.sample")}>
        {look.sample.map((one) => (
          <li key={one.id}>
            <strong>{one.name}</strong>
            <br />
            <span className={styles.before}>{seen(one.id, one.before)}</span> → {seen(one.id, one.after)}
          </li>
        ))}
      </ul>
    </div>
  );
}
