import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useWaiting } from "../../local/rows";
import { endSession, useMe } from "../../local/session";
import { dirty } from "../../local/signals";
import { Factors } from "./Factors";
import { Logins } from "./Logins";
import { Password } from "./Password";
import { PersonForm } from "./PersonForm";
import styles from "./Profile.module.css";
import { RoleName } from "./RoleName";
import { Tokens } from "./Tokens";

/** My own things: name, language, password, where I am logged in, tokens for programs. */
export function Profile() {
  const { t } = useTranslation();
  const me = useMe();
  const { actions } = useWaiting();
  const leave = async () => {
    if (actions.length && !window.confirm(t("shell.leaveWaiting", { count: actions.length }))) return;
    await endSession();
    dirty.set(0);
    location.assign("/login");
  };
  return (
    <div className={`k-page ${styles.page}`}>
      <header className="k-row k-spread">
        <div>
          <h1>{t("shell.profile")}</h1>
          <span className="k-dim">
            {me.user.email} · {me.workspace.name} · <RoleName />
          </span>
        </div>
        <Button variant="default" onClick={() => void leave()}>
          {t("shell.logout")}
        </Button>
      </header>
      <div className={styles.columns}>
        <PersonForm />
        <Password />
        <Factors />
        <Logins />
        <Tokens />
      </div>
    </div>
  );
}
