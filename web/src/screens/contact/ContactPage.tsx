import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { lastList } from "../../lib/lastList";
import { useRecord } from "../../local/rows";
import { useSchema } from "../../local/schema";
import { useMe } from "../../local/session";
import { DeleteDialog } from "../../parts/DeleteDialog";
import { Files } from "../../parts/Files";
import { groupsOf } from "../../parts/groups";
import { History } from "../../parts/History";
import { Notes } from "../../parts/Notes";
import { RecordForm } from "../../parts/RecordForm";
import { Related } from "../../parts/Related";
import { childRights } from "../../parts/rights";
import { useKeys } from "../../ui/keys";
import { Skeleton, State } from "../../ui/State";
import styles from "./ContactPage.module.css";
import { Deleted } from "./Deleted";
import { Details, type Begun } from "./Details";
import { Head } from "./Head";
import { Jump, jumpTo, Section } from "./Sections";
import { People } from "./People";
import { ToDecide } from "./ToDecide";

/** A contact: who it is on top, what is known on the left; notes, files, links and what happened on the right. */
export function ContactPage() {
  const { t } = useTranslation();
  const { id } = useParams({ from: "/inside/contacts/$id" });
  const { edit } = useSearch({ from: "/inside/contacts/$id" });
  const navigate = useNavigate();
  const me = useMe();
  const schema = useSchema();
  const { state, row, rights, pending, attention } = useRecord("contact", id);
  const [begun, setBegun] = useState<Begun | null>(null);
  const [deleting, setDeleting] = useState(false);
  const page = useRef<HTMLDivElement>(null);

  const living = !row?.deleted_at;
  const may = { edit: (rights?.edit ?? me.rights.contact.edit) && living, delete: rights?.delete ?? me.rights.contact.delete };
  const fields = schema?.types.contact?.fields ?? [];
  const toList = () => void navigate({ to: "/contacts", search: lastList.get() });
  const whole = edit === "all" && may.edit;
  const toEdit = (on: boolean) => void navigate({ to: "/contacts/$id", params: { id }, search: on ? { edit: "all" } : {}, replace: !on });
  useKeys({
    E: () => may.edit && toEdit(true),
    e: () => {
      // Whether it is a person or a company is hardly ever what is wrong.
      const first = row && groupsOf(fields, row, "filled").flatMap(([, members]) => members).find((field) => field.name !== "kind");
      if (may.edit && first) setBegun({ field: first.name });
    },
    m: () => jumpTo("notes", "textarea"),
  });

  const was = useRef(whole);
  useEffect(() => {
    // Back from the form, or from a field that is empty now: the place where the focus was is gone.
    if (!whole && (was.current || document.activeElement === document.body)) page.current?.querySelector<HTMLElement>("h1")?.focus({ preventScroll: !was.current });
    was.current = whole;
  }, [whole, begun]);

  if (state === "gone") {
    // What was typed for it and refused is still here, to be read once more and given up.
    return (
      <div className="k-page">
        <State title={t("page.gone")} text={t("page.goneText")} />
        <ToDecide attention={attention} row={{ type: "contact", id }} editable={false} onCorrect={setBegun} />
      </div>
    );
  }
  if (state === "forbidden") return <State title={t("page.forbidden")} />;
  if (state === "away") return <State title={t("page.away")} text={t("page.awayText")} />;
  if (!row || !schema) return <Skeleton />;

  if (whole) {
    return (
      <div className="k-page">
        <RecordForm
          key={id}
          title={t(row.kind === "company" ? "page.updateCompany" : "page.updatePerson")}
          saveText={t("common.saveChanges")}
          fields={fields.filter((one) => !one.readonly && !one.sensitive)}
          row={row}
          onDone={() => toEdit(false)}
        />
      </div>
    );
  }
  const has = (type: string) => Boolean(schema.types[type]);
  const notes = childRights(me, "note", living);
  return (
    <div className="k-page" ref={page}>
      {row.deleted_at ? <Deleted row={row} may={may.delete} /> : null}
      <Head row={row} fields={fields} mayEdit={may.edit} mayDelete={may.delete && living} onEdit={() => toEdit(true)} onDelete={() => setDeleting(true)} onErased={toList} />
      <ToDecide attention={attention} row={row} editable={may.edit} onCorrect={setBegun} />
      <Jump names={["details", ...(has("note") ? ["notes"] : []), ...(has("file") ? ["files"] : []), ...(has("relationship") ? ["related"] : []), "history"]} />
      <div className={styles.columns}>
        <div id="details" tabIndex={-1} className={styles.part}>
          <Details row={row} fields={fields} pending={pending} editable={may.edit} begun={begun} onBegin={setBegun} />
        </div>
        <div className={styles.side}>
          {has("note") && (
            <Section name="notes">
              <Notes type="contact" record={id} rights={notes} />
            </Section>
          )}
          {has("file") && (
            <Section name="files">
              <Files type="contact" record={id} rights={childRights(me, "file", living)} />
            </Section>
          )}
          {has("relationship") && (
            <Section name="related">
              <Related contact={row} rights={childRights(me, "relationship", living)}>
                {(linked) => <People contact={row} except={linked} />}
              </Related>
            </Section>
          )}
          <Section
            name="history"
            tools={
              <Link to="/contacts/$id/history" params={{ id }}>
                {t("history.full")}
              </Link>
            }
          >
            <History row={row} fields={fields} editable={may.edit} />
          </Section>
        </div>
      </div>
      {deleting && <DeleteDialog row={row} fields={fields} onClose={() => setDeleting(false)} onDeleted={toList} />}
    </div>
  );
}
