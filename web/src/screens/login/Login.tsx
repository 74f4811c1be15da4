import { Button, TextInput } from "@mantine/core";
import { Link, useRouter, useSearch } from "@tanstack/react-router";
import { useEffect, useRef, useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../lib/api";
import { faultAt } from "../../lib/asked";
import type { Language } from "../../lib/i18n";
import { safeNext } from "../../lib/next";
import type { Fault } from "../../lib/shapes";
import { accountFaults, logIn } from "../../local/account";
import { loadSession, session } from "../../local/session";
import { Door } from "../../ui/Door";
import { Faults } from "../../ui/Faults";
import { Secret } from "../../ui/Secret";

/** User name, password, in. A wrong pair gets one answer that does not say which half was wrong. */
export function Login() {
  const { t } = useTranslation();
  const router = useRouter();
  const { next } = useSearch({ from: "/login" });
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [faults, setFaults] = useState<Fault[]>([]);
  const [busy, setBusy] = useState(false);
  const language = useRef<Language | null>(null);

  const enter = () => router.history.replace(safeNext(next));
  useEffect(() => {
    // Who is logged in already has no business here; who cannot be asked may log in anyway.
    void loadSession().then(
      (me) => me && enter(),
      () => undefined,
    );
  }, []);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const missing = [...(email.trim() ? [] : ["email"]), ...(password ? [] : ["password"])];
    setFaults(missing.map((place) => ({ place, code: "required" })));
    if (missing.length) return;
    setBusy(true);
    try {
      await logIn(email.trim(), password);
      // The language somebody has just chosen here is the one meant, also against an older one in the profile.
      if (language.current) await api("PATCH", "/api/me", { body: { language: language.current } });
      session.set(null);
      if (await loadSession()) return enter();
      setFaults([{ place: "", code: "cookie" }]);
    } catch (error) {
      setFaults(accountFaults(error).map((fault) => (fault.code === "invalid" ? fault : { ...fault, place: "" })));
    }
    setBusy(false);
  };

  return (
    <Door title={t("login.title")} onLanguage={(chosen) => (language.current = chosen)}>
      <form onSubmit={(event) => void submit(event)} noValidate className="k-stack">
        <Faults faults={faults.filter((fault) => !fault.place)} title={t("login.failed")} />
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
        <Button type="submit" loading={busy} fullWidth size="md">
          {t("login.submit")}
        </Button>
        <Link to="/reset">{t("login.forgotten")}</Link>
      </form>
    </Door>
  );
}
