import { useSchema } from "../local/schema";
import { ids } from "../fields/users";
import type { Row } from "../lib/shapes";
import { pieces } from "./mentions";
import styles from "./Notes.module.css";

/** The words of a note, the colleagues it mentions marked. */
export function NoteText({ note, me }: { note: Row; me: string }) {
  const chosen = ids(note.mentions);
  const people = (useSchema()?.users ?? []).filter((user) => chosen.includes(user.id));
  return (
    <p className={styles.text}>
      {pieces(String(note.text ?? ""), people).map((piece, at) =>
        piece.user ? (
          <mark key={at} className={styles.mention} data-me={piece.user === me ? "" : undefined}>
            {piece.text}
          </mark>
        ) : (
          <span key={at}>{piece.text}</span>
        ),
      )}
    </p>
  );
}
