import { Button } from "@mantine/core";
import { useEffect, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import styles from "./State.module.css";

type Props = { title: string; text?: string; children?: ReactNode; onRetry?: () => void };

/** A whole screen or list that has nothing to show: says why, and what can be done. */
export function State({ title, text, children, onRetry }: Props) {
  const { t } = useTranslation();
  return (
    <div className={styles.state}>
      <h2 className={styles.title}>{title}</h2>
      {text && <p>{text}</p>}
      <div className="k-row">
        {onRetry && (
          <Button variant="default" onClick={onRetry}>
            {t("common.retry")}
          </Button>
        )}
        {children}
      </div>
    </div>
  );
}

/** Grey bars in place of what is coming, only when it takes longer than a blink. */
export function Skeleton({ rows = 8 }: { rows?: number }) {
  const { t } = useTranslation();
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), 150);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div aria-busy="true" aria-label={t("common.loading")} role="progressbar" className={styles.skeleton}>
      {slow && Array.from({ length: rows }, (_, at) => <div key={at} className={styles.bar} />)}
    </div>
  );
}
