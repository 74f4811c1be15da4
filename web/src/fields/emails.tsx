import { asText } from "./kind";
import { lineItems } from "./lineItems";

export const emails = lineItems({
  type: "email",
  inputMode: "email",
  href: (item) => `mailto:${asText(item.value)}`,
  wrong: (text) => (/^[^\s@<>"]+@[^\s@<>".]+(\.[^\s@<>".]+)+$/.test(text) ? null : "email_invalid"),
});
