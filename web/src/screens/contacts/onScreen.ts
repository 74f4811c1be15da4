import { columnsOf, type Look } from "./columns";

/** Whether a column is on a screen of this width; "room": under the name, as far as the line reaches. */
export function onScreen(chosen: string[], width: number, narrow: boolean, look: Look): (name: string) => "yes" | "room" | "no" {
  if (narrow && chosen.length) return (name) => (chosen.indexOf(name) < 2 ? "yes" : "room");
  const there = narrow ? under : columnsOf(chosen, width, look).map((one) => one.key);
  return (name) => (there.includes(name) ? "yes" : "no");
}
/** What `secondLine` shows when nobody chose. */
const under = ["company", "addresses", "phones", "emails"];
