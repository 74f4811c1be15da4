import { lazy, Suspense, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Row } from "../lib/shapes";
import { useFields } from "../local/schema";
import styles from "./Photo.module.css";
import { PhotoPicture } from "./PhotoPicture";

const PhotoDialog = lazy(() => import("./PhotoDialog"));

/** The picture of a contact, and the link under it that leads to another one. */
export function Photo({ row, rights }: { row: Row; rights: { edit: boolean } }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const link = useRef<HTMLButtonElement>(null);
  const close = () => {
    setOpen(false);
    link.current?.focus();
  };
  // A role may keep the field from somebody who may edit the rest.
  const field = useFields("contact").find((one) => one.name === "photo");
  return (
    <div className={styles.photo}>
      <div className={styles.frame}>
        <PhotoPicture row={row} size="full" />
      </div>
      {rights.edit && field && !field.readonly && !row.deleted_at && (
        <button ref={link} type="button" className={styles.change} onClick={() => setOpen(true)}>
          {t("photo.change")}
        </button>
      )}
      {open && (
        <Suspense fallback={null}>
          <PhotoDialog row={row} onClose={close} />
        </Suspense>
      )}
    </div>
  );
}
