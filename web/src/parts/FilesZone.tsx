import { useState } from "react";
import { useTranslation } from "react-i18next";
import styles from "./Files.module.css";
import { CameraButton, hasOwnCamera, LiveCamera, named } from "./UploadCamera";
import { UploadPick } from "./UploadPick";
import { useFileDrop } from "./useFileDrop";

type Props = { maxMb: number | null; empty: boolean; onTake: (files: File[], folders: number) => void };

/** Where files come in: chosen, dropped, pasted or photographed, several at once. Says before how large they may be. */
export function FilesZone({ maxMb, empty, onTake }: Props) {
  const { t } = useTranslation();
  const [live, setLive] = useState(false);
  const { over, listen } = useFileDrop(({ files, folders, pasted }) => onTake(pasted ? files.map(unnamed) : files, folders));
  // Every picture out of the clipboard is called "image.png".
  const unnamed = (file: File) => (/^image\.\w+$/.test(file.name) ? named(file, t("upload.pastedName")) : file);
  const onPhoto = (file: File) => {
    setLive(false);
    onTake([file], 0);
  };
  if (live) return <LiveCamera onFile={onPhoto} onClose={() => setLive(false)} />;
  return (
    <div className={styles.zone} data-over={over || undefined} {...listen}>
      <p className="k-dim">{t(empty ? (hasOwnCamera() ? "files.emptyPhone" : "files.empty") : hasOwnCamera() ? "files.morePhone" : "files.more")}</p>
      <div className="k-row">
        <UploadPick icon="file" label={t("files.choose")} multiple onFiles={(files) => onTake(files, 0)} />
        <CameraButton onFile={onPhoto} onLive={() => setLive(true)} />
      </div>
      {maxMb !== null && <p className="k-dim">{t("files.limit", { limit: `${maxMb} MB` })}</p>}
    </div>
  );
}
