import { Link, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useRecord } from "../../local/rows";
import { useFields } from "../../local/schema";
import { useMe } from "../../local/session";
import { History } from "../../parts/History";
import { Icon } from "../../ui/icons";
import { Skeleton, State } from "../../ui/State";
import styles from "./Head.module.css";

/** The whole history of a contact on a page of its own. */
export function HistoryPage() {
  const { t } = useTranslation();
  const { id } = useParams({ from: "/inside/contacts/$id/history" });
  const { row, state, rights } = useRecord("contact", id);
  const fields = useFields("contact");
  const me = useMe();
  if (state === "gone") return <State title={t("page.gone")} />;
  if (!row) return <Skeleton />;
  return (
    <div className="k-page k-stack">
      <Link to="/contacts/$id" params={{ id }} className={styles.back}>
        <Icon name="back" size={16} /> {t("browse.toContact")}
      </Link>
      <h1>
        {t("history.title")}: {row.name}
      </h1>
      <div className="k-card">
        <History row={row} fields={fields} editable={rights?.edit ?? me.rights.contact.edit} />
      </div>
    </div>
  );
}
