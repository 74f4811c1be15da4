import { asText } from "./kind";
import { lineItems } from "./lineItems";

/** Only what no number plan allows; how many digits a country wants is the server's to say. */
function wrong(text: string): string | null {
  const plain = text.normalize("NFKC");
  const digits = plain.replace(/\D/g, "").length;
  if (digits === 0 || plain.replace(/ext|x/gi, "").replace(/[^\p{L}]/gu, "").length > 3) return "phone_invalid";
  return null;
}

export const phones = lineItems({
  type: "tel",
  inputMode: "tel",
  href: (item) => `tel:${asText(item.value).replace(/[^\d+*#,;]/g, "")}`,
  figures: true,
  wrong,
});
