import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { lastList } from "../../lib/lastList";
import { useRecord } from "../../local/rows";
import { useSchema } from "../../local/schema";
import { useMe } from "../../local/session";
import { Decide } from "../../parts/Decide";
import { DeleteDialog } from "../../parts/DeleteDialog";
import { groupsOf } from "../../parts/groups";
import { History } from "../../parts/History";
import { RecordForm } from "../../parts/RecordForm";
import { useKeys } from "../../ui/keys";
import { Skeleton, State } from "../../ui/State";
import styles from "./ContactPage.module.css";
import { Deleted } from "./Deleted";
import { Details } from "./Details";
import { Head } from "./Head";
import { People } from "./People";

/** A contact: who it is on top, what is known on the left, what happened on the right. */
export function ContactPage() {
  const { t } = useTranslation();
  const { id } = useParams({ from: "/inside/contacts/$id" });
  const { edit } = useSearch({ from: "/inside/contacts/$id" });
  const navigate = useNavigate();
  const me = useMe();
  const schema = useSchema();
  const { state, row, rights, pending, attention } = useRecord("contact", id);
  const [field, setField] = useState<string | null>(null);
  const [deleting, setDeleting] = useState(false);

  const may = { edit: (rights?.edit ?? me.rights.contact.edit) && !row?.deleted_at, delete: rights?.delete ?? me.rights.contact.delete };
  const fields = schema?.types.contact?.fields ?? [];
  const toEdit = (on: boolean) => void navigate({ to: "/contacts/$id", params: { id }, search: on ? { edit: "all" } : {}, replace: !on });
  useKeys({
    E: () => may.edit && toEdit(true),
    e: () => {
      const first = row && groupsOf(fields, row, "filled")[0]?.[1][0];
      if (may.edit && first) setField(first.name);
    },
  });

  if (state === "gone") return <State title={t("page.gone")} text={t("page.goneText")} />;
  if (state === "forbidden") return <State title={t("page.forbidden")} />;
  if (state === "away") return <State title={t("page.away")} text={t("page.awayText")} />;
  if (!row || !schema) return <Skeleton />;

  const company = row.kind === "company";
  if (edit === "all" && may.edit) {
    return (
      <div className="k-page">
        <RecordForm
          key={id}
          title={t(company ? "page.updateCompany" : "page.updatePerson")}
          saveText={t("common.saveChanges")}
          fields={fields.filter((one) => !one.readonly)}
          row={row}
          onDone={() => toEdit(false)}
        />
      </div>
    );
  }
  return (
    <div className="k-page">
      {row.deleted_at ? <Deleted row={row} may={may.delete} /> : null}
      <Head row={row} fields={fields} mayEdit={may.edit} mayDelete={may.delete && !row.deleted_at} onEdit={() => toEdit(true)} onDelete={() => setDeleting(true)} />
      {attention.map((one) => {
        const found = fields.find((other) => other.name === one.field) ?? { name: one.field, type: "text", group: "", label: one.field };
        return <Decide key={one.id} one={one} field={found} row={row} editable={may.edit} onCorrect={setField} />;
      })}
      <div className={styles.columns}>
        <Details row={row} fields={fields} pending={pending} editable={may.edit} editing={field} onEdit={setField} />
        <div className={styles.side}>
          {company && <People company={row} />}
          <section className="k-card" aria-label={t("history.title")}>
            <div className="k-row k-spread">
              <h2 className={styles.title}>{t("history.title")}</h2>
              <Link to="/contacts/$id/history" params={{ id }}>
                {t("history.full")}
              </Link>
            </div>
            <History row={row} fields={fields} editable={may.edit} />
          </section>
        </div>
      </div>
      {deleting && <DeleteDialog row={row} fields={fields} onClose={() => setDeleting(false)} onDeleted={() => void navigate({ to: "/contacts", search: lastList.get() })} />}
    </div>
  );
}
