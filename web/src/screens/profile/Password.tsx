import { Button } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../lib/api";
import { faultAt, useAttempt } from "../../lib/asked";
import { useDirty } from "../../parts/useDirty";
import { useMe } from "../../local/session";
import { Faults } from "../../ui/Faults";
import { Secret } from "../../ui/Secret";
import { toast } from "../../ui/toast";
import styles from "./Profile.module.css";

/** A new password; needs the present one, and ends all other logins. */
export function Password() {
  const { t } = useTranslation();
  const me = useMe();
  const [current, setCurrent] = useState("");
  const [fresh, setFresh] = useState("");
  const { faults, setFaults, busy, run } = useAttempt();
  useDirty(Boolean(current || fresh));

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const missing = [...(current ? [] : ["current"]), ...(fresh ? [] : ["new"])];
    if (missing.length) return setFaults(missing.map((place) => ({ place, code: "required" })));
    if (!(await run(() => api("POST", "/api/me/password", { body: { current, new: fresh } })))) return;
    setCurrent("");
    setFresh("");
    toast(t("profile.passwordChanged"));
  };
  return (
    <section className={`k-card ${styles.card}`} aria-labelledby="profile-password">
      <h2 id="profile-password">{t("profile.password")}</h2>
      <form className="k-stack" onSubmit={(event) => void submit(event)} noValidate>
        <Faults faults={faults.filter((fault) => !fault.place)} />
        {/* Tells password managers whose password this is. */}
        <input type="text" name="username" autoComplete="username" value={me.user.email} readOnly hidden />
        <Secret
          label={t("profile.current")}
          autoComplete="current-password"
          value={current}
          error={faultAt(t, faults, "current")}
          onChange={(event) => setCurrent(event.currentTarget.value)}
        />
        <Secret
          label={t("reset.new")}
          description={t("reset.rule")}
          autoComplete="new-password"
          value={fresh}
          error={faultAt(t, faults, "new")}
          onChange={(event) => setFresh(event.currentTarget.value)}
        />
        <div>
          <Button type="submit" loading={busy}>
            {t("profile.change")}
          </Button>
        </div>
      </form>
    </section>
  );
}
