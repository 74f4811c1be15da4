import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useRef, useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../lib/api";
import { faultAt, useAttempt } from "../../lib/asked";
import { languageNames, languages } from "../../lib/i18n";
import { useMe } from "../../local/session";
import { Faults } from "../../ui/Faults";
import { toast } from "../../ui/toast";
import styles from "./Admin.module.css";
import { TeamTicks } from "./TeamTicks";
import type { Staff } from "./useStaff";

/** Invites somebody: a mail with a one-time link to set a password. Stays open for the next one. */
export function Invite({ staff, onSent, onClose }: { staff: Staff; onSent: () => void; onClose: () => void }) {
  const { t } = useTranslation();
  const me = useMe();
  const first = useRef<HTMLInputElement>(null);
  const blank = { name: "", email: "", role: "member", teams: [] as string[], language: me.workspace.language };
  const [wish, setWish] = useState(blank);
  const { faults, setFaults, busy, run } = useAttempt();

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const missing = (["name", "email"] as const).filter((place) => !wish[place].trim());
    if (missing.length) return setFaults(missing.map((place) => ({ place, code: "required" })));
    const body = { ...wish, name: wish.name.trim(), email: wish.email.trim() };
    if (!(await run(() => api("POST", "/api/people", { body })))) return;
    toast(t("people.inviteSent", { email: body.email }));
    // The next one usually comes into the same team, with the same role.
    setWish({ ...wish, name: "", email: "" });
    first.current?.focus();
    onSent();
  };
  return (
    <form className="k-card k-stack" onSubmit={(event) => void submit(event)} noValidate aria-labelledby="invite">
      <h2 id="invite">{t("people.invite")}</h2>
      <p className="k-dim">{t("people.inviteText")}</p>
      <Faults faults={faults.filter((fault) => fault.place !== "name" && fault.place !== "email")} />
      <div className={styles.words}>
        <TextInput ref={first} autoFocus label={t("profile.name")} autoComplete="off" value={wish.name} error={faultAt(t, faults, "name")} onChange={(event) => setWish({ ...wish, name: event.currentTarget.value })} />
        <TextInput label={t("login.userHint")} type="email" autoComplete="off" value={wish.email} error={faultAt(t, faults, "email")} onChange={(event) => setWish({ ...wish, email: event.currentTarget.value })} />
        <NativeSelect label={t("people.role")} value={wish.role} data={staff.roles.map((role) => ({ value: role.key, label: staff.named.role(role.key) }))} onChange={(event) => setWish({ ...wish, role: event.currentTarget.value })} />
        <NativeSelect label={t("login.language")} value={wish.language} data={languages.map((one) => ({ value: one, label: languageNames[one] }))} onChange={(event) => setWish({ ...wish, language: event.currentTarget.value })} />
      </div>
      {staff.teams.length > 0 && <TeamTicks teams={staff.teams} value={wish.teams} onChange={(teams) => setWish({ ...wish, teams })} />}
      <div className="k-row">
        <Button type="submit" loading={busy}>
          {t("people.inviteSubmit")}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t("people.done")}
        </Button>
      </div>
    </form>
  );
}
