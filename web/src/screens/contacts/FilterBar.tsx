import { Button } from "@mantine/core";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { TagDot } from "../../fields/TagWord";
import type { Clause, Filter } from "../../lib/shapes";
import { useRows } from "../../local/rows";
import { useSchema } from "../../local/schema";
import { Icon } from "../../ui/icons";
import styles from "./FilterBar.module.css";
import { FilterForm } from "./FilterForm";
import { FilterMenu } from "./FilterMenu";
import { fieldOf } from "./fields";
import { filterText } from "./filterText";

type Props = { filters: Filter[]; onChange: (next: Filter[]) => void };
/** `at`: which filter is being changed; none: a new one. */
type Open = { clause: Clause; at: number | null };

/** The filters in force, each removable and open to change, and a plus for the next; all of them must hold. */
export default function FilterBar({ filters, onChange }: Props) {
  const { t } = useTranslation();
  const schema = useSchema();
  const [open, setOpen] = useState<Open | null>(null);
  const linked = filters.flatMap((one) => ("field" in one && typeof one.value === "string" && fieldOf(schema, one.field)?.type === "link" ? [one.value] : []));
  const names = useRows("contact", linked);

  // What was pressed is gone with the form or the filter: the next one begins at the plus.
  const plus = useRef<HTMLButtonElement>(null);
  const toPlus = () => requestAnimationFrame(() => plus.current?.focus());
  const cancel = () => {
    setOpen(null);
    toPlus();
  };
  const put = (filter: Filter, at: number | null) => {
    cancel();
    if (at !== null) return onChange(filters.map((one, index) => (index === at ? filter : one)));
    if (!filters.some((one) => JSON.stringify(one) === JSON.stringify(filter))) onChange([...filters, filter]);
  };
  return (
    <div className={styles.bar} role="group" aria-label={t("filter.choose")}>
      <FilterMenu button={plus} onField={(clause) => setOpen({ clause, at: null })} onFilter={(filter) => put(filter, null)} onLeave={toPlus} />
      {filters.map((filter, at) => {
        const label = filterText(filter, t, schema, names);
        return (
          <span key={at} className={styles.chip} data-open={open?.at === at || undefined}>
            {"field" in filter ? (
              <button type="button" className={styles.words} onClick={() => setOpen({ clause: filter, at })} title={t("filters.change")}>
                {filter.field === "tags" && <><TagDot color={schema?.tags?.[String(filter.value)]} /> </>}
                {label}
              </button>
            ) : (
              <span className={styles.words}>{label}</span>
            )}
            <button
              type="button"
              className={styles.cross}
              aria-label={t("filter.remove", { label })}
              onClick={() => {
                cancel();
                onChange(filters.filter((_, index) => index !== at));
              }}
            >
              <Icon name="close" size={14} />
            </button>
          </span>
        );
      })}
      {filters.length > 1 && (
        <Button variant="subtle" size="compact-sm" onClick={() => (cancel(), onChange([]))}>
          {t("filter.clear")}
        </Button>
      )}
      {open && <FilterForm key={`${open.at} ${open.clause.field}`} clause={open.clause} onDone={(clause) => put(clause, open.at)} onCancel={cancel} />}
    </div>
  );
}
