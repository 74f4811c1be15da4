import { useRef } from "react";
import { Icon, type IconName } from "../ui/icons";
import styles from "./Upload.module.css";

type Props = { icon: IconName; label: string; accept?: string; multiple?: boolean; capture?: boolean; primary?: boolean; onFiles: (files: File[]) => void };

/** A button that opens the device's own way to choose files, or its camera. */
export function UploadPick({ icon, label, accept, multiple = false, capture = false, primary = false, onFiles }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const take = () => {
    const files = [...(input.current?.files ?? [])];
    // The same file again is a choice too.
    if (input.current) input.current.value = "";
    if (files.length) onFiles(files);
  };
  return (
    <label className={styles.pick} data-primary={primary || undefined}>
      <Icon name={icon} size={16} />
      <span>{label}</span>
      <input ref={input} type="file" className="k-hidden" accept={accept} multiple={multiple} capture={capture ? "environment" : undefined} onChange={take} />
    </label>
  );
}
