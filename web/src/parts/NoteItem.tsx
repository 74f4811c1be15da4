import { ActionIcon, Button, Menu } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ago, dateTime } from "../lib/format";
import type { Row, Values } from "../lib/shapes";
import { drafted, dropDraft, hasDraft, useDraft } from "../local/draft";
import { remove, save } from "../local/edit";
import { useFields, useSchema } from "../local/schema";
import { useMe } from "../local/session";
import { Dialog } from "../ui/Dialog";
import { Icon } from "../ui/icons";
import { toast } from "../ui/toast";
import { History } from "./History";
import { mentioned } from "./mentions";
import { NoteInput } from "./NoteInput";
import styles from "./Notes.module.css";
import { NoteText } from "./NoteText";

type Props = { note: Row; pending: boolean; mayEdit: boolean; mayDelete: boolean };

/** One note: who wrote it and when, its words, and what can be done with it. */
export function NoteItem({ note, pending, mayEdit, mayDelete }: Props) {
  const { t } = useTranslation();
  const me = useMe();
  const users = useSchema()?.users ?? [];
  const fields = useFields("note");
  const [editing, setEditing] = useState(false);
  const [looking, setLooking] = useState(false);
  const by = users.find((user) => user.id === (note.created_by ?? me.user.id))?.name ?? t("history.somebody");
  const at = String(note.created_at ?? "");
  const pinned = note.pinned === true;
  const edited = Boolean(note.changed_at && note.created_at && String(note.changed_at) > at && changedLater(note));

  useEffect(() => {
    // What was being written before a reload goes on.
    if (!mayEdit) return;
    void hasDraft(`note:${note.id}`).then((yes) => yes && setEditing(true));
    return drafted.listen((name) => name === `note:${note.id}` && setEditing(true));
  }, [note.id, mayEdit]);

  const pin = async () => {
    const batch = await save([{ type: "note", record: note.id, patch: { pinned: !pinned }, base: { pinned: note.pinned ?? null } }]);
    toast(t(pinned ? "note.isUnpinned" : "note.isPinned"), batch);
  };
  const onDelete = async () => {
    const batch = await remove("note", [note.id]);
    await dropDraft(`note:${note.id}`);
    toast(t("note.deleted"), batch);
  };
  return (
    <li className={styles.note} data-pinned={pinned ? "" : undefined} data-id={note.id} aria-label={t("note.of", { name: by, time: dateTime(at) })}>
      <div className={styles.head}>
        <div className={styles.who}>
          <strong>{by}</strong>{" "}
          <time className="k-dim" dateTime={at} title={ago(at)}>
            {dateTime(at)}
          </time>
          {edited && <span className="k-dim"> · {t("note.edited", { time: ago(String(note.changed_at)) })}</span>}
          {pinned && <span className="k-dim"> · {t("note.pinned")}</span>}
          {pending && <span className={styles.pending} title={t("page.pending")} role="img" aria-label={t("page.pending")} />}
        </div>
        <div className={styles.tools}>
          {mayEdit && !editing && (
            <>
              <ActionIcon aria-label={t(pinned ? "note.unpin" : "note.pin")} aria-pressed={pinned} color={pinned ? "petrol" : "gray"} onClick={() => void pin()}>
                <Icon name="pin" size={16} filled={pinned} />
              </ActionIcon>
              <ActionIcon aria-label={t("note.edit")} onClick={() => setEditing(true)}>
                <Icon name="pencil" size={16} />
              </ActionIcon>
            </>
          )}
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon aria-label={t("page.actions")}>
                <Icon name="more" size={16} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => setLooking(true)}>{t("note.history")}</Menu.Item>
              {mayDelete && <Menu.Item onClick={() => void onDelete()}>{t("note.delete")}</Menu.Item>}
            </Menu.Dropdown>
          </Menu>
        </div>
      </div>
      {editing ? <Editing note={note} onDone={() => setEditing(false)} /> : <NoteText note={note} me={me.user.id} />}
      {looking && (
        <Dialog opened onClose={() => setLooking(false)} size="lg" title={t("note.history")}>
          <History row={note} fields={fields} editable={mayEdit} />
        </Dialog>
      )}
    </li>
  );
}

/** A minute's grace: setting the last comma right is no news. */
function changedLater(note: Row): boolean {
  return new Date(String(note.changed_at)).getTime() - new Date(String(note.created_at)).getTime() > 60_000;
}

type Draft = { text: string; base: Values };

function Editing({ note, onDone }: { note: Row; onDone: () => void }) {
  const { t } = useTranslation();
  const users = useSchema()?.users ?? [];
  const name = `note:${note.id}`;
  // What stood there when the pencil was taken is kept with the draft: a change by others meanwhile must not become our base.
  const { value: draft, put: setDraft } = useDraft<Draft>(name, { text: String(note.text ?? ""), base: { text: note.text ?? null, mentions: note.mentions ?? [] } });
  const written = draft.text.trim();
  const saving = useRef(false);
  const latest = useRef(draft);
  latest.current = draft;

  const end = () => {
    void dropDraft(name);
    onDone();
  };
  const onSave = async () => {
    if (!written || saving.current) return;
    saving.current = true;
    const patch = { text: written, mentions: mentioned(written, users) };
    const batch = await save([{ type: "note", record: note.id, patch, base: draft.base }]).finally(() => (saving.current = false));
    // Who wrote on meanwhile goes on from what is saved.
    if (latest.current.text.trim() === written) end();
    else setDraft({ text: latest.current.text, base: patch });
    if (batch) toast(t("note.saved"), batch);
  };
  return (
    <div className={styles.write}>
      <NoteInput value={draft.text} onChange={(text) => setDraft({ ...draft, text })} onSave={() => void onSave()} onEscape={end} label={t("note.edit")} autoFocus />
      <div className="k-row">
        <Button size="compact-md" disabled={!written} onClick={() => void onSave()}>
          {t("common.save")}
        </Button>
        <Button size="compact-md" variant="default" onClick={end}>
          {t("common.cancel")}
        </Button>
      </div>
    </div>
  );
}
