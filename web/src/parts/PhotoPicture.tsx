import { useState } from "react";
import { useTranslation } from "react-i18next";
import { initials } from "../lib/initials";
import type { Row } from "../lib/shapes";
import { Icon } from "../ui/icons";
import styles from "./Photo.module.css";

/** Where the server has a photo; every new one has an address of its own, so none is ever stale. */
export const photoPath = (record: string, blob: string, size: "thumb" | "full") => `/api/contacts/${record}/photo/${blob}?size=${size}`;

/** A contact's photo, or its initials where there is none or it cannot be loaded. */
export function PhotoPicture({ row, size }: { row: Row; size: "thumb" | "full" }) {
  const { t } = useTranslation();
  const [lost, setLost] = useState<string | null>(null);
  const path = typeof row.photo === "string" ? photoPath(row.id, row.photo, size) : null;
  if (!path || lost === path) return <Initials row={row} />;
  return <img className={styles.picture} src={path} alt={t("photo.of", { name: row.name ?? "" })} loading="lazy" decoding="async" onError={() => setLost(path)} />;
}

/** The default picture. */
export function Initials({ row }: { row: Row }) {
  const { t } = useTranslation();
  const letters = initials(row);
  return (
    <span className={styles.initials} role="img" aria-label={t("photo.none")}>
      {letters ? <b>{letters}</b> : <Icon name={row.kind === "company" ? "company" : "person"} size={34} />}
    </span>
  );
}
