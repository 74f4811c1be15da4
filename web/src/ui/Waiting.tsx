import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { dateTime } from "../lib/format";
import { labelText } from "../lib/i18n";
import { useStore } from "../lib/store";
import { useRows, useWaiting } from "../local/rows";
import { useSchema } from "../local/schema";
import { line } from "../local/signals";
import { Dialog } from "./Dialog";
import styles from "./Waiting.module.css";

/** What has not left this device, and what waits for a decision: each line leads to its record. */
export default function Waiting({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog opened onClose={onClose} title={t("waiting.title")}>
      <Lines onClose={onClose} />
    </Dialog>
  );
}

function Lines({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { actions, attention, pages } = useWaiting();
  const state = useStore(line);
  const types = useSchema()?.types ?? {};
  const edits = actions.flatMap((action) => action.edits.map((edit) => ({ action, edit })));
  const rows = useRows("contact", [...new Set([...pages.values(), ...attention.map((one) => one.page)])]);
  const name = (id: string) => String(rows.get(id)?.name ?? "") || t("waiting.record");
  const label = (type: string, field: string) => labelText(types[type]?.fields.find((one) => one.name === field)?.label, field);
  /** Of a note, a file or a link: what it is is news enough. */
  const what = (type: string, fields: string[]) => (type === "contact" ? fields.map((field) => label(type, field)).join(", ") : t(`recordKind.${type}`));

  return (
    <div className="k-stack">
      <p className="k-dim">{edits.length || attention.length ? t(`waiting.state.${state}`) : t("waiting.nothing")}</p>
      <ul className={styles.lines}>
        {attention.map((one) => (
          <li key={`a${one.id}`} data-tone="decide">
            <Link to="/contacts/$id" params={{ id: one.page }} onClick={onClose}>
              {name(one.page)}
            </Link>
            <span>{t(`waiting.${one.kind}`, { field: what(one.type, [one.field]) })}</span>
          </li>
        ))}
        {edits.map(({ action, edit }) => (
          <li key={edit.id}>
            <Link to="/contacts/$id" params={{ id: pages.get(edit.record) ?? edit.record }} onClick={onClose}>
              {name(pages.get(edit.record) ?? edit.record)}
            </Link>
            <span>{"deleted_at" in edit.patch ? t("waiting.deletion") : what(edit.type, Object.keys(edit.patch))}</span>
            <time className="k-dim">{dateTime(action.at)}</time>
          </li>
        ))}
      </ul>
    </div>
  );
}
