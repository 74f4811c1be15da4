import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import styles from "./ContactPage.module.css";

/** One part of the page, under its name; the row of names on a phone leads here. */
export function Section({ name, tools, children }: { name: string; tools?: ReactNode; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <section id={name} tabIndex={-1} className={`k-card ${styles.part}`} aria-label={t(`section.${name}`)}>
      <div className="k-row k-spread">
        <h2 className={styles.title}>{t(`section.${name}`)}</h2>
        {tools}
      </div>
      {children}
    </section>
  );
}

/** The names of the parts: on a phone, where they stand below one another, a tap leads to each. */
export function Jump({ names }: { names: string[] }) {
  const { t } = useTranslation();
  return (
    <nav className={styles.jump} aria-label={t("section.nav")}>
      {names.map((name) => (
        <button key={name} type="button" onClick={() => jumpTo(name)}>
          {t(`section.${name}`)}
        </button>
      ))}
    </nav>
  );
}

/** Shows a part and puts the focus on it, or on something inside it. */
export function jumpTo(name: string, inside?: string): void {
  const part = document.getElementById(name);
  const place = (inside && part?.querySelector<HTMLElement>(inside)) || part;
  part?.scrollIntoView({ block: inside ? "nearest" : "start" });
  place?.focus({ preventScroll: !inside });
}
