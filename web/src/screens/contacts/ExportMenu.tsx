import { Button, Loader, Menu } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { faultsFrom } from "../../lib/asked";
import { faultText } from "../../lib/faults";
import { number } from "../../lib/format";
import { Icon } from "../../ui/icons";
import { toast } from "../../ui/toast";
import { exportList, type Format } from "./exporting";
import styles from "./Tools.module.css";
import type { Shown } from "./views";

const formats: Format[] = ["xlsx", "csv", "vcard", "all"];

/** The list, or the chosen of it, as a file; while it comes it can be stopped. */
export function ExportMenu({ state, ids }: { state: Shown; ids: string[] | null }) {
  const { t } = useTranslation();
  const [bytes, setBytes] = useState<number | null>(null);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);

  const run = async (format: Format) => {
    const mine = (stop.current = new AbortController());
    setBytes(0);
    try {
      const count = await exportList(state, ids, format, setBytes, mine.signal);
      toast(t("export.done", { count, n: number(count) }));
    } catch (error) {
      if (!mine.signal.aborted) toast(faultsFrom(error).map((fault) => faultText(t, fault)).join(" "), null, "wrong");
    } finally {
      setBytes(null);
    }
  };
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" size="compact-sm" className={styles.tool!} leftSection={<Icon name="download" size={15} />} disabled={bytes !== null}>
            <span className={styles.word}>{t("export.title")}</span>
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {formats.map((format) => (
            <Menu.Item key={format} onClick={() => void run(format)}>
              {t(`export.${format}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {bytes !== null && (
        <div className={styles.running} role="status">
          <Loader size={18} />
          <span>{t("export.running", { n: number(bytes / 1e6, { maximumFractionDigits: 1 }) })}</span>
          <Button size="compact-sm" variant="default" onClick={() => stop.current?.abort()}>
            {t("common.cancel")}
          </Button>
        </div>
      )}
    </>
  );
}
