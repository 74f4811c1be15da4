import { useTranslation } from "react-i18next";
import { number } from "../../lib/format";
import styles from "./Import.module.css";
import type { Import } from "./shapes";

/** How far it is. One may leave: it goes on without this page. */
export function Running({ made }: { made: Import }) {
  const { t } = useTranslation();
  return (
    <section className="k-card k-stack" aria-live="polite">
      <strong>{t("import.running", { done: number(made.done), count: number(made.count) })}</strong>
      <progress className={styles.progress} aria-label={t("import.progress")} max={Math.max(1, made.count)} value={made.done} />
      <p className="k-dim">{t("import.runningText")}</p>
    </section>
  );
}
