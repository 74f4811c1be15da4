import { TextInput } from "@mantine/core";
import { useEffect, useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { faultAt, useAttempt } from "../../lib/asked";
import { accountFaults } from "../../local/account";
import { beginApp, confirmApp, type Begun } from "../../local/factors";
import { FormButtons } from "../FormButtons";
import { Faults } from "../../ui/Faults";
import { Skeleton } from "../../ui/State";
import styles from "./factor.module.css";

type Props = { proven: (doing: () => Promise<unknown>) => Promise<boolean>; onDone: () => void; onCancel?: () => void };

/** Scan, or type the secret; then one code proves that the app has it. A wrong code keeps picture and text. */
export function AppSetup({ proven, onDone, onCancel }: Props) {
  const { t } = useTranslation();
  const [begun, setBegun] = useState<Begun | null>(null);
  const [code, setCode] = useState("");
  const { faults, setFaults, busy, run } = useAttempt(accountFaults);
  useEffect(() => void beginApp().then(setBegun, (error: unknown) => setFaults(accountFaults(error))), []);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!code.trim()) return setFaults([{ place: "code", code: "required" }]);
    let done = false;
    await run(async () => {
      done = await proven(() => confirmApp(code.trim()));
    });
    if (done) onDone(); // not, when the proof was broken off
  };
  if (!begun) return faults.length ? <Faults faults={faults} /> : <Skeleton rows={4} />;
  return (
    <form className="k-stack" onSubmit={(event) => void submit(event)} noValidate>
      <span>{t("factor.scan")}</span>
      <img className={styles.scan} src={`data:image/svg+xml;utf8,${encodeURIComponent(begun.totp_svg)}`} alt={t("factor.picture")} width={196} height={196} />
      <span>{t("factor.type")}</span>
      <code className={styles.key} data-testid="totp-secret">
        {begun.secret.match(/.{1,4}/g)?.join(" ")}
      </code>
      <Faults faults={faults.filter((fault) => fault.place !== "code")} />
      <TextInput
        label={t("factor.codeOfApp")}
        autoComplete="one-time-code"
        inputMode="numeric"
        maxLength={12}
        value={code}
        error={faultAt(t, faults, "code")}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <FormButtons busy={busy} save={t("factor.confirm")} onCancel={onCancel} />
    </form>
  );
}
