import { Button, TextInput } from "@mantine/core";
import { useEffect, useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { faultAt } from "../../lib/asked";
import type { Fault } from "../../lib/shapes";
import { accountFaults, entrance, type Way } from "../../local/account";
import { proveCode, provePassword, passkeyFor } from "../../local/factors";
import { Dialog } from "../../ui/Dialog";
import { Faults } from "../../ui/Faults";
import { Secret } from "../../ui/Secret";

/** "Please show once more that it is you": by password, code or passkey, whatever this person has. */
export function Proof({ onDone }: { onDone: (shown: boolean) => void }) {
  const { t } = useTranslation();
  const [ways, setWays] = useState<Way[]>([]);
  const [text, setText] = useState("");
  const [faults, setFaults] = useState<Fault[]>([]);
  const [busy, setBusy] = useState(false);
  useEffect(() => void entrance().then((now) => setWays(now.proof), (error: unknown) => setFaults(accountFaults(error))), []);

  const by = async (doing: () => Promise<unknown>) => {
    setBusy(true);
    try {
      await doing();
      onDone(true);
    } catch (error) {
      setFaults(accountFaults(error));
    }
    setBusy(false);
  };
  const typed = ways.includes("password") ? "password" : ways.includes("totp") ? "code" : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!typed) return;
    if (!text.trim()) return setFaults([{ place: typed, code: "required" }]);
    void by(() => (typed === "password" ? provePassword(text) : proveCode(text)));
  };
  return (
    <Dialog opened onClose={() => onDone(false)} title={t("factor.proof")}>
      <form className="k-stack" onSubmit={submit} noValidate>
        <p>{t(ways.length || !faults.length ? "factor.proofText" : "factor.proofNone")}</p>
        <Faults faults={faults.filter((fault) => fault.place !== typed)} />
        {typed === "password" && (
          <Secret label={t("login.password")} autoComplete="current-password" data-autofocus value={text} error={faultAt(t, faults, "password")} onChange={(event) => setText(event.currentTarget.value)} />
        )}
        {typed === "code" && (
          <TextInput label={t("factor.code")} autoComplete="one-time-code" inputMode="numeric" data-autofocus value={text} error={faultAt(t, faults, "code")} onChange={(event) => setText(event.currentTarget.value)} />
        )}
        <div className="k-row">
          {typed && (
            <Button type="submit" loading={busy}>
              {t("factor.go")}
            </Button>
          )}
          {ways.includes("webauthn") && (
            <Button variant="default" disabled={busy} onClick={() => void by(() => passkeyFor("reauthenticate"))}>
              {t("factor.byPasskey")}
            </Button>
          )}
        </div>
      </form>
    </Dialog>
  );
}
