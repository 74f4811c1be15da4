import { useTranslation } from "react-i18next";
import type { Row } from "../lib/shapes";
import { Icon } from "../ui/icons";
import styles from "./Objections.module.css";

const objections: Record<string, string> = { phones: "no_call", emails: "no_email", addresses: "no_mail" };

/** What speaks against reaching somebody this way, beside the number, the e-mail or the address. Nothing when nothing does. */
export function Objection({ row, field }: { row: Row; field: string }) {
  const { t } = useTranslation();
  const name = objections[field];
  if (!name || row[name] !== true) return null;
  return (
    <span className={styles.mark} data-objection={name}>
      <Icon name="warn" size={14} /> {t(`objection.${name}`)}
    </span>
  );
}

/** How things stand with somebody's consent, where a word is needed: withdrawn, beside the name; given without its day, beside the field. */
export function Consent({ row, what }: { row: Row; what: "withdrawn" | "undated" }) {
  const { t } = useTranslation();
  if (what === "withdrawn" ? row.consent !== "withdrawn" : row.consent !== "given" || row.consent_at) return null;
  return (
    <span className={styles.mark} data-consent={what}>
      <Icon name="warn" size={14} /> {t(`objection.${what}`)}
    </span>
  );
}
