import { Button, NativeSelect } from "@mantine/core";
import { useState, type FormEvent, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { kindOf } from "../fields";
import { faultsOf } from "../lib/faults";
import { isId, newId } from "../lib/ids";
import { labelText } from "../lib/i18n";
import type { Fault, Field, Row, Values } from "../lib/shapes";
import { useRows } from "../local/rows";
import { Faults } from "../ui/Faults";
import { waysOf } from "./relationships";
import styles from "./Related.module.css";
import { useFaultFocus } from "./useFaultFocus";
import { useSave } from "./useSave";

type Props = { contact: Row; fields: Field[]; link: Row | null; all: Row[]; onDone: () => void };

/** A link of a contact with another one: how they belong together, with whom, in which role, from when to when. */
export function RelatedForm({ contact, fields, link, all, onDone }: Props) {
  const { t } = useTranslation();
  const [id] = useState(() => link?.id ?? newId());
  const [base] = useState<Values>(() => (link ? Object.fromEntries(fields.map((field) => [field.name, link[field.name] ?? null])) : {}));
  const kind = fields.find((field) => field.name === "kind");
  const reverseNow = link !== null && link.contact_id !== contact.id;
  // Who is linked with whom is said once; another pair, or the other direction, is another link.
  const every = waysOf(kind, typeof link?.kind === "string" ? link.kind : undefined, link !== null);
  const ways = link ? every.filter((way) => way.reverse === reverseNow) : every;
  // Who opens this on a company's page most likely adds somebody who works there.
  const first = ways.find((way) => way.key === "works_for" && way.reverse === (contact.kind === "company")) ?? ways[0];
  const [way, setWay] = useState(link ? ways.find((one) => one.key === link.kind) : first);
  const [other, setOther] = useState<string | null>(link ? String(reverseNow ? link.contact_id : link.other_id) : null);
  const [values, setValues] = useState<Values>(() => Object.fromEntries(["role", "start_date", "end_date", "description"].map((name) => [name, link?.[name] ?? null])));
  const [missing, setMissing] = useState<Fault[]>([]);
  const { submit, faults, saving } = useSave("relationship", id, fields);

  const form = useFaultFocus(faults);
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    if (!other || !isId(other) || !way) return setMissing([{ place: "other", code: "choose_contact" }]);
    const ends = way.reverse ? { contact_id: other, other_id: contact.id } : { contact_id: contact.id, other_id: other };
    const twin = all.some((one) => one.id !== id && one.kind === way.key && one.contact_id === ends.contact_id && one.other_id === ends.other_id && same(one.start_date, values.start_date));
    if (twin) return setMissing([{ place: "other", code: "linked_already" }]);
    setMissing([]);
    if (await submit({ ...values, ...ends, kind: way.key }, base, { created: !link, said: t("related.saved") })) onDone();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.nativeEvent.isComposing || event.defaultPrevented) return;
    event.preventDefault();
    onDone();
  };
  const input = (name: string, wide = false) => {
    const field = fields.find((one) => one.name === name);
    if (!field) return null;
    const { Input } = kindOf(field.type);
    return (
      <div data-field={name} className={wide ? styles.wide : undefined}>
        <Input
          value={values[name] ?? null}
          onChange={(value) => setValues((now) => ({ ...now, [name]: value }))}
          field={field}
          label={labelText(field.label, name)}
          faults={faultsOf(faults, name)}
          row={contact}
        />
      </div>
    );
  };
  const Picker = kindOf("link").Input;
  const wrong = [...missing, ...faultsOf(faults, "contact_id"), ...faultsOf(faults, "other_id")].map((fault) => ({ ...fault, place: "" }));
  const rest = faults.filter((fault) => !["contact_id", "other_id", ...Object.keys(values)].some((name) => faultsOf([fault], name).length));
  return (
    <form ref={form} className={styles.form} onSubmit={(event) => void onSubmit(event)} onKeyDown={onKeyDown} noValidate aria-label={t(link ? "related.editTitle" : "related.addTitle")}>
      <div className={styles.asked} inert={saving}>
        <NativeSelect
          label={labelText(kind?.label, "kind")}
          value={way ? `${way.key}|${way.reverse}` : ""}
          data={ways.map((one) => ({ value: `${one.key}|${one.reverse}`, label: one.text }))}
          onChange={(event) => setWay(ways.find((one) => `${one.key}|${one.reverse}` === event.currentTarget.value))}
        />
        <div data-field="other">
          {link ? (
            <Named id={other} label={t("related.contact")} />
          ) : (
          <Picker value={other} onChange={(value) => setOther(typeof value === "string" ? value : null)} field={otherEnd} label={t("related.contact")} faults={wrong} row={contact} autoFocus />
          )}
        </div>
        {input("role", true)}
        {input("start_date")}
        {input("end_date")}
        {input("description", true)}
      </div>
      <div className={styles.wide}>
        <Faults faults={rest} />
      </div>
      <div className={`k-row ${styles.wide}`}>
        <Button type="submit" size="compact-md" loading={saving}>
          {t("related.save")}
        </Button>
        <Button size="compact-md" variant="default" onClick={onDone}>
          {t("common.cancel")}
        </Button>
      </div>
    </form>
  );
}

function Named({ id, label }: { id: string | null; label: string }) {
  const name = useRows("contact", id ? [id] : []).get(id ?? "")?.name;
  return (
    <div>
      <div className={styles.label}>{label}</div>
      {name ?? "…"}
    </div>
  );
}

const same = (a: unknown, b: unknown) => (a ?? null) === (b ?? null);
const otherEnd: Field = { name: "other", type: "link", group: "", label: "", target: "contact" };
