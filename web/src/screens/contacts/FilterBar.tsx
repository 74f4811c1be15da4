import { Button, Menu } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Filter } from "../../lib/shapes";
import { useRows } from "../../local/rows";
import { useSchema } from "../../local/schema";
import { useMe } from "../../local/session";
import { Icon } from "../../ui/icons";
import styles from "./FilterBar.module.css";
import { filterKinds, filterText, type Kind } from "./filters";

type Props = { filters: Filter[]; onChange: (next: Filter[]) => void };

/** The filters in force, each removable, and a plus for the next; all of them must hold. */
export function FilterBar({ filters, onChange }: Props) {
  const { t } = useTranslation();
  const schema = useSchema();
  const me = useMe();
  const [choosing, setChoosing] = useState<Kind | null>(null);

  const companies = useRows("contact", filters.flatMap((one) => ("field" in one && one.field === "company_id" && one.op === "is" ? [String(one.value)] : [])));

  const add = (filter: Filter) => {
    setChoosing(null);
    if (!filters.some((one) => JSON.stringify(one) === JSON.stringify(filter))) onChange([...filters, filter]);
  };
  return (
    <div className={styles.bar} role="group" aria-label={t("filter.choose")}>
      <Menu closeOnItemClick>
        <Menu.Target>
          <Button variant="default" size="compact-sm" leftSection={<Icon name="plus" size={16} />}>
            {t("filter.add")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {filterKinds(t, schema, me).map((kind) => (
            <Menu.Item key={kind.key} onClick={() => (kind.fixed ? add(kind.make("")) : setChoosing(kind))}>
              {kind.label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {filters.map((filter, at) => {
        const label = filterText(filter, t, schema, companies);
        return (
          <span key={at} className={styles.chip}>
            {label}
            <button type="button" aria-label={t("filter.remove", { label })} onClick={() => onChange(filters.filter((_, index) => index !== at))}>
              <Icon name="close" size={14} />
            </button>
          </span>
        );
      })}
      {filters.length > 1 && (
        <Button variant="subtle" size="compact-sm" onClick={() => onChange([])}>
          {t("filter.clear")}
        </Button>
      )}
      {choosing && <Chooser key={choosing.key} kind={choosing} onChoose={(value) => add(choosing.make(value))} onCancel={() => setChoosing(null)} />}
    </div>
  );
}

/** Takes the value of a filter: from a list, or typed. */
function Chooser({ kind, onChoose, onCancel }: { kind: Kind; onChoose: (value: string) => void; onCancel: () => void }) {
  const { t } = useTranslation();
  const [value, setValue] = useState("");
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (value.trim()) onChoose(value.trim());
  };
  const shared = { className: styles.input, "aria-label": kind.label, autoFocus: true };
  return (
    <form className={styles.chooser} onSubmit={onSubmit} onKeyDown={(event) => event.key === "Escape" && onCancel()}>
      <span>{kind.label}</span>
      {kind.offers ? (
        <select {...shared} value="" onChange={(event) => onChoose(event.currentTarget.value)}>
          <option value="" disabled>
            {t("field.choose")}
          </option>
          {kind.offers.map((offer) => (
            <option key={offer.value} value={offer.value}>
              {offer.label}
            </option>
          ))}
        </select>
      ) : (
        <>
          <input {...shared} value={value} onChange={(event) => setValue(event.currentTarget.value)} enterKeyHint="done" autoComplete="off" />
          <Button type="submit" size="compact-sm">
            {t("filter.apply")}
          </Button>
        </>
      )}
      <Button variant="subtle" size="compact-sm" onClick={onCancel}>
        {t("common.cancel")}
      </Button>
    </form>
  );
}
