import { Button } from "@mantine/core";
import { useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAttempt } from "../../lib/asked";
import { ago } from "../../lib/format";
import { freshCodes, myFactors, removeApp, removePasskey, renewCodes, type Factor } from "../../local/factors";
import { AppSetup } from "../../parts/factor/AppSetup";
import { Codes } from "../../parts/factor/Codes";
import { PasskeyForm } from "../../parts/factor/PasskeyForm";
import { useProof } from "../../parts/factor/useProof";
import { Faults } from "../../ui/Faults";
import { Skeleton } from "../../ui/State";
import { toast } from "../../ui/toast";
import styles from "./Profile.module.css";

/** My second factor: the authenticator app, passkeys, and the codes for the day when both are lost. */
export function Factors() {
  const { t } = useTranslation();
  const [factors, setFactors] = useState<Factor[] | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const [open, setOpen] = useState<"app" | "passkey" | null>(null);
  const { faults, busy, run } = useAttempt();
  const { proven, asking } = useProof();
  const look = useCallback(async () => setFactors(await myFactors()), []);
  useEffect(() => void run(look), [run, look]);

  const doing = (what: () => Promise<unknown>, said?: string) =>
    run(async () => {
      if ((await proven(what)) && said) toast(said);
      await look();
    });
  /** After the first factor there are recovery codes, which are shown this once. */
  const added = (said: string) => {
    setOpen(null);
    void doing(async () => setCodes((await freshCodes()) ?? null), said);
  };
  const app = factors?.find((one) => one.type === "totp");
  const passkeys = factors?.filter((one) => one.type === "webauthn") ?? [];
  const left = factors?.find((one) => one.type === "recovery_codes");
  const when = (one: Factor) =>
    one.last_used_at ? t("profile.used", { time: ago(new Date(one.last_used_at * 1000).toISOString()) }) : t("profile.unused");

  return (
    <section className={`k-card ${styles.card}`} aria-labelledby="profile-factors">
      <h2 id="profile-factors">{t("factor.title")}</h2>
      <p className="k-dim">{t("factor.text")}</p>
      <Faults faults={faults.map((fault) => ({ ...fault, place: "" }))} />
      {!factors && !faults.length && <Skeleton rows={3} />}
      {codes && <Codes codes={codes} onClose={() => setCodes(null)} />}
      {factors && (
        <ul className={styles.lines}>
          <li>
            <div>
              {t("factor.app")}
              <small>{app ? when(app) : t("factor.appText")}</small>
            </div>
            {app ? (
              <Button variant="default" disabled={busy} onClick={() => void doing(removeApp, t("factor.removed"))} aria-label={t("factor.removeApp")}>
                {t("common.remove")}
              </Button>
            ) : (
              open !== "app" && (
                <Button variant={passkeys.length ? "default" : "filled"} onClick={() => setOpen("app")}>
                  {t("factor.setUp")}
                </Button>
              )
            )}
          </li>
          {open === "app" && (
            <li className={styles.panel}>
              <AppSetup proven={proven} onDone={() => added(t("factor.appAdded"))} onCancel={() => setOpen(null)} />
            </li>
          )}
          {passkeys.map((one) => (
            <li key={one.id}>
              <div>
                {one.name}
                <small>{`${t("factor.passkey")} · ${when(one)}`}</small>
              </div>
              <Button
                variant="default"
                disabled={busy}
                onClick={() => void doing(() => removePasskey(one.id ?? 0), t("factor.removed"))}
                aria-label={t("factor.removePasskey", { name: one.name })}
              >
                {t("common.remove")}
              </Button>
            </li>
          ))}
          <li className={open === "passkey" ? styles.panel : undefined}>
            {open === "passkey" ? (
              <PasskeyForm proven={proven} onDone={() => added(t("factor.passkeyAdded"))} onCancel={() => setOpen(null)} />
            ) : (
              <>
                <div>
                  {t("factor.passkeys")}
                  <small>{t("factor.passkeyText")}</small>
                </div>
                <Button variant="default" onClick={() => setOpen("passkey")}>
                  {t("factor.addPasskey")}
                </Button>
              </>
            )}
          </li>
          {left && (
            <li>
              <div>
                {t("factor.codes")}
                <small>{t("factor.codesLeft", { count: left.unused_code_count ?? 0 })}</small>
              </div>
              <Button variant="default" disabled={busy} onClick={() => void doing(async () => setCodes(await renewCodes()))}>
                {t("factor.renew")}
              </Button>
            </li>
          )}
        </ul>
      )}
      {asking}
    </section>
  );
}
