import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { labelText } from "../../lib/i18n";
import { useRows, useWaiting } from "../../local/rows";
import { useSchema } from "../../local/schema";
import { Icon } from "../../ui/icons";
import styles from "./Home.module.css";

/** What waits for a person's decision on this device: two values for one field, or one the server would not take. */
export function Attention() {
  const { t } = useTranslation();
  const { attention } = useWaiting();
  const types = useSchema()?.types ?? {};
  const rows = useRows("contact", [...new Set(attention.map((one) => one.page))]);
  const label = (type: string, name: string) => labelText(types[type]?.fields.find((one) => one.name === name)?.label, name);
  return (
    <section className={`k-card ${styles.section} ${styles.wide}`} aria-label={t("home.attention")}>
      <h2>{t("home.attention")}</h2>
      {attention.length ? (
        <ul className={styles.rows}>
          {attention.map((one) => (
            <li key={one.id}>
              <Link to="/contacts/$id" params={{ id: one.page }} className={styles.row}>
                <Icon name="warn" size={16} />
                <span className={styles.name}>{String(rows.get(one.page)?.name ?? "") || t("waiting.record")}</span>
                <span className={styles.second}>{t(`waiting.${one.kind}`, { field: label(one.type, one.field) })}</span>
              </Link>
            </li>
          ))}
        </ul>
      ) : (
        <p className="k-dim k-row">
          <Icon name="check" size={16} /> {t("home.attentionEmpty")}
        </p>
      )}
    </section>
  );
}
