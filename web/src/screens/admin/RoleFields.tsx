import { Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { faultAt } from "../../lib/asked";
import { labelText } from "../../lib/i18n";
import type { Fault, Schema } from "../../lib/shapes";
import { always, limited, rightOf, typesOf, withRight } from "./roles";
import styles from "./Roles.module.css";
import { Segments } from "./Segments";
import { fold, type Rights } from "./staff";

type Props = { schema: Schema; rights: Rights; faults: Fault[]; onChange: (rights: Rights) => void };

/** Field by field: hidden, read or edit; with a search, and the limited ones alone on request. */
export function RoleFields({ schema, rights, faults, onChange }: Props) {
  const { t } = useTranslation();
  const [type, setType] = useState("contact");
  const [words, setWords] = useState("");
  const [only, setOnly] = useState(false);
  const fields = (schema.types[type]?.fields ?? []).filter((field) => !field.readonly);
  const shown = fields.filter((field) => fold(labelText(field.label, field.name)).includes(fold(words.trim())) && (!only || rightOf(rights, type, field.name) !== "edit"));
  return (
    <section className="k-card k-stack" aria-labelledby="role-fields">
      <h2 id="role-fields">{t("roles.fieldsTitle")}</h2>
      <p className="k-dim">{t("roles.fieldsText")}</p>
      <div className={styles.tools}>
        <NativeSelect label={t("roles.fieldsOf")} value={type} data={typesOf(schema).map((one) => ({ value: one, label: t(`roles.type.${one}`, { defaultValue: one }) }))} onChange={(event) => setType(event.currentTarget.value)} />
        <TextInput type="search" label={t("roles.fieldsSearch")} value={words} onChange={(event) => setWords(event.currentTarget.value)} />
        <Checkbox label={t("roles.fieldsOnly", { n: limited(rights) })} checked={only} onChange={(event) => setOnly(event.currentTarget.checked)} />
      </div>
      {!shown.length && <p className="k-dim">{t("roles.fieldsNone")}</p>}
      <ul className={styles.fields}>
        {shown.map((field) => {
          const name = labelText(field.label, field.name);
          const place = `fields__${type}__${field.name}`;
          return (
            <li key={field.name} data-field={place}>
              <div>
                {name} {always(field) && <small className="k-dim">{t("roles.always")}</small>}
                {faultAt(t, faults, place) && <small className={styles.wrong}>{faultAt(t, faults, place)}</small>}
              </div>
              <Segments
                label={name}
                value={rightOf(rights, type, field.name)}
                choices={(["hidden", "read", "edit"] as const).map((one) => ({ value: one, label: t(`roles.field.${one}`), disabled: one === "hidden" && always(field) }))}
                onChange={(right) => onChange(withRight(rights, type, field.name, right))}
              />
            </li>
          );
        })}
      </ul>
    </section>
  );
}
