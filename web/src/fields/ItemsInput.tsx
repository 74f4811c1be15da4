import { ActionIcon, Button, NativeSelect } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { isEmpty } from "../lib/same";
import type { Fault, Item, Json } from "../lib/shapes";
import { Icon } from "../ui/icons";
import styles from "./fields.module.css";
import { asJson, freshItem, items, makePrimary, onePrimary, without } from "./items";
import { kindNames, useKindText } from "./kinds";
import type { InputProps } from "./kind";
import { useFault } from "./useFault";

export type OneProps = { item: Item; put: (value: Json) => void; label: string; autoFocus: boolean; faults: Fault[] };

/** The values of one list field: each with its kind, a star for the primary, a bin; a plus below adds one. */
export function ItemsInput({ value, onChange, field, label, hideLabel, autoFocus, faults, text, fresh, children }: InputProps & {
  text: (item: Item) => string;
  fresh: () => Json;
  children: (one: OneProps) => ReactNode;
}) {
  const { t } = useTranslation();
  const kindText = useKindText(field.type);
  const kinds = kindNames(field);
  const list = items(value);
  // What is wrong with the list as a whole, or with an entry that no longer stands here.
  const whole = useFault(faults.filter((fault) => !list.some((_, at) => fault.place.startsWith(`[${at}]`))).map((fault) => ({ ...fault, place: "" })))("");
  const [added, setAdded] = useState("");
  const put = (next: Item[]) => onChange(asJson(onePrimary(next)));
  const add = () => {
    const item = freshItem(kinds[0] ?? "work", fresh());
    setAdded(item.id);
    put([...list, item]);
  };

  return (
    <fieldset className={styles.items}>
      <legend className={hideLabel ? "k-hidden" : styles.legend}>{label}</legend>
      {list.map((item, at) => {
        const own = faults.filter((fault) => fault.place.startsWith(`[${at}]`)).map((fault) => ({ ...fault, place: fault.place.replace(/^\[\d+\]\.?/, "") }));
        const shown = text(item) || `${label} ${at + 1}`;
        return (
          <div key={item.id} className={styles.item} data-type={field.type}>
            <div className={styles.value}>
              {children({
                item,
                put: (next) => put(list.map((one) => (one.id === item.id ? { ...one, value: next } : one))),
                label: list.length > 1 ? `${label} ${at + 1}` : label,
                autoFocus: item.id === added || Boolean(autoFocus && at === 0),
                faults: own,
              })}
            </div>
            <div className={styles.tools}>
              {kinds.length > 1 && (
                <NativeSelect
                  aria-label={`${t("field.kind")}: ${shown}`}
                  value={item.kind}
                  data={kinds.map((kind) => ({ value: kind, label: kindText(kind) }))}
                  onChange={(event) => put(list.map((one) => (one.id === item.id ? { ...one, kind: event.currentTarget.value } : one)))}
                />
              )}
              <ActionIcon
                aria-label={t(item.primary ? "field.isPrimary" : "field.makePrimary", { value: shown })}
                aria-pressed={item.primary}
                title={t("field.primary")}
                color={item.primary ? "petrol" : "gray"}
                onClick={() => put(makePrimary(list, item.id))}
              >
                <Icon name="star" filled={item.primary} />
              </ActionIcon>
              <ActionIcon aria-label={t("field.removeValue", { value: shown })} title={t("common.remove")} onClick={() => put(without(list, item.id))}>
                <Icon name="bin" />
              </ActionIcon>
            </div>
          </div>
        );
      })}
      {whole && <p className={styles.wrong}>{whole}</p>}
      <Button variant="subtle" size="compact-sm" className={styles.add} leftSection={<Icon name="plus" size={16} />} onClick={add} autoFocus={Boolean(autoFocus && !list.length)}>
        {t("field.add", { label })}
      </Button>
    </fieldset>
  );
}

/** Entries left empty were never meant: they go before the check and the save. */
export function dropEmpty(value: Json): Json {
  if (!Array.isArray(value) || !value.every((one) => one && typeof one === "object" && "value" in one)) return value;
  const kept = items(value).filter(({ value: inner }) => {
    if (inner && typeof inner === "object" && !Array.isArray(inner)) return Object.values(inner).some((part) => !isEmpty(part));
    return !isEmpty(typeof inner === "string" ? inner.trim() : inner);
  });
  return asJson(onePrimary(kept));
}
