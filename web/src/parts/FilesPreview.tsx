import { ActionIcon } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem, verdict } from "../lib/api";
import { sizeText } from "../lib/fileKind";
import type { Row } from "../lib/shapes";
import { Dialog } from "../ui/Dialog";
import { Icon } from "../ui/icons";
import { Skeleton } from "../ui/State";
import styles from "./Files.module.css";
import { contentPath, previewPath } from "./filePaths";

/** Looks at a picture, or at a document page by page, without taking it home. */
export function FilesPreview({ row, onClose }: { row: Row; onClose: () => void }) {
  const { t } = useTranslation();
  const [page, setPage] = useState(1);
  const { address, pages, problem } = usePage(row.id, page);
  const name = String(row.file_name ?? "");
  const turn = (by: number) => setPage((now) => Math.min(Math.max(1, now + by), pages ?? now));
  return (
    <Dialog opened onClose={onClose} size="xl" title={<bdi className={styles.name}>{name}</bdi>}>
      <div
        className="k-stack"
        onKeyDown={(event) => {
          if (event.key === "ArrowLeft" || event.key === "PageUp") turn(-1);
          if (event.key === "ArrowRight" || event.key === "PageDown") turn(1);
        }}
      >
        <div className="k-row k-spread">
          {pages !== null && pages > 1 ? (
            <div className="k-row" role="group" aria-label={t("files.pages")}>
              <ActionIcon aria-label={t("files.pageBefore")} disabled={page <= 1} onClick={() => turn(-1)} data-autofocus>
                <Icon name="back" />
              </ActionIcon>
              <span className="k-figures" role="status">
                {t("files.page", { page, pages })}
              </span>
              <ActionIcon aria-label={t("files.pageAfter")} disabled={page >= pages} onClick={() => turn(1)} className={styles.after}>
                <Icon name="back" />
              </ActionIcon>
            </div>
          ) : (
            <span />
          )}
          <a className={styles.save} href={contentPath(row.id, true)} download={name}>
            <Icon name="download" size={16} /> {t("files.downloadSize", { size: sizeText(Number(row.size ?? 0)) })}
          </a>
        </div>
        <div className={styles.sheet}>
          {problem ? (
            <p className="k-note" role="alert">
              {t(problem.away ? "fault.away" : "files.noPreview")}
            </p>
          ) : address ? (
            <img src={address} alt={pages !== null && pages > 1 ? t("files.pageOf", { name, page }) : name} />
          ) : (
            <Skeleton rows={6} />
          )}
        </div>
      </div>
    </Dialog>
  );
}

type Page = { address: string | null; pages: number | null; problem: Problem | null };

/** One page as a picture on this device, and how many there are. */
function usePage(id: string, page: number): Page {
  const [got, setGot] = useState<Page>({ address: null, pages: null, problem: null });
  useEffect(() => {
    const stop = new AbortController();
    let made = "";
    setGot((before) => ({ ...before, address: null, problem: null }));
    const path = previewPath(id, page);
    fetch(path, { signal: stop.signal })
      .then(async (answer) => {
        if (!answer.ok) return verdict<never>(path, answer.status, answer.statusText, await answer.text());
        made = URL.createObjectURL(await answer.blob());
        if (stop.signal.aborted) return URL.revokeObjectURL(made);
        setGot({ address: made, pages: Number(answer.headers.get("Karteo-Pages") ?? 1), problem: null });
      })
      .catch((error: unknown) => {
        if (stop.signal.aborted) return;
        setGot((before) => ({ ...before, problem: error instanceof Problem ? error : new Problem(0, "away", "", []) }));
      });
    return () => {
      stop.abort();
      if (made) URL.revokeObjectURL(made);
    };
  }, [id, page]);
  return got;
}
