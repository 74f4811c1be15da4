import { Link, useNavigate } from "@tanstack/react-router";
import { memo, useState, type CSSProperties } from "react";
import { useTranslation } from "react-i18next";
import { initials } from "../../lib/initials";
import type { Row, Why } from "../../lib/shapes";
import { Icon } from "../../ui/icons";
import { listName, secondLine, type Column, type Look } from "./columns";
import styles from "./Table.module.css";

type Props = {
  row: Row;
  look: Look;
  columns: Column[];
  wanted: string[];
  style: CSSProperties;
  index: number;
  current: boolean;
  selected: boolean;
  why: Why | undefined;
  onToggle: (() => void) | null;
};

/** Hits in these need no explanation: the columns show them. */
const inSight = new Set(["name", "first_name", "last_name", "company", "company_name", "company_id"]);

/** One contact: a row of the table on the desk, a card of two lines on the phone. */
export function Line({ row, look, columns, wanted, style, index, current, selected, why, onToggle }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const name = listName(row);
  return (
    <div
      role="row"
      aria-rowindex={index + 1}
      aria-selected={selected}
      data-current={current || undefined}
      data-id={row.id}
      className={styles.row}
      style={style}
      // Under a thumb the whole row opens; a mouse has the name and the button, and may mark text.
      onClick={(event) => {
        if (matchMedia("(max-width: 48em)").matches && !(event.target as HTMLElement).closest("a, button, label")) void navigate({ to: "/contacts/$id", params: { id: row.id } });
      }}
    >
      <div role="cell" className={styles.check}>
        {onToggle && (
          <label>
            <input type="checkbox" checked={selected} onChange={onToggle} aria-label={t("list.select", { name })} />
          </label>
        )}
      </div>
      <div role="cell" className={styles.name}>
        <Face row={row} />
        <span className={styles.title} data-words>
          <Link to="/contacts/$id" params={{ id: row.id }}>
            {name}
          </Link>
          {row.restricted === true && (
            <span className={styles.lock} role="img" aria-label={t("list.restricted")} title={t("list.restricted")}>
              <Icon name="lock" size={14} />
            </span>
          )}
          {why?.text && !inSight.has(why.field) && <span className={styles.why}> {why.text}</span>}
          <span className={styles.under}>{secondLine(row, wanted, look)}</span>
        </span>
      </div>
      {columns.map((column) => (
        <div key={column.key} role="cell" className={styles.cell}>
          {column.cell(row)}
        </div>
      ))}
      <div role="cell" className={styles.view}>
        <Link to="/contacts/$id" params={{ id: row.id }} aria-label={t("list.viewOf", { name })} className={styles.viewLink}>
          {t("common.view")}
        </Link>
      </div>
    </div>
  );
}

/** The photo, or the initials where there is none; says whether it is a company or a person. */
const Face = memo(function Face({ row }: { row: Row }) {
  const { t } = useTranslation();
  const [lost, setLost] = useState<unknown>(null);
  const kind = row.kind === "company" ? "company" : "person";
  const photo = typeof row.photo === "string" && row.photo !== lost ? row.photo : null;
  return (
    <span className={styles.face} data-kind={kind} role="img" aria-label={t(`list.${kind}`)} title={t(`list.${kind}`)}>
      {photo ? (
        <img src={`/api/contacts/${row.id}/photo/${photo}?size=thumb`} alt="" loading="lazy" decoding="async" onError={() => setLost(photo)} />
      ) : (
        initials(row) || <Icon name={kind} size={16} />
      )}
    </span>
  );
});
