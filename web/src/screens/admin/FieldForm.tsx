import { Checkbox, NativeSelect } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../lib/api";
import { faultAt, useAttempt } from "../../lib/asked";
import type { TypeSchema } from "../../lib/shapes";
import { FormButtons } from "../../parts/FormButtons";
import { useDirty } from "../../parts/useDirty";
import { Faults } from "../../ui/Faults";
import styles from "./Admin.module.css";
import { GroupInput, placeOf, told } from "./GroupInput";
import { filled, opened, sent, words, type Option } from "./options";
import { OptionsEditor } from "./OptionsEditor";
import { WordsInput } from "./WordsInput";
import type { Custom } from "./shapes";

const types = ["text", "longtext", "number", "money", "boolean", "choice", "multichoice", "date", "datetime", "link", "user"];

type Props = { recordType: string; groups: TypeSchema["groups"]; field: Custom | null; onDone: () => void; onCancel: () => void };

/** One field of the workspace's own. Its type is chosen once: the values on the records are of it. */
export function FieldForm({ recordType, groups, field, onDone, onCancel }: Props) {
  const { t } = useTranslation();
  const [label, setLabel] = useState(words(field?.label));
  const [type, setType] = useState(field?.type ?? "text");
  const [place, setPlace] = useState(() => placeOf(groups, field?.group ?? "custom"));
  const [required, setRequired] = useState(field?.required ?? false);
  const [sensitive, setSensitive] = useState(field?.sensitive ?? false);
  const [options, setOptions] = useState<Option[]>(() => opened(field?.options ?? []));
  const { faults, setFaults, busy, run } = useAttempt();
  const leaving = useDirty(true);
  const chooses = type === "choice" || type === "multichoice";

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const { options: wished, faulty } = sent(options);
    const wrong = [
      ...(Object.keys(filled(label)).length ? [] : [{ place: "label", code: "required" }]),
      ...(place.label && !Object.keys(filled(place.label)).length ? [{ place: "group_label", code: "required" }] : []),
      ...(chooses && (faulty.length || !wished.length) ? [{ place: "options", code: "options" }] : []),
    ];
    if (wrong.length) return setFaults(wrong);
    const body = { label: filled(label), ...told(place), required, sensitive, ...(chooses ? { options: wished } : {}) };
    const well = await run(() =>
      field ? api("PATCH", `/api/fields/${field.id}`, { body }) : api("POST", "/api/fields", { body: { ...body, type, record_type: recordType } }),
    );
    if (!well) return;
    leaving();
    onDone();
  };
  return (
    <form className="k-card k-stack" onSubmit={(event) => void submit(event)} noValidate aria-label={t(field ? "admin.changeField" : "admin.addField")}>
      <h2>{t(field ? "admin.changeField" : "admin.addField")}</h2>
      <Faults faults={faults} labels={(at) => (({ label: t("admin.label"), options: t("admin.options"), group_label: t("care.sectionName") }) as Record<string, string>)[at] ?? at} />
      <WordsInput label={t("admin.label")} value={label} onChange={setLabel} error={faultAt(t, faults, "label")} place="label" autoFocus />
      <div className={styles.words}>
        <NativeSelect
          label={t("admin.type")}
          description={field ? t("admin.typeFixed") : undefined}
          disabled={Boolean(field)}
          value={type}
          data={types.map((one) => ({ value: one, label: t(`type.${one}`) }))}
          onChange={(event) => setType(event.currentTarget.value)}
        />
        <GroupInput type={recordType} groups={groups} place={place} error={faultAt(t, faults, "group_label")} onChange={setPlace} />
      </div>
      <Checkbox label={t("admin.required")} description={t("care.requiredText")} checked={required} onChange={(event) => setRequired(event.currentTarget.checked)} />
      <Checkbox label={t("care.sensitive")} description={t("care.sensitiveText")} checked={sensitive} onChange={(event) => setSensitive(event.currentTarget.checked)} />
      {chooses && (
        <div data-field="options" className="k-stack">
          <h2>{t("admin.options")}</h2>
          <OptionsEditor options={options} onChange={setOptions} />
        </div>
      )}
      <FormButtons busy={busy} onCancel={onCancel} />
    </form>
  );
}
