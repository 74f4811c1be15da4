import { ActionIcon } from "@mantine/core";
import { useId, type PointerEvent } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "../../ui/icons";
import styles from "./order.module.css";

type Props = { name: string; at: number; count: number; onMove: (from: number, to: number) => void };

const edge = 60;
const step = 14;

/** Takes a line of a list (marked `data-order`) to another place: dragged by mouse or thumb, or with the arrow keys. */
export function Grip({ name, at, count, onMove }: Props) {
  const { t } = useTranslation();
  const id = useId();

  const drag = (event: PointerEvent<HTMLButtonElement>) => {
    if (event.button) return;
    const list = event.currentTarget.closest("[data-order]");
    if (!list) return;
    event.preventDefault();
    event.currentTarget.focus();
    const lines = [...list.children] as HTMLElement[];
    let to = at;
    // The lines stay where they are until the end: a bar shows where this one goes.
    const show = () => lines.forEach((line, index) => (index === to && to !== at ? (line.dataset.drop = to > at ? "after" : "before") : delete line.dataset.drop));
    const move = ({ clientY }: globalThis.PointerEvent) => {
      to = lines.findIndex((line) => clientY < line.getBoundingClientRect().bottom);
      if (to < 0) to = lines.length - 1;
      if (clientY < edge) scrollBy(0, -step);
      else if (clientY > innerHeight - edge) scrollBy(0, step);
      show();
    };
    const stop = (ended: globalThis.PointerEvent) => {
      removeEventListener("pointermove", move);
      removeEventListener("pointerup", stop);
      removeEventListener("pointercancel", stop);
      const goal = to;
      to = at;
      show();
      lines[at]!.removeAttribute("data-dragged");
      if (ended.type === "pointerup" && goal !== at) onMove(at, goal);
    };
    lines[at]!.dataset.dragged = "";
    addEventListener("pointermove", move);
    addEventListener("pointerup", stop);
    addEventListener("pointercancel", stop);
  };
  return (
    <ActionIcon
      id={id}
      className={styles.grip!}
      aria-label={t("care.grip", { name, at: at + 1, count })}
      title={t("care.gripHint")}
      onPointerDown={drag}
      onKeyDown={(event) => {
        const to = event.key === "ArrowUp" ? at - 1 : event.key === "ArrowDown" ? at + 1 : -1;
        if (to < 0 || to >= count) return;
        event.preventDefault();
        onMove(at, to);
        // The line is moved in the page, which may take the focus from it.
        requestAnimationFrame(() => document.getElementById(id)?.focus());
      }}
    >
      <Icon name="grip" />
    </ActionIcon>
  );
}
