import { useTranslation } from "react-i18next";
import { number } from "../../lib/format";
import type { Row, Values } from "../../lib/shapes";
import { useSchema } from "../../local/schema";
import { Seen } from "../../parts/AccessInput";
import styles from "./Tools.module.css";

export type Look = { count: number; left_out: number; sample: { id: string; name: string; owner_id: string | null; before: Values; after: Values }[] };

/** How many contacts a change concerns, and the first of them before and after. */
export function BulkSample({ look }: { look: Look }) {
  const { t } = useTranslation();
  const users = useSchema()?.users ?? [];
  const owner = (id: string | null) => users.find((user) => user.id === id)?.name;
  const seen = (one: Look["sample"][number], values: Values) => <Seen row={{ type: "contact", id: one.id, owner_id: one.owner_id, ...values } as Row} />;
  return (
    <div aria-live="polite">
      <p>{t("bulk.count", { count: look.count, n: number(look.count) })}</p>
      {look.left_out > 0 && <p className="k-note">{t("bulk.leftOut", { count: look.left_out, n: number(look.left_out) })}</p>}
      <ul className={styles.sample} aria-label={t("bulk.sample")}>
        {look.sample.map((one) => (
          <li key={one.id}>
            <strong>{one.name}</strong> <span className="k-dim">{one.owner_id ? t("bulk.owner", { name: owner(one.owner_id) }) : t("bulk.noOwner")}</span>
            <br />
            <span className={styles.before}>{seen(one, one.before)}</span> → {seen(one, one.after)}
          </li>
        ))}
      </ul>
    </div>
  );
}
