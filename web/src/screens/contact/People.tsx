import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useList } from "../../local/list";
import type { Row } from "../../lib/shapes";
import styles from "./ContactPage.module.css";

const most = 20;

/** Who works at a company; the rest is one click away in the list. */
export function People({ company }: { company: Row }) {
  const { t } = useTranslation();
  const clause = useMemo(() => ({ field: "company_id", op: "is", value: company.id }), [company.id]);
  const { rows, status } = useList({ type: "contact", q: "", filter: clause, sort: "name" });
  if (status !== "ready" || rows.length === 0) return null;
  return (
    <section className="k-card" aria-label={t("page.people")}>
      <h2 className={styles.title}>{t("page.people")}</h2>
      <ul className={styles.people}>
        {rows.slice(0, most).map((row) => (
          <li key={row.id}>
            <Link to="/contacts/$id" params={{ id: row.id }}>
              {row.name}
            </Link>
            {typeof row.position === "string" && <span className="k-dim"> {row.position}</span>}
          </li>
        ))}
      </ul>
      {rows.length > most && (
        <Link to="/contacts" search={{ filter: [clause] }}>
          {t("page.allPeople")}
        </Link>
      )}
    </section>
  );
}
