import { Button, Menu } from "@mantine/core";
import { useRef, useState, type Ref } from "react";
import { useTranslation } from "react-i18next";
import { labelText } from "../../lib/i18n";
import type { Clause, Field, Filter } from "../../lib/shapes";
import { useSchema } from "../../local/schema";
import { fold } from "../../local/tags";
import { Icon } from "../../ui/icons";
import styles from "./FilterBar.module.css";
import { filterFields, headText } from "./fields";

type Offer = { key: string; label: string; pick: () => void };
type Props = { button: Ref<HTMLButtonElement>; onField: (clause: Clause) => void; onFilter: (filter: Filter) => void; onLeave: () => void };

const parts = ["city", "postcode", "region", "country", "street"];
/** What lists are narrowed by most, in the order of how often. */
const first = ["owner_id", "tags", "temperature", "addresses.city", "changed_at", "created_at"];
const groups = ["often", "name", "contact", "address", "about", "custom", "privacy", "life"];

/** The plus: what is asked most on top, then every field in the groups of the form; typing finds them. */
export function FilterMenu({ button, onField, onFilter, onLeave }: Props) {
  const { t } = useTranslation();
  const schema = useSchema();
  const [find, setFind] = useState("");
  const [opened, setOpened] = useState(false);
  const picked = useRef(false);
  const turn = (on: boolean) => {
    setOpened(on);
    setFind("");
    if (on) picked.current = false;
    else if (!picked.current) onLeave();
  };
  const fields = filterFields(schema);
  const is = (field: string, value: string | boolean, op = "is") => () => onFilter({ field, op, value });

  const offer = (field: Field): Offer[] => {
    const made = (name: string, label: string) => ({ key: name, label, pick: () => onField({ field: name, op: begin(field) }) });
    const whole = made(field.name, headText(t, schema, field.name));
    return field.type === "addresses" ? [...parts.map((part) => made(`${field.name}.${part}`, t(`field.${part}`))), whole] : [whole];
  };
  const offers = new Map(fields.filter((field) => field.name !== "kind" && field.name !== "restricted").flatMap((field) => offer(field).map((one) => [one.key, { ...one, group: field.group }] as const)));
  const often: Offer[] = [
    { key: "companies", label: t("filter.companies"), pick: is("kind", "company") },
    { key: "persons", label: t("filter.persons"), pick: is("kind", "person") },
    { key: "mine", label: t("filters.mine"), pick: is("owner_id", "me") },
    ...first.flatMap((name) => offers.get(name) ?? []),
    ...(fields.some((field) => field.name === "restricted")
      ? [
          { key: "restricted", label: t("filters.restricted"), pick: is("restricted", true) },
          { key: "public", label: t("filters.public"), pick: is("restricted", true, "not") },
        ]
      : []),
  ];
  const pick = (one: Offer | undefined) => {
    if (!one) return;
    picked.current = true;
    one.pick();
    turn(false);
  };
  const own = new Map((schema?.types.contact?.groups ?? []).flatMap((group) => (typeof group === "string" ? [] : [[group.name, labelText(group.label, group.name)] as const])));
  const title = (group: string) => own.get(group) ?? t([`filters.group.${group}`, `group.${group}`], { defaultValue: group });
  const known = [...new Set([...groups, ...fields.map((field) => field.group)])];
  const fits = (one: Offer) => fold(one.label).includes(fold(find));
  const shown = known.flatMap((group) => {
    const here = (group === "often" ? often : [...offers.values()].filter((one) => one.group === group && !first.includes(one.key))).filter(fits);
    return here.length ? [{ group, offers: here }] : [];
  });
  return (
    // The cursor goes to the words at once; afterwards to what asks for the value, else back.
    <Menu opened={opened} onChange={turn} position="bottom-start" withInitialFocusPlaceholder={false} returnFocus={false}>
      <Menu.Target>
        <Button ref={button} variant="default" size="compact-sm" leftSection={<Icon name="plus" size={16} />} aria-label={t("filter.add")}>
          <span className={styles.long}>{t("filter.add")}</span>
          <span className={styles.short}>{t("filters.short")}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={styles.menu!}>
        <input
          type="search"
          className={styles.find}
          aria-label={t("filters.find")}
          placeholder={t("filters.find")}
          value={find}
          onChange={(event) => setFind(event.currentTarget.value)}
          onKeyDown={(event) => {
            // Letters belong to the words, arrows to the menu; Enter takes the first.
            if (event.key === "Enter") pick(shown[0]?.offers[0]);
            else if (event.key !== "ArrowDown" && event.key !== "Escape") event.stopPropagation();
          }}
          autoComplete="off"
          data-autofocus
        />
        {shown.map(({ group, offers }) => (
          <div key={group} role="group" aria-label={title(group)}>
            <Menu.Label>{title(group)}</Menu.Label>
            {offers.map((one) => (
              <Menu.Item key={one.key} onClick={() => pick(one)}>
                {one.label}
              </Menu.Item>
            ))}
          </div>
        ))}
        {!shown.length && <p className={styles.nothing}>{t("browse.noField")}</p>}
      </Menu.Dropdown>
    </Menu>
  );
}

/** With which question a field begins: the one that is asked most. */
function begin(field: Field): string {
  const operators = field.operators ?? [];
  return ["is", "contains", "has"].includes(operators[0] ?? "") ? operators[0]! : (operators.find((op) => op === "is" || op === "contains" || op === "has") ?? operators[0] ?? "filled");
}
