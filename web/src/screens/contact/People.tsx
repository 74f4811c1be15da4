import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Linked } from "../../fields/link";
import { useList } from "../../local/list";
import type { Row } from "../../lib/shapes";
import styles from "./ContactPage.module.css";

const most = 20;
type Props = { contact: Row; except: Set<string> };

/** What the company field alone says: who works at a company, where a person works. Who is linked by hand stands above already. */
export function People({ contact, except }: Props) {
  if (contact.kind === "company") return <Staff company={contact} except={except} />;
  return typeof contact.company_id === "string" && !except.has(contact.company_id) ? <Company id={contact.company_id} position={contact.position} /> : null;
}

function Company({ id, position }: { id: string; position: unknown }) {
  const { t } = useTranslation();
  return (
    <p className={styles.company}>
      <span className="k-dim">{t("related.mainCompany")}</span>{" "}
      <Linked id={id} company />
      {typeof position === "string" && position && <span className="k-dim"> {position}</span>}
    </p>
  );
}

/** Who works at a company; the rest is one click away in the list. */
function Staff({ company, except }: { company: Row; except: Set<string> }) {
  const { t } = useTranslation();
  const clause = useMemo(() => ({ field: "company_id", op: "is", value: company.id }), [company.id]);
  const { rows, status } = useList({ type: "contact", q: "", filter: clause, sort: "name" });
  const shown = rows.filter((row) => !except.has(row.id));
  if (status !== "ready" || shown.length === 0) return null;
  return (
    <section aria-label={t("page.people")} className={styles.staff}>
      <h3>{t("page.people")}</h3>
      <ul className={styles.people}>
        {shown.slice(0, most).map((row) => (
          <li key={row.id}>
            <Link to="/contacts/$id" params={{ id: row.id }}>
              {row.name}
            </Link>
            {typeof row.position === "string" && <span className="k-dim"> {row.position}</span>}
          </li>
        ))}
      </ul>
      {shown.length > most && (
        <Link to="/contacts" search={{ filter: [clause] }}>
          {t("page.allPeople")}
        </Link>
      )}
    </section>
  );
}
