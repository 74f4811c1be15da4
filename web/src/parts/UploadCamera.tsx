import { Button } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { drawn } from "../lib/shrink";
import { Icon } from "../ui/icons";
import { UploadPick } from "./UploadPick";
import styles from "./Upload.module.css";

/** A phone's own camera is better than ours: it has focus, light and every lens. Elsewhere there is the live picture, where the browser gives one (https or localhost). */
export const hasOwnCamera = () => matchMedia("(pointer: coarse)").matches;
const hasLive = () => Boolean(navigator.mediaDevices?.getUserMedia);

/** "Take a photo": opens the phone's camera, or asks for the live picture. Nothing where there is neither. */
export function CameraButton({ onFile, onLive }: { onFile: (file: File) => void; onLive: () => void }) {
  const { t } = useTranslation();
  const label = t("upload.camera");
  if (hasOwnCamera()) return <UploadPick icon="camera" label={label} accept="image/*" capture onFiles={(files) => onFile(named(files[0]!, t("upload.photoName")))} />;
  if (!hasLive()) return null;
  return (
    <Button variant="default" leftSection={<Icon name="camera" size={16} />} onClick={onLive}>
      {label}
    </Button>
  );
}

/** The live picture of the camera, and the button that keeps it. */
export function LiveCamera({ onFile, onClose }: { onFile: (file: File) => void; onClose: () => void }) {
  const { t } = useTranslation();
  const video = useRef<HTMLVideoElement>(null);
  const [state, setState] = useState<"asking" | "live" | "denied" | "missing">("asking");

  useEffect(() => {
    let ended = false;
    let stream: MediaStream | null = null;
    const stop = () => stream?.getTracks().forEach((track) => track.stop());
    navigator.mediaDevices
      .getUserMedia({ video: { facingMode: "environment", width: { ideal: 1920 }, height: { ideal: 1080 } } })
      .then((given) => {
        stream = given;
        if (ended || !video.current) return stop();
        video.current.srcObject = given;
      })
      .catch((error: unknown) => setState(error instanceof DOMException && error.name === "NotAllowedError" ? "denied" : "missing"));
    return () => {
      ended = true;
      stop();
    };
  }, []);

  const take = async () => {
    const { videoWidth: width, videoHeight: height } = video.current!;
    const picture = width ? await drawn(video.current!, { width, height }, 0.92) : null;
    if (picture) onFile(named(new File([picture], "", { type: picture.type }), t("upload.photoName")));
  };
  return (
    <div className={styles.camera}>
      {state === "denied" || state === "missing" ? (
        <p className="k-note k-wrong" role="alert">
          {t(state === "denied" ? "upload.cameraDenied" : "upload.cameraMissing")}
        </p>
      ) : (
        <video ref={video} className={styles.live} autoPlay playsInline muted aria-label={t("upload.live")} onLoadedData={() => setState("live")} />
      )}
      <div className="k-row">
        <Button disabled={state !== "live"} onClick={() => void take()}>
          {t("upload.take")}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t("upload.cameraOff")}
        </Button>
      </div>
    </div>
  );
}

const endings: Record<string, string> = { "image/png": "png", "image/webp": "webp", "image/gif": "gif", "image/heic": "heic" };

/** What a camera or the clipboard calls "image.jpg" is named by its moment, so that ten of them can be told apart. */
export function named(file: File, word: string, now = new Date()): File {
  const two = (number: number) => String(number).padStart(2, "0");
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  const time = `${two(now.getHours())}.${two(now.getMinutes())}.${two(now.getSeconds())}`;
  return new File([file], `${word} ${day} ${time}.${endings[file.type] ?? "jpg"}`, { type: file.type });
}
