import { Button, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../lib/api";
import { faultAt, useAttempt } from "../../lib/asked";
import type { Language } from "../../lib/i18n";
import { useDirty } from "../../parts/useDirty";
import { session, useMe } from "../../local/session";
import { Faults } from "../../ui/Faults";
import { LanguageSwitch } from "../../ui/LanguageSwitch";
import { toast } from "../../ui/toast";
import styles from "./Profile.module.css";

type Person = { id: string; name: string; email: string; language: string };

/** Name, and the language of the screens, which switches at once. */
export function PersonForm() {
  const { t } = useTranslation();
  const me = useMe();
  const [name, setName] = useState(me.user.name);
  const { faults, setFaults, busy, run } = useAttempt();
  useDirty(name.trim() !== me.user.name);

  const store = async (wish: { name?: string; language?: Language }) => {
    const user = await api<Person>("PATCH", "/api/me", { body: wish });
    session.set((now) => now && { ...now, user: { ...now.user, ...user } });
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!name.trim()) return setFaults([{ place: "name", code: "required" }]);
    if (await run(() => store({ name: name.trim() }))) toast(t("toast.saved"));
  };
  const choose = async (language: Language) => {
    if (await run(() => store({ language }))) toast(t("toast.saved"));
  };

  return (
    <section className={`k-card ${styles.card}`} aria-labelledby="profile-person">
      <h2 id="profile-person">{t("profile.person")}</h2>
      <Faults faults={faults.filter((fault) => fault.place !== "name")} />
      <form className={styles.inline} onSubmit={(event) => void submit(event)} noValidate>
        <TextInput
          label={t("profile.name")}
          autoComplete="name"
          value={name}
          error={faultAt(t, faults, "name")}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" loading={busy} disabled={name.trim() === me.user.name}>
          {t("common.save")}
        </Button>
      </form>
      <div>
        <div className="k-dim">{t("login.language")}</div>
        <LanguageSwitch onChosen={(language) => void choose(language)} />
      </div>
    </section>
  );
}
