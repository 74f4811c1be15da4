import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { items } from "../../fields/items";
import { newId } from "../../lib/ids";
import type { Row, Values } from "../../lib/shapes";
import { find } from "../../local/rows";
import { useSchema } from "../../local/schema";
import { useMe } from "../../local/session";
import { RecordForm } from "../../parts/RecordForm";
import { Skeleton, State } from "../../ui/State";

/** A new company or person; says while typing who may already be there. */
export function NewContact() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { kind = "person" } = useSearch({ from: "/inside/contacts/new" });
  const schema = useSchema();
  const me = useMe();
  const [row] = useState<Row>(() => ({ type: "contact", id: newId(), kind, owner_id: me.user.id }));
  if (!me.rights.contact.create) return <State title={t("fault.forbidden")} />;
  if (!schema) return <Skeleton />;
  return (
    <div className="k-page">
      <RecordForm
        title={t("list.new")}
        saveText={t("page.create")}
        fields={(schema.types.contact?.fields ?? []).filter((field) => !field.readonly)}
        row={row}
        created
        top={(values) => <Similar values={values} />}
        onDone={(saved) => void (saved ? navigate({ to: "/contacts/$id", params: { id: row.id } }) : navigate({ to: "/contacts" }))}
      />
    </div>
  );
}

/** Contacts that look like the one being typed. A hint, never a bar. */
function Similar({ values }: { values: Values }) {
  const { t } = useTranslation();
  const [hits, setHits] = useState<Row[]>([]);
  const email = String(items(values.emails)[0]?.value ?? "");
  const name = values.kind === "company" ? String(values.company_name ?? "") : [values.first_name, values.last_name].filter(Boolean).join(" ");
  const q = email.includes("@") ? email : name;
  useEffect(() => {
    if (q.length < 3) return setHits([]);
    const stop = new AbortController();
    const timer = setTimeout(() => {
      find(q, 3, stop.signal)
        .then(({ rows }) => setHits(rows.slice(0, 3)))
        .catch(() => undefined); // only a hint
    }, 400);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [q]);
  if (!hits.length) return null;
  return (
    <p className="k-note" role="status">
      {t("page.similar")}{" "}
      {hits.map((hit, at) => (
        <span key={hit.id}>
          {at > 0 && ", "}
          <Link to="/contacts/$id" params={{ id: hit.id }} target="_blank">
            {hit.name}
          </Link>
        </span>
      ))}
    </p>
  );
}
