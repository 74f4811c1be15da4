import { NativeSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { mergeOne, noCheck, type FieldKind } from "./kind";
import { useFault } from "./useFault";

function Show({ value }: { value: unknown }) {
  const { t } = useTranslation();
  return <>{value === true ? t("common.yes") : value === false ? t("common.no") : ""}</>;
}

/** Three answers, not two: yes, no, and not said. */
export const boolean: FieldKind = {
  Show,
  Input({ value, onChange, label, hideLabel, autoFocus, faults }) {
    const { t } = useTranslation();
    const fault = useFault(faults);
    return (
      <NativeSelect
        label={hideLabel ? undefined : label}
        aria-label={label}
        value={value === true ? "yes" : value === false ? "no" : ""}
        data={[
          { value: "", label: t("field.empty") },
          { value: "yes", label: t("common.yes") },
          { value: "no", label: t("common.no") },
        ]}
        onChange={(event) => onChange(event.currentTarget.value ? event.currentTarget.value === "yes" : null)}
        error={fault("")}
        autoFocus={autoFocus ?? false}
      />
    );
  },
  check: noCheck,
  merge: mergeOne,
};
