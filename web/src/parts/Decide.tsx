import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { dateTime } from "../lib/format";
import { faultText } from "../lib/faults";
import { labelText } from "../lib/i18n";
import { asJson, items, onePrimary } from "../fields/items";
import type { Field, Json, Row } from "../lib/shapes";
import { local, type Attention } from "../local/db";
import { save } from "../local/edit";
import { useSchema } from "../local/schema";
import { toast } from "../ui/toast";
import styles from "./Decide.module.css";
import { Value } from "./Difference";

type Props = { one: Attention; field: Field; row: Row; editable: boolean; onCorrect: (field: string) => void };

/** A value that two people changed, or one the server would not take: nothing is lost until somebody decides. */
export function Decide({ one, field, row, editable, onCorrect }: Props) {
  const { t } = useTranslation();
  const label = labelText(field.label, field.name);
  const conflict = one.kind === "conflict";
  const theirs = row[field.name] ?? one.theirs;
  const users = useSchema()?.users ?? [];
  const by = users.find((user) => user.id === one.by)?.name ?? one.by;
  const both = conflict ? joined(field, theirs, one.mine) : null;

  const close = () => local().attention.delete(one.id);
  const take = async (value: Json) => {
    // Based on what was shown as theirs: if it has moved again, there will be another question, never a blind overwrite.
    const batch = await save([{ type: one.type, record: one.record, patch: { [field.name]: value }, base: { [field.name]: theirs } }], { fold: false });
    await close();
    if (batch) toast(t("toast.saved"), batch);
  };

  return (
    <section className={styles.card} aria-label={t(conflict ? "conflict.title" : "conflict.refused", { field: label })}>
      <h2>{t(conflict ? "conflict.title" : "conflict.refused", { field: label })}</h2>
      {!conflict && <p className={styles.why}>{faultText(t, one)}</p>}
      <dl className={styles.values}>
        {conflict && (
          <div>
            <dt>{t("conflict.base")}</dt>
            <dd>
              <del>
                <Value field={field} value={one.base} row={row} />
              </del>
            </dd>
          </div>
        )}
        <div>
          <dt>
            {by ? t("conflict.theirsBy", { name: by }) : t("conflict.theirs")}
            {one.theirs_at && <span className={styles.at}> {dateTime(one.theirs_at)}</span>}
          </dt>
          <dd>
            <Value field={field} value={theirs} row={row} />
          </dd>
        </div>
        <div>
          <dt>
            {t("conflict.mine")} <span className={styles.at}>{dateTime(one.at)}</span>
          </dt>
          <dd>
            <Value field={field} value={one.mine} row={row} />
          </dd>
        </div>
      </dl>
      <div className="k-row">
        {conflict && editable && (
          <>
            <Button variant="default" onClick={() => void close()}>
              {t("conflict.keepTheirs")}
            </Button>
            <Button onClick={() => void take(one.mine)}>{t("conflict.takeMine")}</Button>
            {both !== null && (
              <Button variant="default" onClick={() => void take(both)}>
                {t("conflict.both")}
              </Button>
            )}
          </>
        )}
        {!conflict && editable && (
          <Button
            onClick={() => {
              onCorrect(field.name);
              void close();
            }}
          >
            {t("conflict.correct")}
          </Button>
        )}
        {(!conflict || !editable) && (
          <Button variant="default" onClick={() => void close()}>
            {t("conflict.discard")}
          </Button>
        )}
      </div>
    </section>
  );
}

/** Both values in one, where the field has room for both; null where it has not. */
function joined(field: Field, theirs: Json, mine: Json): Json | null {
  if (field.type === "longtext") return [theirs, mine].filter(Boolean).join("\n");
  if (!Array.isArray(theirs) || !Array.isArray(mine) || !["emails", "phones", "links", "addresses"].includes(field.type)) return null;
  const known = new Map(items(theirs).map((item) => [item.id, JSON.stringify(item.value)]));
  // My version of an entry that they changed too becomes an entry of its own.
  const added = items(mine)
    .filter((item) => known.get(item.id) !== JSON.stringify(item.value))
    .map((item) => ({ ...item, primary: false, id: known.has(item.id) ? crypto.randomUUID() : item.id }));
  return asJson(onePrimary([...items(theirs), ...added]));
}
