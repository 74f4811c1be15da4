import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { agentName } from "../../lib/agent";
import { useAttempt } from "../../lib/asked";
import { dateTime } from "../../lib/format";
import { endLogin, myLogins, type Login } from "../../local/account";
import { Faults } from "../../ui/Faults";
import { Skeleton } from "../../ui/State";
import { toast } from "../../ui/toast";
import styles from "./Profile.module.css";

/** Where I am logged in, each with "end this one". */
export function Logins() {
  const { t } = useTranslation();
  const [logins, setLogins] = useState<Login[] | null>(null);
  const { faults, run } = useAttempt();
  useEffect(() => void run(async () => setLogins(await myLogins())), [run]);

  const end = async (login: Login) => {
    if (await run(async () => setLogins(await endLogin(login.id)))) toast(t("profile.loginEnded"));
  };
  const order = (logins ?? []).toSorted((a, b) => Number(b.is_current) - Number(a.is_current) || b.created_at - a.created_at);
  return (
    <section className={`k-card ${styles.card}`} aria-labelledby="profile-logins">
      <h2 id="profile-logins">{t("profile.logins")}</h2>
      <p className="k-dim">{t("profile.loginsText")}</p>
      <Faults faults={faults} />
      {!logins && !faults.length && <Skeleton rows={2} />}
      <ul className={styles.lines}>
        {order.map((login) => (
          <li key={login.id}>
            <div>
              {agentName(login.user_agent)}
              <small>{t("profile.since", { time: dateTime(new Date(login.created_at * 1000).toISOString()), ip: login.ip })}</small>
            </div>
            {login.is_current ? (
              <span className="k-dim">{t("profile.thisOne")}</span>
            ) : (
              <Button variant="default" onClick={() => void end(login)}>
                {t("profile.end")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
