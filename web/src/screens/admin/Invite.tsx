import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../lib/api";
import { faultAt, useAttempt } from "../../lib/asked";
import { languageNames, languages } from "../../lib/i18n";
import { loadSchema } from "../../local/schema";
import { useMe } from "../../local/session";
import { Faults } from "../../ui/Faults";
import { toast } from "../../ui/toast";
import styles from "./Admin.module.css";
import { roles } from "./shapes";

/** Invites somebody: a mail with a one-time link to set a password. */
export function Invite({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation();
  const me = useMe();
  const blank = { name: "", email: "", role: "member", language: me.workspace.language };
  const [wish, setWish] = useState(blank);
  const { faults, setFaults, busy, run } = useAttempt();

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const missing = (["name", "email"] as const).filter((place) => !wish[place].trim());
    if (missing.length) return setFaults(missing.map((place) => ({ place, code: "required" })));
    const body = { ...wish, name: wish.name.trim(), email: wish.email.trim() };
    if (!(await run(() => api("POST", "/api/people", { body })))) return;
    toast(t("admin.inviteSent", { email: body.email }));
    setWish(blank);
    onDone();
    void loadSchema();
  };
  return (
    <form className="k-card k-stack" onSubmit={(event) => void submit(event)} noValidate aria-labelledby="invite">
      <h2 id="invite">{t("admin.invite")}</h2>
      <Faults faults={faults.filter((fault) => fault.place !== "name" && fault.place !== "email")} />
      <div className={styles.words}>
        <TextInput label={t("profile.name")} autoComplete="off" value={wish.name} error={faultAt(t, faults, "name")} onChange={(event) => setWish({ ...wish, name: event.currentTarget.value })} />
        <TextInput label={t("login.userHint")} type="email" autoComplete="off" value={wish.email} error={faultAt(t, faults, "email")} onChange={(event) => setWish({ ...wish, email: event.currentTarget.value })} />
        <NativeSelect label={t("admin.role")} value={wish.role} data={roles.map((role) => ({ value: role, label: t(`role.${role}`) }))} onChange={(event) => setWish({ ...wish, role: event.currentTarget.value })} />
        <NativeSelect label={t("login.language")} value={wish.language} data={languages.map((one) => ({ value: one, label: languageNames[one] }))} onChange={(event) => setWish({ ...wish, language: event.currentTarget.value })} />
      </div>
      <p className="k-dim">{t(`role.${wish.role}Text`)}</p>
      <div>
        <Button type="submit" loading={busy}>
          {t("admin.inviteSubmit")}
        </Button>
      </div>
    </form>
  );
}
