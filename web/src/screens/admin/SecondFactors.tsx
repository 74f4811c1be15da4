import { Button, Checkbox } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api } from "../../lib/api";
import { useAsked, useAttempt } from "../../lib/asked";
import { useMe } from "../../local/session";
import { useProof } from "../../parts/factor/useProof";
import { Faults } from "../../ui/Faults";
import { Skeleton } from "../../ui/State";
import { toast } from "../../ui/toast";
import styles from "./Admin.module.css";
import type { Place } from "./WorkspaceForm";

type Guarded = { id: string; name: string; email: string; app: boolean; passkeys: number };

/** Whether everybody must have a second factor, who has none yet, and help for who has lost his. */
export function SecondFactors({ place, onChange }: { place: Place; onChange: (place: Place) => void }) {
  const { t } = useTranslation();
  const me = useMe();
  const { data, reload } = useAsked<{ people: Guarded[] }>("/api/workspace/mfa");
  const { faults, busy, run } = useAttempt();
  const { proven, asking } = useProof();

  const doing = (what: () => Promise<unknown>, said: string) =>
    run(async () => {
      if (!(await proven(what))) return;
      toast(said);
      reload();
    });
  const require = (require_mfa: boolean) =>
    doing(async () => onChange(await api<Place>("PATCH", "/api/workspace", { body: { require_mfa } })), t("toast.saved"));
  const reset = (one: Guarded) => doing(() => api("POST", `/api/people/${one.id}/reset_mfa`), t("security.resetDone", { name: one.name }));

  const none = data?.people.filter((one) => !has(one)) ?? [];
  const order = data?.people.toSorted((a, b) => Number(has(a)) - Number(has(b))) ?? [];
  const mineMissing = none.some((one) => one.id === me.user.id);
  return (
    <section className="k-card k-stack" aria-labelledby="security-factor">
      <h2 id="security-factor">{t("factor.title")}</h2>
      <Faults faults={faults.map((fault) => ({ ...fault, place: "" }))} />
      <Checkbox
        label={t("security.require")}
        description={t("security.requireText")}
        checked={place.require_mfa}
        disabled={busy || (mineMissing && !place.require_mfa)}
        onChange={(event) => void require(event.currentTarget.checked)}
      />
      {mineMissing && !place.require_mfa && (
        <p className="k-note">
          {t("security.ownFirst")} <Link to="/profile">{t("shell.profile")}</Link>
        </p>
      )}
      {!data && <Skeleton rows={3} />}
      {data && <p className="k-dim">{none.length ? t("security.none", { count: none.length }) : t("security.all")}</p>}
      <ul className={styles.things}>
        {order.map((one) => (
          <li key={one.id} className={styles.thing}>
            <div>
              {one.name}
              <small className="k-dim">{[one.email, ...kinds(one)].join(" · ")}</small>
            </div>
            {has(one) && one.id !== me.user.id && (
              <Button variant="default" disabled={busy} onClick={() => void reset(one)} aria-label={t("security.resetOf", { name: one.name })}>
                {t("security.reset")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {asking}
    </section>
  );

  function kinds(one: Guarded): string[] {
    if (!has(one)) return [t("security.hasNone")];
    return [...(one.app ? [t("factor.app")] : []), ...(one.passkeys ? [t("security.passkeys", { count: one.passkeys })] : [])];
  }
}

const has = (one: Guarded) => one.app || one.passkeys > 0;
