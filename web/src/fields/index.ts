import { addresses } from "./addresses";
import { boolean } from "./boolean";
import { choice } from "./choice";
import { date } from "./date";
import { datetime } from "./datetime";
import { emails } from "./emails";
import type { FieldKind } from "./kind";
import { link } from "./link";
import { links } from "./links";
import { longtext } from "./longtext";
import { money } from "./money";
import { multichoice } from "./multichoice";
import { number } from "./number";
import { phones } from "./phones";
import { photo } from "./photo";
import { tags } from "./tags";
import { text } from "./text";
import { user } from "./user";
import { users } from "./users";

const kinds: Record<string, FieldKind> = {
  addresses, boolean, choice, date, datetime, emails, link, links, longtext, money, multichoice, number, phones, photo, tags, text, user, users,
};

/** The type's file; a type this version does not know yet is shown as text. */
export const kindOf = (type: string): FieldKind => kinds[type] ?? text;
