import { NativeSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useSchema } from "../local/schema";
import { asText, mergeOne, noCheck, type FieldKind, type ShowProps } from "./kind";
import { useFault } from "./useFault";

function Show({ value }: ShowProps) {
  const users = useSchema()?.users ?? [];
  return <>{users.find((user) => user.id === value)?.name ?? asText(value)}</>;
}

export const user: FieldKind = {
  Show,
  Input({ value, onChange, label, hideLabel, autoFocus, faults }) {
    const { t } = useTranslation();
    const fault = useFault(faults);
    const users = (useSchema()?.users ?? []).filter((one) => one.active !== false || one.id === value);
    return (
      <NativeSelect
        label={hideLabel ? undefined : label}
        aria-label={label}
        value={asText(value)}
        data={[{ value: "", label: t("field.empty") }, ...users.map((one) => ({ value: one.id, label: one.name }))]}
        onChange={(event) => onChange(event.currentTarget.value || null)}
        error={fault("")}
        autoFocus={autoFocus ?? false}
      />
    );
  },
  check: noCheck,
  merge: mergeOne,
};
