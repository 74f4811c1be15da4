import { TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { agentName, passkeysPossible } from "../../lib/agent";
import { faultAt, useAttempt } from "../../lib/asked";
import { accountFaults } from "../../local/account";
import { addPasskey } from "../../local/factors";
import { FormButtons } from "../FormButtons";
import { Faults } from "../../ui/Faults";

type Props = { proven: (doing: () => Promise<unknown>) => Promise<boolean>; onDone: () => void; onCancel?: () => void };

/** A passkey of this device (or of a key plugged in), with a name to know it by. */
export function PasskeyForm({ proven, onDone, onCancel }: Props) {
  const { t } = useTranslation();
  const [name, setName] = useState(() => agentName(navigator.userAgent));
  const { faults, setFaults, busy, run } = useAttempt(accountFaults);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!name.trim()) return setFaults([{ place: "name", code: "required" }]);
    let done = false;
    await run(async () => {
      done = await proven(() => addPasskey(name.trim()));
    });
    if (done) onDone(); // not, when the proof was broken off
  };
  return (
    <form className="k-stack" onSubmit={(event) => void submit(event)} noValidate>
      <span>{t("factor.passkeyHow")}</span>
      {!passkeysPossible() && <p className="k-note">{t("factor.passkeyNot")}</p>}
      <Faults faults={faults.filter((fault) => fault.place !== "name")} />
      <TextInput label={t("factor.passkeyName")} maxLength={100} value={name} error={faultAt(t, faults, "name")} onChange={(event) => setName(event.currentTarget.value)} />
      <FormButtons busy={busy} disabled={!passkeysPossible()} save={t("factor.makePasskey")} onCancel={onCancel} />
    </form>
  );
}
