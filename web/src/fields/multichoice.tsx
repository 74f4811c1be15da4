import { listed } from "../lib/format";
import { Checkbox } from "@mantine/core";
import { choiceText, offered } from "./choice";
import styles from "./fields.module.css";
import { mergeBag, noCheck, type FieldKind } from "./kind";
import { useFault } from "./useFault";

const list = (value: unknown) => (Array.isArray(value) ? (value as string[]) : []);

export const multichoice: FieldKind = {
  Show: ({ value, field }) => <>{listed(list(value).map((key) => choiceText(field, key)))}</>,
  Input({ value, onChange, field, label, hideLabel, autoFocus, faults }) {
    const fault = useFault(faults);
    const chosen = list(value);
    return (
      <fieldset className={styles.set}>
        <legend className={hideLabel ? "k-hidden" : styles.legend}>{label}</legend>
        {offered(field, chosen).map((one, at) => (
          <Checkbox
            key={one.key}
            label={choiceText(field, one.key)}
            checked={chosen.includes(one.key)}
            autoFocus={Boolean(autoFocus && at === 0)}
            onChange={(event) => onChange(event.currentTarget.checked ? [...chosen, one.key] : chosen.filter((key) => key !== one.key))}
          />
        ))}
        {fault("") && <p className={styles.wrong}>{fault("")}</p>}
      </fieldset>
    );
  },
  check: noCheck,
  merge: (base, theirs, mine) => mergeBag(base, theirs, mine),
};
