import type { Item } from "../lib/shapes";
import { asText } from "./kind";
import { lineItems } from "./lineItems";

/** Where a click leads: only to the web, never to another scheme; a bare profile name leads nowhere. */
export function target(item: Item): string | undefined {
  const text = asText(item.value).trim();
  if (/^https?:\/\//i.test(text)) return text;
  if (/^[a-z][a-z0-9+.-]*:/i.test(text)) return undefined;
  return /^[^\s/@]+\.[^\s/@]{2,}(\/\S*)?$/.test(text) ? `https://${text}` : undefined;
}

function wrong(text: string): string | null {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase();
  const bad = /[\s<>"]/.test(text) || (scheme !== undefined && scheme !== "http" && scheme !== "https");
  return bad ? "link_invalid" : null;
}

export const links = lineItems({ type: "text", inputMode: "url", href: target, outside: true, wrong });
