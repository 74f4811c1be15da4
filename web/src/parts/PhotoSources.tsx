import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Fault } from "../lib/shapes";
import { photoMaxMb, pictureTypes } from "../lib/shrink";
import styles from "./PhotoDialog.module.css";
import { CameraButton, hasOwnCamera, LiveCamera } from "./UploadCamera";
import { UploadPick } from "./UploadPick";
import { useFileDrop, type Dropped } from "./useFileDrop";

type Props = { busy: boolean; onFile: (file: File) => void; onFault: (fault: Fault) => void; children: ReactNode };

/** Where a photo can come from: this device, its camera, a drop, the clipboard. `children`: the picture as it will be. */
export function PhotoSources({ busy, onFile, onFault, children }: Props) {
  const { t } = useTranslation();
  const [live, setLive] = useState(false);
  const take = ({ files, folders }: Dropped) => {
    if (files[0]) onFile(files[0]);
    else if (folders) onFault({ place: "", code: "folder" });
  };
  const { over, listen } = useFileDrop(take, { inDialog: true, off: busy });

  if (live) {
    return (
      <LiveCamera
        onClose={() => setLive(false)}
        onFile={(file) => {
          setLive(false);
          onFile(file);
        }}
      />
    );
  }
  return (
    <div className={styles.sources} data-over={over || undefined} {...listen}>
      {children}
      <div className={styles.ways}>
        <UploadPick icon="image" label={t(hasOwnCamera() ? "photo.fromDevice" : "photo.fromComputer")} accept={pictureTypes} onFiles={(files) => take({ files, folders: 0 })} />
        <CameraButton onFile={onFile} onLive={() => setLive(true)} />
        {!hasOwnCamera() && <p className="k-dim">{t("photo.dropOrPaste")}</p>}
        <p className="k-dim">{t("photo.limit", { limit: `${photoMaxMb} MB` })}</p>
      </div>
    </div>
  );
}
