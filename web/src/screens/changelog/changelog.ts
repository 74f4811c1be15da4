/** A piece of a line: plain text, or text in a frame of its own. */
export type Piece = { text: string; as: "plain" | "strong" | "code" };
export type Release = { version: string; date: string; note: string; items: { head: string; lines: Piece[][] }[] };

const framed = /(\*\*[^*]+\*\*|`[^`]+`)/;

/** A line of the change log in pieces. What looks like HTML or a link stays text: nothing of the file becomes markup. */
export function pieces(line: string): Piece[] {
  return line
    .split(framed)
    .filter(Boolean)
    .map((part) => {
      if (part.startsWith("**") && part.length > 4) return { text: part.slice(2, -2), as: "strong" };
      if (part.startsWith("`") && part.length > 2) return { text: part.slice(1, -1), as: "code" };
      return { text: part.replace(/\[([^\]]+)\]\([^)]*\)/g, "$1"), as: "plain" };
    });
}

/** The releases of a CHANGELOG.md: `## 1.2.0 (date)` or `## Unreleased`, headings below, and list items that may go over several lines. */
export function releases(text: string): Release[] {
  const found: Release[] = [];
  for (const line of text.split(/\r?\n/)) {
    const release = /^##\s+\[?([^\s\]]+)\]?(?:\s*[-–—(]*\s*(\d{4}-\d\d-\d\d))?/.exec(line);
    const last = found.at(-1);
    if (release) found.push({ version: release[1]!, date: release[2] ?? "", note: "", items: [] });
    else if (last && /^###\s+/.test(line)) last.items.push({ head: line.replace(/^###\s+/, ""), lines: [] });
    else if (last && !last.items.length && /^[^\s*-]/.test(line)) last.note += `${last.note && " "}${line.trim()}`;
    else if (last && line.trim()) {
      if (!last.items.length) last.items.push({ head: "", lines: [] });
      const group = last.items.at(-1)!;
      if (/^\s+\S/.test(line) && group.lines.length && !/^\s*[-*]\s/.test(line)) group.lines[group.lines.length - 1]!.push({ text: " ", as: "plain" }, ...pieces(line.trim()));
      else group.lines.push(pieces(line.replace(/^\s*[-*]\s+/, "").trim()));
    }
  }
  return found;
}

/** The version that runs: the newest one that has a number. */
export const versionOf = (all: Release[]): string => all.find((one) => /^\d/.test(one.version))?.version ?? "";
