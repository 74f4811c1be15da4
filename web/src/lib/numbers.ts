import { locale } from "./format";

/** A number as people type it ("1.234,5" in German, "1,234.5" in English); the text itself when it is none; null when empty. */
export function readNumber(text: string): number | string | null {
  const bare = text.replace(/[\s\u00a0\u202f'’]/g, "");
  if (!bare) return null;
  const comma = new Intl.NumberFormat(locale()).formatToParts(1.5).find((part) => part.type === "decimal")?.value === ",";
  const [decimal, group] = comma ? [",", "."] : [".", ","];
  const grouped = new RegExp(`^[-+]?\\d{1,3}(\\${group}\\d{3})+(\\${decimal}\\d+)?$`);
  const plain = grouped.test(bare) ? bare.split(group).join("") : bare;
  const normal = plain.replace(",", ".");
  return /^[-+]?(\d+\.?\d*|\.\d+)$/.test(normal) ? Number(normal) : text;
}
