import { TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../lib/api";
import { faultAt, useAttempt } from "../../lib/asked";
import { FormButtons } from "../../parts/FormButtons";
import { useDirty } from "../../parts/useDirty";
import { Faults } from "../../ui/Faults";
import { PeoplePicker } from "./PeoplePicker";
import type { Member, Team } from "./staff";

type Props = { team: Team | null; people: Member[]; onDone: () => void; onCancel: () => void };

/** A team's name and who is in it. */
export function TeamForm({ team, people, onDone, onCancel }: Props) {
  const { t } = useTranslation();
  const [name, setName] = useState(team?.name ?? "");
  const [members, setMembers] = useState(team?.members ?? []);
  const { faults, setFaults, busy, run } = useAttempt();
  const leaving = useDirty(true);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!name.trim()) return setFaults([{ place: "name", code: "required" }]);
    const body = { name: name.trim(), members };
    if (!(await run(() => (team ? api("PATCH", `/api/teams/${team.id}`, { body }) : api("POST", "/api/teams", { body }))))) return;
    leaving();
    onDone();
  };
  const title = t(team ? "teams.change" : "teams.add");
  return (
    <form className="k-card k-stack" onSubmit={(event) => void submit(event)} noValidate aria-label={title}>
      <h2>{title}</h2>
      <Faults faults={faults.filter((fault) => fault.place !== "name")} />
      <div data-field="name">
        <TextInput label={t("teams.name")} autoFocus maxLength={200} value={name} error={faultAt(t, faults, "name")} onChange={(event) => setName(event.currentTarget.value)} />
      </div>
      <PeoplePicker label={t("teams.members")} people={people} value={members} onChange={setMembers} />
      <FormButtons busy={busy} onCancel={onCancel} />
    </form>
  );
}
