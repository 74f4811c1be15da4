import { Modal } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { dateTime } from "../lib/format";
import { labelText } from "../lib/i18n";
import { useStore } from "../lib/store";
import { useRows, useWaiting } from "../local/rows";
import { useFields } from "../local/schema";
import { line } from "../local/signals";
import styles from "./Waiting.module.css";

/** What has not left this device, and what waits for a decision: each line leads to its record. */
export default function Waiting({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal opened onClose={onClose} title={t("waiting.title")} closeButtonProps={{ "aria-label": t("common.close") }}>
      <Lines onClose={onClose} />
    </Modal>
  );
}

function Lines({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { actions, attention } = useWaiting();
  const state = useStore(line);
  const fields = useFields("contact");
  const edits = actions.flatMap((action) => action.edits.map((edit) => ({ action, edit })));
  const rows = useRows("contact", [...new Set([...edits.map(({ edit }) => edit.record), ...attention.map((one) => one.record)])]);
  const name = (id: string) => String(rows.get(id)?.name ?? "") || t("waiting.record");
  const label = (field: string) => labelText(fields.find((one) => one.name === field)?.label, field);

  return (
    <div className="k-stack">
      <p className="k-dim">{edits.length || attention.length ? t(`waiting.state.${state}`) : t("waiting.nothing")}</p>
      <ul className={styles.lines}>
        {attention.map((one) => (
          <li key={`a${one.id}`} data-tone="decide">
            <Link to="/contacts/$id" params={{ id: one.record }} onClick={onClose}>
              {name(one.record)}
            </Link>
            <span>{t(`waiting.${one.kind}`, { field: label(one.field) })}</span>
          </li>
        ))}
        {edits.map(({ action, edit }) => (
          <li key={edit.id}>
            <Link to="/contacts/$id" params={{ id: edit.record }} onClick={onClose}>
              {name(edit.record)}
            </Link>
            <span>{"deleted_at" in edit.patch ? t("waiting.deletion") : Object.keys(edit.patch).map(label).join(", ")}</span>
            <time className="k-dim">{dateTime(action.at)}</time>
          </li>
        ))}
      </ul>
    </div>
  );
}
