import { useTranslation } from "react-i18next";
import { faultText, fieldOf } from "../lib/faults";
import type { Fault } from "../lib/shapes";
import styles from "./Faults.module.css";

type Props = { faults: Fault[]; title?: string; labels?: (field: string) => string };

/** Everything that is wrong in one place; each line jumps to its field. Fields carry `data-field`. */
export function Faults({ faults, title, labels }: Props) {
  const { t } = useTranslation();
  if (!faults.length) return null;
  const jump = (field: string) => {
    const place = document.querySelector<HTMLElement>(`[data-field="${CSS.escape(field)}"]`);
    const input = place?.querySelector<HTMLElement>("[aria-invalid=true], input, textarea, select, button");
    place?.scrollIntoView({ block: "center" });
    (input ?? place)?.focus();
  };
  return (
    <div className={styles.all} role="alert">
      <strong>{title ?? t("fault.summary", { count: faults.length })}</strong>
      <ul>
        {faults.map((fault, at) => {
          const field = fieldOf(fault.place);
          const label = field && labels ? `${labels(field)}: ` : "";
          return (
            <li key={at}>
              {field ? (
                <button type="button" className={styles.jump} onClick={() => jump(field)}>
                  {label + faultText(t, fault)}
                </button>
              ) : (
                faultText(t, fault)
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
