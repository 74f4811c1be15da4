import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useDirty } from "../useDirty";
import { toast } from "../../ui/toast";
import styles from "./factor.module.css";

type Props = { codes: string[]; onClose: () => void; closeText?: string };

/** The recovery codes, shown this once: to be downloaded, copied or written down. */
export function Codes({ codes, onClose, closeText }: Props) {
  const { t } = useTranslation();
  useDirty(true);
  const file = `data:text/plain;charset=utf-8,${encodeURIComponent(`${t("factor.codesFile")}\n\n${codes.join("\n")}\n`)}`;
  const copy = async () => {
    await navigator.clipboard.writeText(codes.join("\n"));
    toast(t("profile.copied"));
  };
  return (
    <div className="k-note k-stack" role="status">
      <strong>{t("factor.codes")}</strong>
      <span>{t("factor.codesOnce")}</span>
      <ul className={styles.codes} data-testid="recovery-codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div className="k-row">
        <Button component="a" variant="default" href={file} download="karteo-recovery-codes.txt">
          {t("factor.download")}
        </Button>
        {navigator.clipboard && (
          <Button variant="default" onClick={() => void copy()}>
            {t("profile.copy")}
          </Button>
        )}
        <Button onClick={onClose}>{closeText ?? t("factor.kept")}</Button>
      </div>
    </div>
  );
}
