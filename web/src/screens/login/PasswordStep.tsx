import { Button, TextInput } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { passkeysPossible } from "../../lib/agent";
import { faultAt } from "../../lib/asked";
import type { Fault } from "../../lib/shapes";
import { accountFaults, logIn, ssoAddress, type Entrance } from "../../local/account";
import { Faults } from "../../ui/Faults";
import { Secret } from "../../ui/Secret";

type Props = { entrance: Entrance; next: string; faults: Fault[]; setFaults: (faults: Fault[]) => void; onIn: () => Promise<void> };

/** User name, password, in; or a passkey, or the firm's log-in. A wrong pair gets one answer that does not say which half was wrong. */
export function PasswordStep({ entrance, next, faults, setFaults, onIn }: Props) {
  const { t } = useTranslation();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState<"password" | "passkey" | "sso" | null>(null);

  const go = async (way: typeof busy, doing: () => Promise<void>) => {
    setBusy(way);
    try {
      await doing();
    } catch (error) {
      setFaults(accountFaults(error).map((fault) => (fault.code === "invalid" ? fault : { ...fault, place: "" })));
    }
    setBusy(null);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const missing = [...(email.trim() ? [] : ["email"]), ...(password ? [] : ["password"])];
    setFaults(missing.map((place) => ({ place, code: "required" })));
    if (missing.length) return;
    void go("password", async () => {
      await logIn(email.trim(), password);
      await onIn();
    });
  };
  const byPasskey = () =>
    void go("passkey", async () => {
      const { passkeyFor } = await import("../../local/factors");
      await passkeyFor("login");
      await onIn();
    });
  const bySso = () => void go("sso", async () => location.assign(await ssoAddress(next)));

  return (
    <div className="k-stack">
      <Faults faults={faults.filter((fault) => !fault.place)} title={t("login.failed")} />
      {entrance.password && (
        <form onSubmit={submit} noValidate className="k-stack">
          <TextInput
            label={t("login.user")}
            description={t("login.userHint")}
            type="email"
            name="username"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            autoFocus
            value={email}
            error={faultAt(t, faults, "email")}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <Secret
            label={t("login.password")}
            name="password"
            autoComplete="current-password"
            value={password}
            error={faultAt(t, faults, "password")}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <Button type="submit" loading={busy === "password"} disabled={busy !== null && busy !== "password"} fullWidth size="md">
            {t("login.submit")}
          </Button>
        </form>
      )}
      {entrance.sso && (
        <Button variant={entrance.password ? "default" : "filled"} loading={busy === "sso"} fullWidth size="md" onClick={bySso}>
          {t("factor.bySso", { name: entrance.sso })}
        </Button>
      )}
      {entrance.passkey && passkeysPossible() && (
        <Button variant="default" loading={busy === "passkey"} fullWidth size="md" onClick={byPasskey}>
          {t("factor.logInByPasskey")}
        </Button>
      )}
      {entrance.password && <Link to="/reset">{t("login.forgotten")}</Link>}
    </div>
  );
}
