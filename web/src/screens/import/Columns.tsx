import { NativeSelect } from "@mantine/core";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { number } from "../../lib/format";
import { labelText } from "../../lib/i18n";
import type { Field } from "../../lib/shapes";
import { useFields } from "../../local/schema";
import { useMe } from "../../local/session";
import { useGroupTitle } from "../../parts/groups";
import styles from "./Import.module.css";
import { chosen, CREATE, LEAVE, targetLabel, targets, type Group } from "./mapping";
import type { Column, Import, Wish } from "./shapes";

/** Every column of the file with the field it goes to; a column without one can become a field of the workspace's own. */
export function Columns({ made, wish }: { made: Import; wish: (more: Wish) => void }) {
  const { t, i18n } = useTranslation();
  const me = useMe();
  const fields = useFields("contact");
  const title = useGroupTitle("contact");
  const groups = useMemo(
    () =>
      targets(
        fields.map((field) => ({
          name: field.name,
          type: field.type,
          group: field.group,
          label: labelText(field.label, field.name),
          readonly: Boolean(field.readonly),
          kinds: (field.kinds ?? []).map((kind) => (typeof kind === "string" ? kind : kind.key)),
          parts: (field as Field & { parts?: string[] }).parts ?? [],
        })),
        {
          kind: (kind) => t(`kind.${kind}`, { defaultValue: kind }),
          addressKind: (kind) => t(`addressKind.${kind}`, { defaultValue: kind }),
          part: (part) => (part === "full" ? t("import.wholeAddress") : t(`field.${part}`, { defaultValue: part })),
          group: title,
          reading: (name) => t(`import.reading_${name}`),
        },
      ),
    [fields, i18n.language],
  );
  // Empty columns ask for no decision; they stand at the end.
  const order = made.columns.toSorted((a, b) => Number(a.filled === 0) - Number(b.filled === 0) || a.index - b.index);
  return (
    <section className="k-card k-stack" aria-labelledby="import-columns">
      <h2 id="import-columns">{t("import.columns", { count: made.columns.length })}</h2>
      <ul className={styles.columns}>
        {order.map((column) => (
          <Line key={column.index} column={column} groups={groups} mayCreate={me.rights.admin} onChoose={(entry) => wish({ columns: chosen(made.columns, column.index, entry) })} />
        ))}
      </ul>
    </section>
  );
}

type LineProps = { column: Column; groups: Group[]; mayCreate: boolean; onChoose: (entry: string) => void };

function Line({ column, groups, mayCreate, onChoose }: LineProps) {
  const { t } = useTranslation();
  const own = column.create ?? column.offer;
  const known = groups.some((group) => group.items.some((entry) => entry.value === column.field));
  const extra = column.field && !known && !column.create ? [{ value: column.field, label: targetLabel(column.field, groups) }] : [];
  const first = [
    { value: LEAVE, label: t("import.leave") },
    ...(own && (mayCreate || column.create) ? [{ value: CREATE, label: t("import.create", { label: own.label, type: t(`type.${own.type}`) }) }] : []),
    ...extra,
  ];
  const notes = [
    column.reason && t(`import.reason.${column.reason}`, { defaultValue: column.reason }),
    column.refused > 0 && t("import.refusedCells", { count: column.refused, n: number(column.refused) }),
    column.kept > 0 && t("import.keptCells", { count: column.kept, n: number(column.kept) }),
  ].filter(Boolean);
  return (
    <li className={styles.column} data-open={(!column.field && column.filled > 0) || undefined}>
      <div className={styles.head}>
        <strong>{column.header}</strong>
        <span className={`k-dim ${styles.samples}`}>{column.samples.join(" · ")}</span>
      </div>
      <NativeSelect
        aria-label={t("import.goesTo", { header: column.header })}
        value={column.create ? CREATE : (column.field ?? LEAVE)}
        data={[...first, ...groups]}
        onChange={(event) => onChoose(event.currentTarget.value)}
      />
      {notes.length > 0 && <small className={column.refused ? styles.amber : "k-dim"}>{notes.join(" · ")}</small>}
    </li>
  );
}
