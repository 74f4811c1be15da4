import { Button, NativeSelect } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../lib/api";
import { faultAt, useAttempt } from "../../lib/asked";
import { same } from "../../lib/same";
import { useMe } from "../../local/session";
import { FormButtons } from "../../parts/FormButtons";
import { Dialog } from "../../ui/Dialog";
import { Faults } from "../../ui/Faults";
import { toast } from "../../ui/toast";
import { Leave } from "./Leave";
import styles from "./People.module.css";
import { told } from "./PeopleLine";
import { status, type Member } from "./staff";
import { TeamTicks } from "./TeamTicks";
import { useRoleWords } from "./useRoleWords";
import type { Staff } from "./useStaff";

type Props = { member: Member; staff: Staff; onChange: (member: Member) => void; onClose: () => void };

/** One person: role and teams, the invitation, leaving and coming back. */
export function PersonDialog({ member, staff, onChange, onClose }: Props) {
  const { t } = useTranslation();
  const me = useMe();
  const [role, setRole] = useState(member.role);
  const [teams, setTeams] = useState(member.teams);
  const [leaving, setLeaving] = useState(false);
  const { faults, busy, run } = useAttempt();
  const name = member.name || member.email;
  const words = useRoleWords();
  const chosenRole = staff.roles.find((one) => one.key === role);
  const changed = role !== member.role || !same(teams.toSorted(), member.teams.toSorted());

  const store = async (event: FormEvent) => {
    event.preventDefault();
    if (!(await run(async () => onChange(await api<Member>("PATCH", `/api/people/${member.id}`, { body: { role, teams } }))))) return;
    toast(t("toast.saved"));
    onClose();
  };
  const again = async () => {
    const sent = await run(async () => {
      await api("POST", `/api/people/${member.id}/invite`);
      onChange({ ...member, invited_at: new Date().toISOString() });
    });
    if (sent) toast(t("people.sentAgain", { name }));
  };
  const back = async () => {
    if (!(await run(async () => onChange(await api<Member>("PATCH", `/api/people/${member.id}`, { body: { active: true } }))))) return;
    toast(t("people.backDone", { name }));
    onClose();
  };

  return (
    <Dialog opened onClose={onClose} title={leaving ? (member.invited ? `${t("people.withdraw")}: ${name}` : t("people.leaveTitle", { name })) : name} size="lg">
      {leaving || !member.active ? (
        <Leave member={member} staff={staff} onChange={onChange} onDone={onClose} onCancel={() => (leaving ? setLeaving(false) : onClose())}>
          {!member.active && (
            <Button onClick={() => void back()} loading={busy}>
              {t("people.back")}
            </Button>
          )}
        </Leave>
      ) : (
        <form className="k-stack" onSubmit={(event) => void store(event)} noValidate>
          <p className="k-dim">
            {member.email} · {t(`people.${status(member)}`)} · {told(t, member)}
          </p>
          <Faults faults={faults.filter((fault) => fault.place !== "role")} />
          <div data-field="role">
            <NativeSelect
              label={t("people.role")}
              description={chosenRole && words(chosenRole)}
              value={role}
              error={faultAt(t, faults, "role")}
              data={staff.roles.map((one) => ({ value: one.key, label: staff.named.role(one.key) }))}
              onChange={(event) => setRole(event.currentTarget.value)}
            />
          </div>
          <TeamTicks teams={staff.teams} value={teams} onChange={setTeams} />
          <FormButtons busy={busy} disabled={!changed} onCancel={onClose} />
          <div className={styles.further}>
            {member.invited && (
              <Button variant="default" disabled={busy} onClick={() => void again()}>
                {t("people.again")}
              </Button>
            )}
            {member.id !== me.user.id && (
              <Button variant="default" className={styles.danger!} disabled={busy} onClick={() => setLeaving(true)}>
                {t(member.invited ? "people.withdraw" : "people.leave")}
              </Button>
            )}
          </div>
        </form>
      )}
    </Dialog>
  );
}
