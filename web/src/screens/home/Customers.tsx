import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ago } from "../../lib/format";
import type { Item, Row } from "../../lib/shapes";
import { useShown } from "../../local/list";
import { Icon } from "../../ui/icons";
import styles from "./Home.module.css";

type Props = { title: string; rows: Row[]; empty: string };

/** A short list of customers, each opened by its name. */
export function Customers({ title, rows, empty }: Props) {
  const shown = useShown("contact", rows);
  return (
    <section className={`k-card ${styles.section}`} aria-label={title}>
      <h2>{title}</h2>
      {shown.length ? (
        <ul className={styles.rows}>
          {shown.map((row) => (
            <Customer key={row.id} row={row} />
          ))}
        </ul>
      ) : (
        <p className="k-dim">{empty}</p>
      )}
    </section>
  );
}

function Customer({ row }: { row: Row }) {
  const { t } = useTranslation();
  const company = row.kind === "company";
  const phones = (row.phones ?? []) as Item[];
  const phone = phones.find((one) => one.primary) ?? phones[0];
  const second = [company ? null : row.company_name, phone?.value].filter((part) => typeof part === "string" && part).join(" · ");
  return (
    <li>
      <Link to="/contacts/$id" params={{ id: row.id }} className={styles.row}>
        <Icon name={company ? "company" : "person"} size={16} />
        <span className={styles.name}>{String(row.name ?? "") || t("waiting.record")}</span>
        <span className={`${styles.second} k-figures`}>{second}</span>
        <time className={styles.time} dateTime={String(row.changed_at ?? "")}>
          {ago(String(row.changed_at ?? ""))}
        </time>
      </Link>
    </li>
  );
}
