import { Loader } from "@mantine/core";
import { useRef, useState, type DragEvent } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "../../ui/icons";
import styles from "./Import.module.css";

/** Where a file is dropped, or chosen with a click. */
export function DropFile({ busy, onFile }: { busy: boolean; onFile: (file: File) => void }) {
  const { t } = useTranslation();
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (file) onFile(file);
    // The same file again is a choice too.
    if (input.current) input.current.value = "";
  };
  const drag = (event: DragEvent, entering: boolean) => {
    event.preventDefault();
    setOver(entering);
  };
  return (
    <label
      className={styles.drop}
      data-over={over || undefined}
      onDragOver={(event) => drag(event, true)}
      onDragLeave={(event) => drag(event, false)}
      onDrop={(event) => {
        drag(event, false);
        take(event.dataTransfer.files);
      }}
    >
      {busy ? <Loader size="sm" /> : <Icon name="import" size={28} />}
      <strong>{t(busy ? "import.reading" : "import.drop")}</strong>
      <span className="k-dim">{t("import.dropText")}</span>
      <input ref={input} type="file" className="k-hidden" accept=".csv,.tsv,.txt,.vcf,text/csv,text/vcard" disabled={busy} onChange={(event) => take(event.currentTarget.files)} />
    </label>
  );
}
