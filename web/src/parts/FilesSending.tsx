import { ActionIcon, Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { sizeText } from "../lib/fileKind";
import { Icon } from "../ui/icons";
import styles from "./Files.module.css";
import { UploadFaults } from "./UploadFaults";
import { UploadProgress } from "./UploadProgress";
import { cancel, retry, type Upload } from "./uploads";

/** What is on its way: how far it is, and a way to stop it; what did not arrive: why, and once more. */
export function FilesSending({ uploads }: { uploads: Upload[] }) {
  const { t } = useTranslation();
  return (
    <ul className={styles.rows} aria-label={t("files.sending")}>
      {uploads.map((one) => (
        <li key={one.id} className={styles.sending}>
          <div className={styles.words}>
            <span>
              <bdi className={styles.name}>{one.file.name}</bdi> <span className="k-dim">{sizeText(one.file.size)}</span>
            </span>
            {one.state === "sending" && <UploadProgress name={one.file.name} part={one.part} />}
            {one.state === "waiting" && <span className="k-dim">{t("files.waiting")}</span>}
            <UploadFaults faults={one.faults} />
          </div>
          {one.state === "failed" && !one.faults.some((fault) => fault.code === "file_too_big") && (
            <Button variant="default" onClick={() => retry(one.id)} aria-label={t("files.retry", { name: one.file.name })}>
              {t("common.retry")}
            </Button>
          )}
          <ActionIcon onClick={() => cancel(one.id)} aria-label={t(one.state === "failed" ? "files.dismiss" : "files.cancel", { name: one.file.name })}>
            <Icon name="close" />
          </ActionIcon>
        </li>
      ))}
    </ul>
  );
}
