import { useRouter, useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { safeNext } from "../../lib/next";
import type { Fault } from "../../lib/shapes";
import { accountFaults, entrance, leave, type Entrance } from "../../local/account";
import { loadSession, session } from "../../local/session";
import { Door } from "../../ui/Door";
import { Skeleton } from "../../ui/State";
import { PasswordStep } from "./PasswordStep";

const SecondStep = lazy(() => import("./SecondStep").then((page) => ({ default: page.SecondStep })));
const SetUp = lazy(() => import("./SetUp").then((page) => ({ default: page.SetUp })));
/** Why the firm's own log-in did not lead in, as the server says it in the address. */
const reasons: Record<string, string> = { permission_denied: "sso_stranger", signup_closed: "sso_stranger", cancelled: "sso_cancelled", sso_away: "sso_away" };
/** What stands there while the server cannot be asked. */
const unknown: Entrance = { password: true, passkey: false, sso: null, second: [], inside: false, mfa_missing: false, proof: [] };

/** The way in: the password, a passkey or the firm's own log-in; then the second factor, where there is one or must be. */
export function Login() {
  const { t } = useTranslation();
  const router = useRouter();
  const { next, error } = useSearch({ from: "/login" });
  const [now, setNow] = useState<Entrance | null>(null);
  const [faults, setFaults] = useState<Fault[]>(error ? [{ place: "", code: reasons[error] ?? "sso_unknown" }] : []);

  /** Asks the server where this browser stands, and goes on from there. In: whether somebody has just come in. */
  const look = useCallback(
    async (cameIn: boolean) => {
      const stands = await entrance().catch((problem: unknown) => {
        if (cameIn) throw problem;
        return { ...unknown, inside: true }; // without network the last user of this device goes on with its copy
      });
      if (stands.inside && !stands.mfa_missing) {
        session.set(null);
        if (await loadSession().catch(() => null)) return router.history.replace(safeNext(next));
      }
      if (cameIn && !stands.inside && !stands.second.length) setFaults([{ place: "", code: "cookie" }]);
      setNow(stands);
    },
    [router, next],
  );
  useEffect(() => void look(false), [look]);

  const arrived = () => look(true).catch((problem: unknown) => setFaults(accountFaults(problem)));
  const back = async () => {
    await leave();
    setFaults([]);
    await look(false);
  };
  if (!now)
    return (
      <Door title={t("login.title")}>
        <Skeleton rows={3} />
      </Door>
    );
  if (now.inside && now.mfa_missing)
    return (
      <Door title={t("factor.needed")}>
        <Suspense fallback={<Skeleton rows={3} />}>
          <SetUp onDone={arrived} onLeave={back} />
        </Suspense>
      </Door>
    );
  if (now.second.length)
    return (
      <Door title={t("factor.title")}>
        <Suspense fallback={<Skeleton rows={3} />}>
          <SecondStep ways={now.second} onIn={arrived} onLeave={back} />
        </Suspense>
      </Door>
    );
  return (
    <Door title={t("login.title")}>
      <PasswordStep entrance={now} next={safeNext(next)} faults={faults} setFaults={setFaults} onIn={arrived} />
    </Door>
  );
}
