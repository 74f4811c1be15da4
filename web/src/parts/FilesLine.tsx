import { ActionIcon, Menu } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { endingOf, fileKind, sizeText } from "../lib/fileKind";
import { ago, dateTime } from "../lib/format";
import type { Row } from "../lib/shapes";
import { useSchema } from "../local/schema";
import { Icon } from "../ui/icons";
import styles from "./Files.module.css";
import { contentPath, hasPreview, previewPath } from "./filePaths";

type Props = { row: Row; pending: boolean; mayEdit: boolean; mayDelete: boolean; onOpen: (what: "preview" | "edit" | "history") => void; onDelete: () => void };

/** One file: what it is, how large, who brought it and when; opened by its name. */
export function FilesLine({ row, pending, mayEdit, mayDelete, onOpen, onDelete }: Props) {
  const { t } = useTranslation();
  const name = String(row.file_name ?? "");
  const shows = hasPreview(row);
  const head = (
    <>
      <FileThumb row={row} />
      <bdi className={styles.name}>{name}</bdi>
    </>
  );
  return (
    <li className={styles.row}>
      {shows ? (
        <button id={`file-${row.id}`} type="button" className={styles.open} onClick={() => onOpen("preview")} aria-label={t("files.preview", { name })}>
          {head}
        </button>
      ) : (
        <a id={`file-${row.id}`} className={styles.open} href={contentPath(row.id, true)} download={name} aria-label={t("files.download", { name })}>
          {head}
        </a>
      )}
      <div className={styles.facts}>
        <Facts row={row} />
        {pending && <span className={styles.pending} role="img" aria-label={t("field.notSent")} title={t("field.notSent")} />}
        {row.description ? <div className={styles.description}>{String(row.description)}</div> : null}
      </div>
      <div className={styles.tools}>
        <ActionIcon component="a" href={contentPath(row.id, true)} download={name} aria-label={t("files.download", { name })} title={t("files.downloadIt")}>
          <Icon name="download" />
        </ActionIcon>
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon aria-label={t("files.actions", { name })}>
              <Icon name="more" />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {shows && <Menu.Item onClick={() => onOpen("preview")}>{t("files.show")}</Menu.Item>}
            {mayEdit && <Menu.Item onClick={() => onOpen("edit")}>{t("files.edit")}</Menu.Item>}
            <Menu.Item onClick={() => onOpen("history")}>{t("history.title")}</Menu.Item>
            {mayDelete && <Menu.Item onClick={onDelete}>{t("files.delete")}</Menu.Item>}
          </Menu.Dropdown>
        </Menu>
      </div>
    </li>
  );
}

/** "PDF · 2.4 MB · Alice Adler, 2 hr ago". */
function Facts({ row }: { row: Row }) {
  const { t } = useTranslation();
  const users = useSchema()?.users ?? [];
  const by = users.find((user) => user.id === row.created_by)?.name ?? t("history.somebody");
  const ending = endingOf(String(row.file_name ?? "")).toUpperCase();
  const kind = t(`files.kind.${fileKind(String(row.media_type ?? ""), String(row.file_name ?? ""))}`);
  const at = String(row.created_at ?? "");
  const what = !ending || ending === kind ? kind : `${kind} (${ending})`;
  return (
    <span className="k-dim" title={dateTime(at)}>
      {[what, sizeText(Number(row.size ?? 0)), `${by}, ${ago(at)}`].join(" · ")}
    </span>
  );
}

/** A small picture of what can be shown, fetched when it comes into sight; else the drawing of a sheet. */
export function FileThumb({ row }: { row: Row }) {
  const [lost, setLost] = useState(false);
  if (!hasPreview(row) || lost) {
    return (
      <span className={styles.thumb}>
        <Icon name="file" size={20} />
      </span>
    );
  }
  return (
    <span className={styles.thumb}>
      <img src={previewPath(row.id, 1)} alt="" loading="lazy" decoding="async" onError={() => setLost(true)} />
    </span>
  );
}
