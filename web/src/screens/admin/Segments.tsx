import { useId } from "react";
import styles from "./Roles.module.css";

type Props<T extends string> = { label: string; value: T; choices: { value: T; label: string; disabled?: boolean }[]; onChange: (value: T) => void };

/** One of a few, side by side. Arrow keys move, as in every group of radio buttons. */
export function Segments<T extends string>({ label, value, choices, onChange }: Props<T>) {
  const name = useId();
  return (
    <div role="radiogroup" aria-label={label} className={styles.segments}>
      {choices.map((one) => (
        <label key={one.value} className={styles.segment} data-value={one.value}>
          <input type="radio" name={name} value={one.value} checked={one.value === value} disabled={one.disabled} onChange={() => onChange(one.value)} />
          <span>{one.label}</span>
        </label>
      ))}
    </div>
  );
}
