import { Textarea } from "@mantine/core";
import styles from "./fields.module.css";
import { asText, mergeOne, noCheck, type FieldKind } from "./kind";
import { mergeLines } from "./lines";
import { useFault } from "./useFault";

export const longtext: FieldKind = {
  Show: ({ value }) => <div className={styles.lines}>{asText(value)}</div>,
  Input({ value, onChange, label, hideLabel, autoFocus, faults }) {
    const fault = useFault(faults);
    const text = asText(value);
    return (
      <Textarea
        label={hideLabel ? undefined : label}
        aria-label={label}
        value={text}
        rows={Math.min(14, Math.max(4, text.split("\n").length + 1))}
        onChange={(event) => onChange(event.currentTarget.value || null)}
        error={fault("")}
        autoFocus={autoFocus ?? false}
      />
    );
  },
  check: noCheck,
  merge(base, theirs, mine) {
    const easy = mergeOne(base, theirs, mine);
    if (!easy.clash || !base || !theirs || !mine) return easy;
    const merged = mergeLines(asText(base), asText(theirs), asText(mine));
    return merged === null ? easy : { value: merged, clash: false };
  },
};
