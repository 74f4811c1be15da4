import { Checkbox, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { listed } from "../lib/format";
import { useSchema } from "../local/schema";
import styles from "./fields.module.css";
import { mergeBag, noCheck, type FieldKind, type InputProps, type ShowProps } from "./kind";
import { useFault } from "./useFault";

const few = 8;
export const ids = (value: unknown): string[] => (Array.isArray(value) ? (value as string[]) : []);

function Show({ value }: ShowProps) {
  const users = useSchema()?.users ?? [];
  return <>{listed(ids(value).map((id) => users.find((user) => user.id === id)?.name ?? "…"))}</>;
}

/** People of the workspace, ticked; many of them are found by typing. */
function Input({ value, onChange, label, hideLabel, autoFocus, faults }: InputProps) {
  const { t } = useTranslation();
  const fault = useFault(faults);
  const [q, setQ] = useState("");
  const chosen = ids(value);
  const users = (useSchema()?.users ?? []).filter((user) => user.active !== false || chosen.includes(user.id));
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = users.filter((user) => words.every((word) => user.name.toLowerCase().includes(word)));
  const put = (id: string, on: boolean) => onChange(on ? [...chosen, id] : chosen.filter((one) => one !== id));
  return (
    <fieldset className={styles.set}>
      <legend className={hideLabel ? "k-hidden" : styles.legend}>{label}</legend>
      {users.length > few && <TextInput aria-label={`${label}: ${t("shell.search")}`} placeholder={t("field.linkSearch")} value={q} onChange={(event) => setQ(event.currentTarget.value)} />}
      <div className={styles.users}>
        {shown.map((user, at) => (
          <Checkbox
            key={user.id}
            label={user.name}
            checked={chosen.includes(user.id)}
            autoFocus={Boolean(autoFocus && at === 0)}
            onChange={(event) => put(user.id, event.currentTarget.checked)}
          />
        ))}
      </div>
      {!shown.length && <p className="k-dim">{t("field.noHit")}</p>}
      {fault("") && <p className={styles.wrong}>{fault("")}</p>}
    </fieldset>
  );
}

export const users: FieldKind = { Show, Input, check: noCheck, merge: (base, theirs, mine) => mergeBag(base, theirs, mine) };
