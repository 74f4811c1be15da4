import { Button, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { faultAt } from "../../lib/asked";
import type { Fault } from "../../lib/shapes";
import { accountFaults, type Way } from "../../local/account";
import { sendCode, passkeyFor } from "../../local/factors";
import { Faults } from "../../ui/Faults";

type Props = { ways: Way[]; onIn: () => Promise<void>; onLeave: () => Promise<void> };

/** The second step: a code of the app, a recovery code, or a passkey. A wrong code stays, to be corrected. */
export function SecondStep({ ways, onIn, onLeave }: Props) {
  const { t } = useTranslation();
  const app = ways.includes("totp");
  const [code, setCode] = useState("");
  const [recovery, setRecovery] = useState(false);
  const [faults, setFaults] = useState<Fault[]>([]);
  const [busy, setBusy] = useState<"code" | "passkey" | null>(null);

  const go = async (way: typeof busy, doing: () => Promise<unknown>) => {
    setBusy(way);
    try {
      await doing();
      await onIn();
    } catch (error) {
      setFaults(accountFaults(error));
    }
    setBusy(null);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!code.trim()) return setFaults([{ place: "code", code: "required" }]);
    void go("code", () => sendCode(code.trim()));
  };
  return (
    <div className="k-stack">
      <Faults faults={faults.filter((fault) => fault.place !== "code")} title={t("login.failed")} />
      {(app || recovery) && (
        <form className="k-stack" onSubmit={submit} noValidate>
          <TextInput
            key={String(recovery)}
            label={t(recovery ? "factor.recoveryCode" : "factor.code")}
            description={t(recovery ? "factor.recoveryHint" : "factor.codeHint")}
            name="code"
            autoComplete="one-time-code"
            inputMode="numeric"
            autoFocus
            maxLength={20}
            value={code}
            error={faultAt(t, faults, "code")}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
          <Button type="submit" loading={busy === "code"} disabled={busy === "passkey"} fullWidth size="md">
            {t("login.submit")}
          </Button>
        </form>
      )}
      {ways.includes("webauthn") && (
        <Button variant={app || recovery ? "default" : "filled"} loading={busy === "passkey"} fullWidth size="md" onClick={() => void go("passkey", () => passkeyFor("authenticate"))}>
          {t("factor.byPasskey")}
        </Button>
      )}
      <div className="k-row k-spread">
        {!recovery && (
          <Button
            variant="subtle"
            px={0}
            onClick={() => {
              setRecovery(true);
              setFaults([]);
            }}
          >
            {t("factor.useRecovery")}
          </Button>
        )}
        <Button variant="subtle" color="gray" px={0} onClick={() => void onLeave()}>
          {t("factor.startOver")}
        </Button>
      </div>
    </div>
  );
}
