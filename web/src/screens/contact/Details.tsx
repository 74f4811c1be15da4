import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Field, Json, Row } from "../../lib/shapes";
import { FieldRow } from "../../parts/FieldRow";
import { groupsOf, useGroupTitle } from "../../parts/groups";
import { Sensitive } from "../../parts/Sensitive";
import styles from "./ContactPage.module.css";

/** The field whose pencil was taken, and what its input begins with, when that is not what is stored. */
export type Begun = { field: string; value?: Json };
type Props = { row: Row; fields: Field[]; pending: Set<string>; editable: boolean; begun: Begun | null; onBegin: (begun: Begun | null) => void };

/** Everything that is stored, by group; empty fields on demand. */
export function Details({ row, fields, pending, editable, begun, onBegin }: Props) {
  const { t } = useTranslation();
  const title = useGroupTitle(row.type);
  const [all, setAll] = useState(false);
  const editing = begun?.field ?? null;
  const filled = groupsOf(fields, row, "filled");
  const every = groupsOf(fields, row, "all");
  const size = (groups: [string, Field[]][]) => groups.reduce((sum, [, members]) => sum + members.length, 0);
  const empty = size(every) - size(filled);
  // A field being edited stays in its place even when it is empty.
  const shown = all ? every : groupsOf(fields, editing ? { ...row, [editing]: row[editing] || "…" } : row, "filled");

  return (
    <div className={styles.details}>
      {shown.map(([group, members]) => (
        <section key={group} className="k-card" aria-label={title(group)}>
          <h2 className={styles.title}>{title(group)}</h2>
          {members.map((field) => {
            const Line = field.sensitive ? Sensitive : FieldRow;
            return (
              <Line
                key={field.name}
                field={field}
                row={row}
                pending={pending.has(field.name)}
                editable={editable}
                editing={editable && editing === field.name}
                start={editing === field.name ? begun?.value : undefined}
                onEdit={() => onBegin({ field: field.name })}
                onDone={() => onBegin(null)}
              />
            );
          })}
        </section>
      ))}
      {empty > 0 && (
        <Button variant="subtle" onClick={() => setAll(!all)}>
          {all ? t("page.hideEmpty") : t("page.showEmpty", { count: empty })}
        </Button>
      )}
    </div>
  );
}
