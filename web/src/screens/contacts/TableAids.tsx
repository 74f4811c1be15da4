import { useCallback, useEffect, useRef, useState, type RefObject } from "react";
import { useKeys } from "../../ui/keys";
import styles from "./TableAids.module.css";

type Tip = { left: number; top: number; width: number; label: string; text: string };
/** `width`: what the columns need; `at`: the row where the keyboard stands. */
type Props = { frame: RefObject<HTMLDivElement | null>; width: number; at: number };

const hold = 450;

/** What a wide table needs: a scroll bar always in sight, the arrow keys from cell to cell, and the whole text of what is cut. */
export default function TableAids({ frame, width, at }: Props) {
  const bar = useRef<HTMLDivElement>(null);
  const cell = useRef(1); // the name is read already
  const [tip, setTip] = useState<Tip | null>(null);
  const close = useCallback(() => setTip(null), []);

  // The head, the rows and the bar below move sideways together, whichever of them is moved.
  useEffect(() => {
    const parts = [...partsOf(frame.current), ...(bar.current ? [bar.current] : [])];
    const stop = new AbortController();
    let left = 0;
    for (const part of parts)
      part.addEventListener(
        "scroll",
        () => {
          // The echo of a movement may come after the next one has begun: it must not take that back.
          if (part.scrollLeft === left) return;
          left = part.scrollLeft;
          for (const other of parts) other.scrollLeft = left;
          frame.current?.toggleAttribute("data-aside", part.scrollLeft > 0);
          close();
        },
        { signal: stop.signal, passive: true },
      );
    window.addEventListener("scroll", close, { signal: stop.signal, passive: true });
    return () => stop.abort();
  }, [frame, close]);

  useEffect(() => {
    const table = frame.current;
    if (!table) return;
    const stop = new AbortController();
    const on = <K extends keyof HTMLElementEventMap>(name: K, listener: (event: HTMLElementEventMap[K]) => void, capture = false) => table.addEventListener(name, listener, { signal: stop.signal, capture });
    let timer = 0;
    let held = false;
    const cellOf = (event: Event) => (event.target as Element).closest<HTMLElement>("[role=cell], [role=columnheader]");
    on("pointerover", (event) => {
      const over = cellOf(event);
      if (over && event.pointerType === "mouse") over.title = isCut(over) ? wordsOf(over) : "";
    });
    window.addEventListener("pointerdown", close, { signal: stop.signal, capture: true });
    on("pointerdown", (event) => {
      held = false;
      const under = cellOf(event);
      if (event.pointerType === "mouse" || !under || !isCut(under)) return;
      timer = window.setTimeout(() => {
        held = true;
        setTip(tipOf(under));
      }, hold);
    });
    for (const name of ["pointerup", "pointercancel", "pointerleave"] as const) on(name, () => clearTimeout(timer));
    on(
      "click",
      (event) => {
        const under = cellOf(event);
        const touched = (event as PointerEvent).pointerType === "touch";
        // A line that was held is read, not opened.
        if (held) {
          event.preventDefault();
          event.stopPropagation();
        } else if (touched && under && isCut(under) && !matchMedia("(max-width: 48em)").matches && !(event.target as Element).closest("a, button, label")) setTip(tipOf(under));
        held = false;
      },
      true,
    );
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [frame, close]);

  useEffect(() => {
    cell.current = 1;
    close();
  }, [at, close]);

  const aside = (step: number) => {
    const cells = [...(frame.current?.querySelectorAll<HTMLElement>("[data-current] > [role=cell]") ?? [])];
    const rows = partsOf(frame.current)[1];
    if (!cells.length) return rows?.scrollBy({ left: step * 160 });
    cell.current = Math.max(1, Math.min(cells.length - 2, cell.current + step));
    const next = cells[cell.current]!;
    if (rows) reveal(next, rows, cells);
    // The scrolling is over, and has closed what stood there, before the next picture is drawn.
    requestAnimationFrame(() => requestAnimationFrame(() => setTip(tipOf(next, true))));
  };
  useKeys({ ArrowRight: () => aside(1), ArrowLeft: () => aside(-1), ...(tip ? { Escape: close } : {}) });

  return (
    <>
      <div ref={bar} className={styles.bar} aria-hidden="true" tabIndex={-1}>
        <div style={{ width }} />
      </div>
      <div role="status">
        {tip && (
          <div className={styles.tip} role="tooltip" style={{ left: tip.left, top: tip.top, minWidth: tip.width, maxWidth: `min(420px, calc(100vw - ${tip.left + 8}px))` }}>
            {tip.label && <span className={styles.label}>{tip.label}</span>}
            {tip.text}
          </div>
        )}
      </div>
    </>
  );
}

const partsOf = (frame: HTMLElement | null) => [...(frame?.firstElementChild?.children ?? [])] as HTMLElement[];
const isCut = (cell: HTMLElement) => [cell, ...cell.querySelectorAll("*")].some((one) => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX === "hidden" && !one.classList.contains("k-hidden"));
const wordsOf = (cell: HTMLElement) => (cell.querySelector<HTMLElement>("[data-words]") ?? cell).innerText.trim();

function tipOf(cell: HTMLElement, always = false): Tip | null {
  const text = wordsOf(cell);
  if (!text && !always) return null;
  const { left, width } = cell.getBoundingClientRect();
  const { top } = cell.parentElement!.getBoundingClientRect();
  const table = cell.closest("[role=table]")!;
  const label = table.querySelectorAll<HTMLElement>("[role=columnheader]")[[...cell.parentElement!.children].indexOf(cell)]?.innerText.trim() ?? "";
  return { left: Math.max(8, Math.min(left, window.innerWidth - 288)), top, width: Math.min(width, 420), label: cell.role === "columnheader" ? "" : label, text: text || "–" };
}

/** Brings a cell between the columns that stay and the edge. */
function reveal(cell: HTMLElement, rows: HTMLElement, cells: HTMLElement[]): void {
  const [left, right] = [cells[1]!.getBoundingClientRect().right, cells.at(-1)!.getBoundingClientRect().left];
  const box = cell.getBoundingClientRect();
  if (cell === cells[1]) rows.scrollLeft = 0;
  else if (box.left < left) rows.scrollLeft -= left - box.left;
  else if (box.right > right) rows.scrollLeft += box.right - right;
}
