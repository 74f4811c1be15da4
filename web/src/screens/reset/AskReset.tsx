import { Button, TextInput } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { faultAt } from "../../lib/asked";
import type { Fault } from "../../lib/shapes";
import { accountFaults, askReset } from "../../local/account";
import { Door } from "../../ui/Door";
import { Faults } from "../../ui/Faults";

/** Forgotten password, or the first login: asks for a link by mail. The answer never says whether the address is known. */
export function AskReset() {
  const { t } = useTranslation();
  const [email, setEmail] = useState("");
  const [faults, setFaults] = useState<Fault[]>([]);
  const [busy, setBusy] = useState(false);
  const [asked, setAsked] = useState("");

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!/^\S+@\S+$/.test(email.trim())) return setFaults([{ place: "email", code: email.trim() ? "email_invalid" : "required" }]);
    setBusy(true);
    try {
      await askReset(email.trim());
      setFaults([]);
      setAsked(email.trim());
    } catch (error) {
      setFaults(accountFaults(error));
    }
    setBusy(false);
  };

  if (asked)
    return (
      <Door title={t("reset.sent")}>
        <p role="status">{t("reset.sentText", { email: asked })}</p>
        <Button variant="default" onClick={() => setAsked("")}>
          {t("reset.again")}
        </Button>
        <Link to="/login">{t("reset.toLogin")}</Link>
      </Door>
    );
  return (
    <Door title={t("reset.title")}>
      <form onSubmit={(event) => void submit(event)} noValidate className="k-stack">
        <p>{t("reset.text")}</p>
        <Faults faults={faults.filter((fault) => fault.place !== "email")} />
        <TextInput
          label={t("login.user")}
          description={t("login.userHint")}
          type="email"
          name="username"
          autoComplete="username"
          autoFocus
          value={email}
          error={faultAt(t, faults, "email")}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <Button type="submit" loading={busy} fullWidth size="md">
          {t("reset.submit")}
        </Button>
        <Link to="/login">{t("reset.toLogin")}</Link>
      </form>
    </Door>
  );
}
