import { Button } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { sizeText } from "../lib/fileKind";
import type { Fault, Row } from "../lib/shapes";
import { fitPhoto } from "../lib/shrink";
import { uploadFaults } from "../lib/upload";
import { Dialog } from "../ui/Dialog";
import { toast } from "../ui/toast";
import { PhotoOffers } from "./PhotoOffers";
import { Initials, PhotoPicture } from "./PhotoPicture";
import { PhotoSources } from "./PhotoSources";
import styles from "./PhotoDialog.module.css";
import { setPhoto, type Choice } from "./photoSave";
import { UploadFaults } from "./UploadFaults";
import { UploadProgress } from "./UploadProgress";

/** Choose a picture, see it as it will be, take it. A refusal leaves the choice where it was. */
export default function PhotoDialog({ row, onClose }: { row: Row; onClose: () => void }) {
  const { t } = useTranslation();
  const [choice, setChoice] = useState<Choice | null>(null);
  const [faults, setFaults] = useState<Fault[]>([]);
  const [busy, setBusy] = useState<"" | "reading" | "sending">("");
  const [part, setPart] = useState(0);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);

  const choose = (next: Choice) => {
    setFaults([]);
    setChoice(next);
  };
  const onFile = async (file: File) => {
    setBusy("reading");
    const fitted = await fitPhoto(file);
    setBusy("");
    // What was chosen before stays: a wrong file does not take it away.
    if ("fault" in fitted) setFaults([fitted.fault]);
    else choose({ kind: "file", file: fitted.file, shrunk: fitted.shrunk, was: file.size });
  };
  const onSave = async () => {
    if (!choice) return;
    stop.current = new AbortController();
    setPart(0);
    setFaults([]);
    setBusy("sending");
    try {
      const batch = await setPhoto(row, choice, { signal: stop.current.signal, onProgress: setPart });
      toast(t(choice.kind === "default" ? "photo.removed" : "photo.changed"), batch);
      onClose();
    } catch (error) {
      if (stop.current.signal.aborted) return;
      setFaults(uploadFaults(error));
      setBusy("");
    }
  };

  return (
    <Dialog opened onClose={onClose} size="lg" title={t("photo.title")}>
      <div className="k-stack">
        <PhotoSources busy={busy !== ""} onFile={(file) => void onFile(file)} onFault={(fault) => setFaults([fault])}>
          <figure className={styles.preview}>
            <div className={styles.frame}>
              <Preview row={row} choice={choice} />
            </div>
            <figcaption className="k-dim" role="status">
              {busy === "reading" ? t("photo.reading") : t(choice ? "photo.willBe" : "photo.isNow")}
            </figcaption>
          </figure>
        </PhotoSources>
        {choice?.kind === "file" && choice.shrunk && <p className="k-dim">{t("photo.shrunk", { before: sizeText(choice.was), after: sizeText(choice.file.size) })}</p>}
        <PhotoOffers row={row} choice={choice} busy={busy !== ""} onChoose={choose} />
        <UploadFaults faults={faults} />
        {busy === "sending" && choice?.kind === "file" && <UploadProgress name={t("photo.picture")} part={part} />}
        <div className={`k-row ${styles.buttons}`}>
          <Button disabled={!choice || busy === "reading"} loading={busy === "sending"} onClick={() => void onSave()}>
            {t(choice?.kind === "default" ? "photo.remove" : "photo.use")}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t("common.cancel")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

/** The picture as it will stand on the contact; the present one until another is chosen. */
function Preview({ row, choice }: { row: Row; choice: Choice | null }) {
  const { t } = useTranslation();
  const file = choice?.kind === "file" ? choice.file : null;
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    if (!file) return setAddress(null);
    const made = URL.createObjectURL(file);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);

  if (!choice) return <PhotoPicture row={row} size="full" />;
  if (choice.kind === "default") return <Initials row={row} />;
  const source = choice.kind === "offer" ? choice.offer.url : address;
  return source ? <img src={source} alt={t("photo.chosen")} /> : null;
}
