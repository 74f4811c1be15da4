import { ActionIcon, Button } from "@mantine/core";
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { useSchema } from "../../local/schema";
import { Dialog } from "../../ui/Dialog";
import { Icon } from "../../ui/icons";
import { standard } from "./columns";
import { columnFields, headText } from "./fields";
import { onScreen } from "./onScreen";
import styles from "./Tools.module.css";

type Props = { columns: string[]; onChange: (columns: string[]) => void; onClose: () => void };

/** Which fields stand beside the name, and in which order: by dragging, by arrows, by Alt and the arrow keys. */
export default function ColumnsDialog({ columns, onChange, onClose }: Props) {
  const { t } = useTranslation();
  const schema = useSchema();
  const fields = columnFields(schema);
  const chosen = (columns.length ? columns : standard).filter((name) => fields.some((field) => field.name === name));
  const [find, setFind] = useState("");
  const [dragged, setDragged] = useState<string | null>(null);
  const box = useRef<HTMLOListElement>(null);
  const label = (name: string) => headText(t, schema, name);
  const rest = fields.map((field) => field.name).filter((name) => !chosen.includes(name) && label(name).toLowerCase().includes(find.trim().toLowerCase()));

  const narrow = matchMedia("(max-width: 48em)").matches;
  const [width] = useState(() => document.querySelector("[role=table]")?.clientWidth ?? window.innerWidth);
  const seen = onScreen(columns, width, narrow, { t, schema, names: new Map() });

  const put = (next: string[]) => onChange(next.join() === standard.join() ? [] : next);
  const move = (name: string, to: number) => {
    const others = chosen.filter((one) => one !== name);
    const place = Math.max(0, Math.min(others.length, to));
    if (chosen.indexOf(name) !== place) put([...others.slice(0, place), name, ...others.slice(place)]);
  };
  const onKey = (event: KeyboardEvent, name: string) => {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    move(name, chosen.indexOf(name) + (event.key === "ArrowUp" ? -1 : 1));
  };
  // Where the pointer is decides the place: the same under a mouse and under a thumb. The whole window is watched,
  // for a line that changes its place lets go of the pointer.
  const drag = useRef((_y: number) => {});
  drag.current = (y) => {
    const lines = [...(box.current?.children ?? [])].map((line) => line.getBoundingClientRect());
    const at = lines.findIndex((line) => y < line.bottom);
    if (dragged) move(dragged, at < 0 ? lines.length - 1 : at);
  };
  useEffect(() => {
    if (!dragged) return;
    const stop = new AbortController();
    const end = () => setDragged(null);
    window.addEventListener("pointermove", (event) => drag.current(event.clientY), { signal: stop.signal });
    window.addEventListener("pointerup", end, { signal: stop.signal });
    window.addEventListener("pointercancel", end, { signal: stop.signal });
    return () => stop.abort();
  }, [dragged]);

  return (
    <Dialog opened onClose={onClose} title={t("columns.title")}>
      <div className="k-stack">
        <p className="k-dim">{t("columns.text")}</p>
        {narrow ? <p className="k-note">{t("browse.phoneColumns")}</p> : columns.length === 0 && chosen.some((name) => seen(name) === "no") && <p className="k-note">{t("browse.narrowColumns")}</p>}
        <ol ref={box} className={styles.columns} aria-label={t("columns.shown")}>
          {chosen.map((name, at) => (
            <li key={name} className={styles.column} data-dragged={dragged === name || undefined} onKeyDown={(event) => onKey(event, name)}>
              <span
                className={styles.grip}
                aria-hidden="true"
                onPointerDown={(event) => {
                  event.preventDefault(); // else the words are marked
                  setDragged(name);
                }}
              >
                <Icon name="grip" size={16} />
              </span>
              <span className={styles.columnName}>
                {label(name)}
                {seen(name) !== "yes" && <span className={styles.notHere}>{t(`browse.column.${seen(name)}`)}</span>}
              </span>
              <ActionIcon aria-label={t("columns.earlier", { label: label(name) })} disabled={at === 0} onClick={() => move(name, at - 1)}>
                <Icon name="up" size={16} />
              </ActionIcon>
              <ActionIcon aria-label={t("columns.later", { label: label(name) })} disabled={at === chosen.length - 1} onClick={() => move(name, at + 1)}>
                <Icon name="down" size={16} />
              </ActionIcon>
              <ActionIcon aria-label={t("columns.remove", { label: label(name) })} disabled={chosen.length === 1} onClick={() => put(chosen.filter((one) => one !== name))}>
                <Icon name="close" size={16} />
              </ActionIcon>
            </li>
          ))}
        </ol>
        <input type="search" className={styles.find} aria-label={t("columns.find")} placeholder={t("columns.find")} value={find} onChange={(event) => setFind(event.currentTarget.value)} autoComplete="off" />
        <ul className={styles.rest} aria-label={t("columns.more")}>
          {rest.map((name) => (
            <li key={name}>
              <Button variant="default" size="compact-sm" leftSection={<Icon name="plus" size={13} />} onClick={() => put([...chosen, name])}>
                {label(name)}
              </Button>
            </li>
          ))}
        </ul>
        <div className={styles.done}>
          <Button onClick={onClose}>{t("columns.done")}</Button>
          <Button variant="default" disabled={!columns.length} onClick={() => onChange([])}>
            {t("columns.standard")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
