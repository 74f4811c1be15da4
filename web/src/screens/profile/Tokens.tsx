import { Button, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../lib/api";
import { faultAt, useAsked, useAttempt } from "../../lib/asked";
import { ago } from "../../lib/format";
import { useDirty } from "../../parts/useDirty";
import { Faults } from "../../ui/Faults";
import { Skeleton } from "../../ui/State";
import { toast } from "../../ui/toast";
import styles from "./Profile.module.css";

type Token = { id: string; name: string; prefix: string; created_at: string; last_used: string | null; expires_at: string | null };

/** Tokens with which programs work in my name. The secret is shown once and nowhere else. */
export function Tokens() {
  const { t } = useTranslation();
  const { data, problem, reload } = useAsked<{ tokens: Token[] }>("/api/me/tokens");
  const [name, setName] = useState("");
  const [secret, setSecret] = useState("");
  const { faults, setFaults, busy, run } = useAttempt();
  useDirty(Boolean(secret));

  const make = async (event: FormEvent) => {
    event.preventDefault();
    if (!name.trim()) return setFaults([{ place: "name", code: "required" }]);
    await run(async () => {
      const made = await api<Token & { secret: string }>("POST", "/api/me/tokens", { body: { name: name.trim() } });
      setSecret(made.secret);
      setName("");
      reload();
    });
  };
  const end = (token: Token) =>
    run(async () => {
      await api("DELETE", `/api/me/tokens/${token.id}`);
      reload();
      toast(t("profile.tokenEnded", { name: token.name }));
    });
  const copy = async () => {
    await navigator.clipboard.writeText(secret);
    toast(t("profile.copied"));
  };

  return (
    <section className={`k-card ${styles.card}`} aria-labelledby="profile-tokens">
      <h2 id="profile-tokens">{t("profile.tokens")}</h2>
      <p className="k-dim">{t("profile.tokensText")}</p>
      <Faults faults={faults.filter((fault) => fault.place !== "name")} />
      <form className={styles.inline} onSubmit={(event) => void make(event)} noValidate>
        <TextInput
          label={t("profile.tokenName")}
          placeholder={t("profile.tokenHint")}
          value={name}
          error={faultAt(t, faults, "name")}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" loading={busy}>
          {t("profile.tokenMake")}
        </Button>
      </form>
      {secret && (
        <div className="k-note k-stack" role="status">
          <span>{t("profile.tokenOnce")}</span>
          <div className={styles.secret}>
            <code data-testid="secret">{secret}</code>
            {navigator.clipboard && (
              <Button variant="default" onClick={() => void copy()}>
                {t("profile.copy")}
              </Button>
            )}
            <Button variant="default" onClick={() => setSecret("")}>
              {t("common.close")}
            </Button>
          </div>
        </div>
      )}
      {!data && !problem && <Skeleton rows={2} />}
      {problem && <p className="k-note k-wrong">{t("profile.failed")}</p>}
      {data && !data.tokens.length && <p className="k-dim">{t("profile.tokensEmpty")}</p>}
      <ul className={styles.lines}>
        {data?.tokens.map((token) => (
          <li key={token.id}>
            <div>
              {token.name} <span className="k-dim">{token.prefix}…</span>
              <small>{token.last_used ? t("profile.used", { time: ago(token.last_used) }) : t("profile.unused")}</small>
            </div>
            <Button variant="default" onClick={() => void end(token)} aria-label={t("profile.endToken", { name: token.name })}>
              {t("profile.end")}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
