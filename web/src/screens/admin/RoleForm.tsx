import { Button } from "@mantine/core";
import { useEffect, useRef, useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../lib/api";
import { faultAt, useAttempt } from "../../lib/asked";
import type { Fault, Label, Schema } from "../../lib/shapes";
import { useDirty } from "../../parts/useDirty";
import { Faults } from "../../ui/Faults";
import bars from "../../parts/RecordForm.module.css";
import { filled, words } from "./options";
import { RoleFields } from "./RoleFields";
import { RoleMatrix } from "./RoleMatrix";
import type { Rights, Role } from "./staff";
import { WordsInput } from "./WordsInput";

/** What the form begins with: a role that is changed, or (null) the rights that a new one starts from. */
export type Draft = { role: Role | null; label: Label; rights: Rights };
type Props = { schema: Schema; draft: Draft; onDone: () => void; onCancel: () => void };

/** A role: its name, what its people may do with each kind of record, and what they see of the fields. */
export function RoleForm({ schema, draft, onDone, onCancel }: Props) {
  const { t } = useTranslation();
  const [label, setLabel] = useState(words(draft.label));
  const [rights, setRights] = useState(draft.rights);
  const { faults, setFaults, busy, run } = useAttempt();
  const leaving = useDirty(true);
  const top = useRef<HTMLElement>(null);
  // The form is long: what is wrong is told at its head, and leads to its place.
  useEffect(() => {
    if (faults.length) top.current?.scrollIntoView({ block: "nearest" });
  }, [faults]);
  const title = t(draft.role ? "roles.change" : "roles.new");
  // The field that a fault speaks of is found by the place that the server names.
  const placed = faults.map((fault): Fault => ({ ...fault, place: fault.place.replace(/^rights\.(types|fields)\./, "$1__").replaceAll(".", "__") }));

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!Object.keys(filled(label)).length) return setFaults([{ place: "label", code: "required" }]);
    const body = { label: filled(label), rights };
    if (!(await run(() => (draft.role ? api("PATCH", `/api/roles/${draft.role.key}`, { body }) : api("POST", "/api/roles", { body }))))) return;
    leaving();
    onDone();
  };
  const buttons = (
    <div className={bars.bottom}>
      <Button type="submit" loading={busy}>
        {t("common.save")}
      </Button>
      <Button variant="default" onClick={onCancel}>
        {t("common.cancel")}
      </Button>
    </div>
  );
  return (
    <form className="k-stack" onSubmit={(event) => void submit(event)} noValidate aria-label={title}>
      <section className="k-card k-stack" ref={top}>
        <h2>{title}</h2>
        <Faults faults={placed} />
        <WordsInput label={t("roles.name")} value={label} onChange={setLabel} error={faultAt(t, faults, "label")} place="label" autoFocus />
      </section>
      <RoleMatrix schema={schema} rights={rights} faults={placed} onChange={setRights} />
      <RoleFields schema={schema} rights={rights} faults={placed} onChange={setRights} />
      {buttons}
    </form>
  );
}
