import { Checkbox, NativeSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { faultAt } from "../../lib/asked";
import type { Fault, Schema } from "../../lib/shapes";
import { like, scopeOf, scopes, typesOf, verbsOf, withLike, withScope, type Verb } from "./roles";
import styles from "./Roles.module.css";
import type { Rights, Scope } from "./staff";

type Props = { schema: Schema; rights: Rights; faults: Fault[]; onChange: (rights: Rights) => void };

/** For each kind of record and each verb: none, own, team, all. A table on the desk, cards on a phone. */
export function RoleMatrix({ schema, rights, faults, onChange }: Props) {
  const { t } = useTranslation();
  const data = (verb: Verb) =>
    verb === "create" ? (["none", "all"] as const).map((one) => ({ value: one, label: t(`roles.create.${one}`) })) : scopes.map((one) => ({ value: one, label: t(`roles.scope.${one}`) }));
  return (
    <section className="k-card k-stack" aria-labelledby="role-matrix">
      <h2 id="role-matrix">{t("roles.matrix")}</h2>
      <p className="k-dim">{t("roles.matrixText")}</p>
      <div className={styles.matrix}>
        {typesOf(schema).map((type) => {
          const name = t(`roles.type.${type}`, { defaultValue: type });
          const alike = like(rights, type);
          return (
            <div key={type} className={styles.type} role="group" aria-label={name}>
              <div className={styles.head}>
                <strong>{name}</strong>
                {type !== "contact" && <Checkbox label={t("roles.like")} checked={alike} onChange={(event) => onChange(withLike(rights, type, event.currentTarget.checked))} />}
              </div>
              {!alike &&
                verbsOf(type).map((verb) => {
                  const place = `types__${type}__${verb}`;
                  return (
                    <div key={verb} className={styles.cell} data-field={place}>
                      <NativeSelect
                        label={t(`roles.verb.${verb}`)}
                        aria-label={t("roles.cell", { type: name, verb: t(`roles.verb.${verb}`) })}
                        value={scopeOf(rights, type, verb)}
                        data={data(verb)}
                        error={faultAt(t, faults, place)}
                        onChange={(event) => onChange(withScope(rights, type, verb, event.currentTarget.value as Scope))}
                      />
                    </div>
                  );
                })}
            </div>
          );
        })}
      </div>
    </section>
  );
}
