import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAsked } from "../lib/asked";
import { listed } from "../lib/format";
import { newId } from "../lib/ids";
import type { Row } from "../lib/shapes";
import { useDraft } from "../local/draft";
import { save } from "../local/edit";
import { useRelated } from "../local/related";
import { useSchema } from "../local/schema";
import { Skeleton } from "../ui/State";
import { toast } from "../ui/toast";
import { mentioned } from "./mentions";
import { NoteInput } from "./NoteInput";
import { NoteItem } from "./NoteItem";
import styles from "./Notes.module.css";

export type NoteRights = { create: boolean; edit: (row: Row) => boolean; delete: (row: Row) => boolean };
type Props = { type: string; record: string; rights: NoteRights };

/** The notes of a record: the pinned ones first, then the newest; a place to write one above them. */
export function Notes({ type, record, rights }: Props) {
  const { t } = useTranslation();
  const { rows, pending, state, more } = useRelated("note", record);
  const notes = [...rows].sort((a, b) => Number(b.pinned === true) - Number(a.pinned === true) || String(b.created_at ?? "").localeCompare(String(a.created_at ?? "")));
  return (
    <>
      {rights.create && <Write type={type} record={record} />}
      {state === "failed" && <p className="k-note k-wrong">{t("note.failed")}</p>}
      {state === "away" && <p className="k-dim">{t("note.away")}</p>}
      {state === "loading" && !notes.length && <Skeleton rows={2} />}
      {state === "ready" && !notes.length && <p className="k-dim">{t(rights.create ? "note.empty" : "note.emptyRead")}</p>}
      <ul className={styles.all}>
        {notes.map((note) => (
          <NoteItem key={note.id} note={note} pending={pending.has(note.id)} mayEdit={rights.edit(note)} mayDelete={rights.delete(note)} />
        ))}
      </ul>
      {more && (
        <Button variant="default" onClick={more}>
          {t("note.more")}
        </Button>
      )}
    </>
  );
}

function Write({ type, record }: { type: string; record: string }) {
  const { t } = useTranslation();
  const users = useSchema()?.users ?? [];
  const { value: text, put: setText, kept, give } = useDraft<string>(`note:${record}`, "");
  const [open, setOpen] = useState(false);
  const written = text.trim();
  const named = mentioned(written, users);
  const sight = useAsked<{ people: { id: string }[] }>(named.length ? `/api/contacts/${record}/why` : null);
  const blind = users.filter(({ id }) => sight.data && named.includes(id) && !sight.data.people.some((one) => one.id === id));

  const onSave = async () => {
    if (!written) return;
    const batch = await give(async (text) => {
      const words = text.trim();
      if (!words) return null; // given already: a key pressed twice
      const patch = { parent_type: type, parent_id: record, text: words, mentions: mentioned(words, users), created_at: new Date().toISOString() };
      return save([{ type: "note", record: newId(), patch, base: {} }]);
    });
    if (batch) toast(t("note.saved"), batch);
  };
  return (
    <div className={styles.write} onFocus={() => setOpen(true)}>
      <NoteInput
        value={text}
        onChange={setText}
        onSave={() => void onSave()}
        onEscape={() => (document.activeElement as HTMLElement | null)?.blur()}
        label={t("note.write")}
        placeholder={t("note.hint")}
      />
      {blind.length > 0 && (
        <p className="k-note" role="status">
          {t("browse.mentionUnseen", { count: blind.length, names: listed(blind.map(({ name }) => name)) })}
        </p>
      )}
      {(open || written) && (
        <div className="k-row">
          <Button size="compact-md" disabled={!written} onClick={() => void onSave()}>
            {t("note.save")}
          </Button>
          {written && (
            <Button size="compact-md" variant="default" onClick={() => setText("")}>
              {t("note.discard")}
            </Button>
          )}
          <span className={`k-dim ${written && kept ? "" : styles.keys}`}>{written && kept ? t("note.draft") : t("note.keys", { key: /Mac|iPhone|iPad/.test(navigator.platform) ? "⌘" : "Ctrl" })}</span>
        </div>
      )}
    </div>
  );
}
