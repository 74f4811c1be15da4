import { useTranslation } from "react-i18next";
import { number } from "../lib/format";
import styles from "./Upload.module.css";

/** How much of a file has left. What is out entirely is still being looked at by the server. */
export function UploadProgress({ name, part }: { name: string; part: number }) {
  const { t } = useTranslation();
  return (
    <div className={styles.progress}>
      <progress max={1} value={part} aria-label={t("upload.progress", { name })} />
      <span className="k-dim k-figures">{part >= 1 ? t("upload.checking") : number(part, { style: "percent" })}</span>
    </div>
  );
}
