import { useTranslation } from "react-i18next";
import { useSchema } from "../../local/schema";
import styles from "./Tools.module.css";
import { headText } from "./fields";

const offered = ["name", "company", "addresses", "-created_at", "-changed_at"];

/** The order of the list, for where the columns have no heads. */
export function SortMenu({ sort, onSort }: { sort: string; onSort: (sort: string) => void }) {
  const { t } = useTranslation();
  const schema = useSchema();
  const text = (one: string) => t(one.startsWith("-") ? "columns.down" : "columns.up", { label: headText(t, schema, one.replace(/^-/, "")) });
  return (
    <select className={styles.sort} aria-label={t("columns.sort")} value={sort} onChange={(event) => onSort(event.currentTarget.value)}>
      {[...new Set([...offered, sort])].map((one) => (
        <option key={one} value={one}>
          {text(one)}
        </option>
      ))}
    </select>
  );
}
