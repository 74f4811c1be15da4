import { useEffect, useRef, useState, type DragEvent } from "react";

export type Dropped = { files: File[]; folders: number; pasted?: boolean };
type Options = {
  /** Only while a dialog of ours is the thing being worked on; a page behind it must not take what is pasted or dropped. */
  inDialog?: boolean;
  off?: boolean;
};

const hasFiles = (event: { dataTransfer: DataTransfer | null }) => Boolean(event.dataTransfer?.types.includes("Files"));

/** What one place took, no other takes once more. */
const taken = new WeakSet<Event>();

/** Files that are dropped on a place or anywhere on its page, or pasted while it is there. In: what to do with them. Out: whether something hangs over it, and what the place must listen to. */
export function useFileDrop(onFiles: (dropped: Dropped) => void, { inDialog = false, off = false }: Options = {}) {
  const [over, setOver] = useState(false);
  const newest = useRef(onFiles);
  newest.current = onFiles;

  useEffect(() => {
    if (off) return;
    const paste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (!files.length || isTyping(event)) return;
      if (!inDialog && document.querySelector("[role=dialog]")) return;
      event.preventDefault();
      newest.current({ files, folders: 0, pasted: true });
    };
    // A file let go beside the place would otherwise take the whole page away, and what was typed with it. It is meant
    // for this page: the place takes it, unless something lies over the page, or another place took it already.
    const free = () => inDialog || !document.querySelector("[role=dialog]");
    const near = (event: globalThis.DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(free());
    };
    const away = (event: globalThis.DragEvent) => !event.relatedTarget && setOver(false);
    const miss = (event: globalThis.DragEvent) => {
      setOver(false);
      if (!hasFiles(event)) return;
      event.preventDefault();
      if (taken.has(event) || !free()) return;
      taken.add(event);
      newest.current(dropped(event.dataTransfer!));
    };
    document.addEventListener("paste", paste);
    window.addEventListener("dragover", near);
    window.addEventListener("dragleave", away);
    window.addEventListener("drop", miss);
    return () => {
      document.removeEventListener("paste", paste);
      window.removeEventListener("dragover", near);
      window.removeEventListener("dragleave", away);
      window.removeEventListener("drop", miss);
    };
  }, [inDialog, off]);

  const listen = {
    onDragOver: (event: DragEvent) => {
      if (off || !hasFiles(event)) return;
      event.preventDefault();
      setOver(true);
    },
    onDrop: (event: DragEvent) => {
      setOver(false);
      if (off || !hasFiles(event)) return;
      event.preventDefault();
      taken.add(event.nativeEvent);
      newest.current(dropped(event.dataTransfer));
    },
  };
  return { over, listen };
}

/** A folder comes as a file that nobody can read: it is counted, not taken. */
function dropped(data: DataTransfer): Dropped {
  const items = [...data.items].filter((item) => item.kind === "file");
  const folders = items.filter((item) => item.webkitGetAsEntry()?.isDirectory);
  const files = items.filter((item) => !folders.includes(item)).flatMap((item) => item.getAsFile() ?? []);
  return { files, folders: folders.length };
}

/** A text that comes with its picture (out of a word processor) belongs into the input it is pasted into. */
function isTyping(event: ClipboardEvent): boolean {
  const at = event.target as HTMLElement | null;
  return Boolean(at?.closest?.("input:not([type=file]), textarea, [contenteditable=true]"));
}
