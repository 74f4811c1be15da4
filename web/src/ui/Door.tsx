import type { ReactNode } from "react";
import { chooseBefore } from "../local/session";
import styles from "./Door.module.css";
import { LanguageSwitch } from "./LanguageSwitch";

type Props = { title: string; children: ReactNode };

/** The pages in front of the login: one card, and the choice of language. */
export function Door({ title, children }: Props) {
  return (
    <main className={styles.ground}>
      <div className={styles.card}>
        <p className={styles.brand}>
          <img src="/icon.svg" alt="" width={28} height={28} /> Karteo
        </p>
        <h1 className={styles.title}>{title}</h1>
        {children}
      </div>
      <LanguageSwitch onChosen={chooseBefore} />
    </main>
  );
}
