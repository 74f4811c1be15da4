import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { faultText } from "../../lib/faults";
import type { Field, Row } from "../../lib/shapes";
import { local, type Attention } from "../../local/db";
import { putDraft } from "../../local/draft";
import { useRows } from "../../local/rows";
import { useSchema } from "../../local/schema";
import { Decide } from "../../parts/Decide";
import type { Begun } from "./Details";
import styles from "./ContactPage.module.css";

type Props = { attention: Attention[]; row: Row; editable: boolean; onCorrect: (begun: Begun) => void };

/** What waits for a decision about this contact, its notes and its links. */
export function ToDecide({ attention, row, editable, onCorrect }: Props) {
  const types = useSchema()?.types ?? {};
  const field = (type: string, name: string): Field => types[type]?.fields.find((one) => one.name === name) ?? { name, type: "text", group: "", label: name };
  const own = attention.filter((one) => one.type === "contact");
  const others = attention.filter((one) => one.type !== "contact");
  const clashes = others.filter((one) => one.kind === "conflict");
  const refused = new Map<string, Attention[]>();
  for (const one of others.filter(({ kind }) => kind === "refused")) {
    const key = `${one.batch} ${one.record}`;
    refused.set(key, [...(refused.get(key) ?? []), one]);
  }
  return (
    <>
      {own.map((one) => (
        <Decide key={one.id} one={one} field={field("contact", one.field)} row={row} editable={editable} onCorrect={(name) => onCorrect({ field: name, value: one.mine })} />
      ))}
      {clashes.map((one) => (
        <Clash key={one.id} one={one} field={field(one.type, one.field)} editable={editable} />
      ))}
      {[...refused.values()].map((lines) => (
        <Refused key={lines[0]!.id} lines={lines} />
      ))}
    </>
  );
}

function Clash({ one, field, editable }: { one: Attention; field: Field; editable: boolean }) {
  const row = useRows(one.type, [one.record]).get(one.record);
  return row ? <Decide one={one} field={field} row={row} editable={editable} onCorrect={() => undefined} /> : null;
}

/** A note or a link the server would not take: why, and what was typed. A note goes back to where it was written. */
function Refused({ lines }: { lines: Attention[] }) {
  const { t } = useTranslation();
  const first = lines[0]!;
  const why = lines.find((one) => one.code !== "held_back") ?? first;
  const whole = first.field === "" && first.mine && typeof first.mine === "object" && !Array.isArray(first.mine) ? first.mine : {};
  const typed = (name: string) => lines.find((one) => one.field === name)?.mine ?? whole[name];
  const text = typed("text");
  const close = () => local().attention.bulkDelete(lines.map((one) => one.id));
  const correct = async () => {
    const created = typed("parent_id") !== undefined;
    const base = { text: lines.find((one) => one.field === "text")?.base ?? null, mentions: [] };
    await putDraft(`note:${created ? first.page : first.record}`, created ? String(text) : { text: String(text), base });
    await close();
  };
  const title = t(first.type === "note" ? "note.refused" : "related.refused");
  return (
    <section className={styles.refused} aria-label={title}>
      <h2>{title}</h2>
      <p>{faultText(t, why)}</p>
      {typeof text === "string" && <blockquote className={styles.typed}>{text}</blockquote>}
      <div className="k-row">
        {typeof text === "string" && <Button onClick={() => void correct()}>{t("conflict.correct")}</Button>}
        <Button variant="default" onClick={() => void close()}>
          {t("conflict.discard")}
        </Button>
      </div>
    </section>
  );
}
