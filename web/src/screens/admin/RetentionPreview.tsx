import { Button, TextInput } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../lib/api";
import { useAttempt } from "../../lib/asked";
import { ago, dateTime, number } from "../../lib/format";
import { Faults } from "../../ui/Faults";
import { Icon } from "../../ui/icons";
import { listOf, type Held, type Preview, type Wish } from "./retention";
import styles from "./Retention.module.css";

type Props = { wish: Wish; preview: Preview; onBegun: (told: { types: Record<string, Held> }) => void };

/** What a rule would let go now: how many, the longest forgotten, the whole list as a file, and doing it. */
export function RetentionPreview({ wish, preview, onBegun }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const { faults, busy, run } = useAttempt();
  const { count, sample } = preview;
  const whole = useRef<HTMLDivElement>(null);
  // It comes below the button that asked for it, which on a phone is below the screen.
  useEffect(() => {
    whole.current?.scrollIntoView({ block: "nearest" });
  }, [preview]);
  const sure = wish.what === "bin" || typed.trim() === String(count);
  const go = () => run(async () => onBegun(await api("POST", "/api/retention/run", { body: { ...wish, count } })));
  return (
    <div ref={whole} className={`k-stack ${styles.preview}`} role="status" data-preview>
      <p>
        <strong>{t("retention.found", { count, n: number(count) })}</strong>
      </p>
      {count > 0 && (
        <>
          <ul className={styles.sample} tabIndex={0} aria-label={t("retention.found", { count, n: number(count) })}>
            {sample.map((one) => (
              <li key={one.id}>
                {wish.type === "contact" ? (
                  <Link to="/contacts/$id" params={{ id: one.id }}>
                    {one.name}
                  </Link>
                ) : (
                  <span>{one.name}</span>
                )}
                <time className="k-dim" dateTime={one.changed_at} title={dateTime(one.changed_at)}>
                  {ago(one.changed_at)}
                </time>
              </li>
            ))}
            {count > sample.length && <li>…</li>}
          </ul>
          {wish.what === "erase" && <TextInput label={t("retention.typeCount", { n: count })} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} inputMode="numeric" autoComplete="off" />}
          <Faults faults={faults} />
          <div className="k-row">
            <Button component="a" variant="default" href={listOf(wish)} download leftSection={<Icon name="download" size={16} />}>
              {t("retention.list")}
            </Button>
            <Button {...(wish.what === "erase" ? { color: "red.9" } : {})} disabled={!sure} loading={busy} onClick={() => void go()}>
              {t(wish.what === "erase" ? "retention.eraseNow" : "retention.binNow", { count, n: number(count) })}
            </Button>
          </div>
        </>
      )}
    </div>
  );
}
