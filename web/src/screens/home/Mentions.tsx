import { ActionIcon } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useAsked } from "../../lib/asked";
import { ago, dateTime } from "../../lib/format";
import type { Row } from "../../lib/shapes";
import { local } from "../../local/db";
import { useLive } from "../../local/live";
import { useRows } from "../../local/rows";
import { useSchema } from "../../local/schema";
import { useMe } from "../../local/session";
import { Icon } from "../../ui/icons";
import styles from "./Home.module.css";

const shown = 5;
const about = JSON.stringify({ field: "mentions", op: "has", value: "me" });
/** Marked by hand on this device; a mark is enough for what is older, too. */
const key = "mentions-seen";

/** Notes in which a colleague named me, until I say that I have seen them. */
export default function Mentions() {
  const { t } = useTranslation();
  const me = useMe();
  const { data, reload } = useAsked<{ rows: Row[] }>(`/api/notes?filter=${encodeURIComponent(about)}&sort=-created_at&limit=20`);
  const moved = useLive(async () => (await local().meta.get("moved"))?.value as { number: number } | undefined, [local().name]);
  useEffect(() => {
    if (moved) reload();
  }, [moved?.number, reload]);
  const seen = useLive(async () => ((await local().meta.get(key))?.value as string[] | undefined) ?? [], [local().name]);
  const users = useSchema()?.users ?? [];
  const notes = (data?.rows ?? []).filter((note) => seen && !seen.includes(note.id) && note.created_by !== me.user.id).slice(0, shown);
  const contacts = useRows("contact", [...new Set(notes.map((note) => String(note.parent_id)))].sort());

  const onSeen = async (id: string) => {
    const known = new Set((data?.rows ?? []).map((note) => note.id));
    await local().meta.put({ key, value: [...(seen ?? []).filter((one) => known.has(one)), id] });
  };
  if (!notes.length) return null;
  return (
    <section className={`k-card ${styles.section} ${styles.wide}`} aria-label={t("mentions.title")}>
      <h2>{t("mentions.title")}</h2>
      <ul className={styles.rows}>
        {notes.map((note) => {
          const name = String(contacts.get(String(note.parent_id))?.name ?? "…");
          return (
            <li key={note.id} className={styles.mention}>
              <div>
                <span className="k-dim">{t("mentions.on", { name: users.find((user) => user.id === note.created_by)?.name ?? t("history.somebody") })} </span>
                <Link to="/contacts/$id" params={{ id: String(note.parent_id) }}>
                  {name}
                </Link>
                <time className="k-dim" dateTime={String(note.created_at)} title={dateTime(String(note.created_at))}>
                  {" "}
                  · {ago(String(note.created_at))}
                </time>
                <div className={styles.mentionText}>{String(note.text ?? "")}</div>
              </div>
              <ActionIcon aria-label={t("mentions.seenOf", { name })} title={t("mentions.seen")} onClick={() => void onSeen(note.id)}>
                <Icon name="check" size={16} />
              </ActionIcon>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
