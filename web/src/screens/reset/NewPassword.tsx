import { Button } from "@mantine/core";
import { Link, useParams } from "@tanstack/react-router";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { faultAt } from "../../lib/asked";
import type { Fault } from "../../lib/shapes";
import { accountFaults, setPassword } from "../../local/account";
import { Door } from "../../ui/Door";
import { Faults } from "../../ui/Faults";
import { Secret } from "../../ui/Secret";

const stale = new Set(["invalid_password_reset", "token_invalid"]);

/** Behind the mailed link: the new password. A link that was used or is too old leads to a new one. */
export function NewPassword() {
  const { t } = useTranslation();
  const { key } = useParams({ from: "/reset/$key" });
  const [password, setText] = useState("");
  const [faults, setFaults] = useState<Fault[]>([]);
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState(false);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!password) return setFaults([{ place: "password", code: "required" }]);
    setBusy(true);
    try {
      await setPassword(key, password);
      setDone(true);
    } catch (error) {
      setFaults(accountFaults(error));
    }
    setBusy(false);
  };

  if (done)
    return (
      <Door title={t("reset.done")}>
        <p role="status">{t("reset.doneText")}</p>
        <Button renderRoot={(props) => <Link {...props} to="/login" />}>{t("reset.toLogin")}</Button>
      </Door>
    );
  const old = faults.some((fault) => stale.has(fault.code) || fault.place === "key");
  return (
    <Door title={t("reset.newTitle")}>
      <form onSubmit={(event) => void submit(event)} noValidate className="k-stack">
        {old ? (
          <div className="k-note" role="alert">
            {t("reset.stale")} <Link to="/reset">{t("reset.again")}</Link>
          </div>
        ) : (
          <Faults faults={faults.filter((fault) => fault.place !== "password")} />
        )}
        <Secret
          label={t("reset.new")}
          description={t("reset.rule")}
          name="new-password"
          autoComplete="new-password"
          autoFocus
          value={password}
          error={faultAt(t, faults, "password")}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button type="submit" loading={busy} fullWidth size="md">
          {t("reset.set")}
        </Button>
        <Link to="/login">{t("reset.toLogin")}</Link>
      </form>
    </Door>
  );
}
