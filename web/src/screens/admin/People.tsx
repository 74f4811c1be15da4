import { Button, NativeSelect } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../lib/api";
import { useAsked, useAttempt } from "../../lib/asked";
import { ago } from "../../lib/format";
import type { Fault } from "../../lib/shapes";
import { loadSchema } from "../../local/schema";
import { useMe } from "../../local/session";
import { Faults } from "../../ui/Faults";
import { Skeleton, State } from "../../ui/State";
import { toast } from "../../ui/toast";
import styles from "./Admin.module.css";
import { Invite } from "./Invite";
import { roles, type Member } from "./shapes";

/** Who is in the workspace, with what role; inviting, letting go, taking back. */
export function People() {
  const { t } = useTranslation();
  const { data, problem, reload, set } = useAsked<{ people: Member[] }>("/api/people");
  if (!data) return problem ? <State title={t("admin.failed")} onRetry={reload} /> : <Skeleton />;
  const put = (member: Member) => {
    set({ people: data.people.map((one) => (one.id === member.id ? member : one)) });
    void loadSchema();
  };
  return (
    <>
      <Invite onDone={reload} />
      <ul className={styles.things}>
        {data.people.map((member) => (
          <Line key={member.id} member={member} onChange={put} />
        ))}
      </ul>
    </>
  );
}

function Line({ member, onChange }: { member: Member; onChange: (member: Member) => void }) {
  const { t } = useTranslation();
  const me = useMe();
  const { faults, busy, run } = useAttempt();
  const [sentAgain, setSentAgain] = useState(false);
  const name = member.name || member.email;

  const change = async (wish: Partial<Pick<Member, "role" | "active">>) => {
    if (await run(async () => onChange(await api<Member>("PATCH", `/api/people/${member.id}`, { body: wish })))) toast(t("toast.saved"));
  };
  const again = () =>
    run(async () => {
      await api("POST", `/api/people/${member.id}/invite`);
      setSentAgain(true);
      toast(t("admin.invitedAgain", { name }));
    });
  const state = !member.active ? t("admin.gone") : member.invited ? t("admin.invited") : member.last_login ? t("admin.lastLogin", { time: ago(member.last_login) }) : t("admin.never");
  return (
    <li className={`k-card ${styles.thing}`} data-retired={!member.active || undefined}>
      <div>
        <strong>{name}</strong> {member.id === me.user.id && <span className="k-dim">({t("admin.you")})</span>}
        <small className="k-dim">
          {member.email} · {state}
        </small>
      </div>
      <span className="k-row">
        <NativeSelect
          aria-label={t("admin.roleOf", { name })}
          value={member.role}
          disabled={busy || !member.active}
          data={roles.map((role) => ({ value: role, label: t(`role.${role}`) }))}
          onChange={(event) => void change({ role: event.currentTarget.value })}
        />
        {member.invited && member.active && (
          <Button variant="default" disabled={busy || sentAgain} onClick={() => void again()}>
            {t("admin.inviteAgain")}
          </Button>
        )}
        {member.id !== me.user.id && (
          <Button variant="subtle" color="gray" disabled={busy} onClick={() => void change({ active: !member.active })} aria-label={t(member.active ? "admin.letGoOf" : "admin.takeBackOf", { name })}>
            {t(member.active ? "admin.letGo" : "admin.takeBack")}
          </Button>
        )}
      </span>
      {faults.length > 0 && <Faults faults={faults.map((fault): Fault => ({ ...fault, place: "" }))} />}
    </li>
  );
}
