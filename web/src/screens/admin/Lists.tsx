import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../lib/api";
import { useAttempt } from "../../lib/asked";
import { labelText } from "../../lib/i18n";
import { same } from "../../lib/same";
import type { Choice, Field, Json } from "../../lib/shapes";
import { loadSchema, useSchema } from "../../local/schema";
import { useDirty } from "../../parts/useDirty";
import { Faults } from "../../ui/Faults";
import { Skeleton } from "../../ui/State";
import { toast } from "../../ui/toast";
import { OptionsEditor } from "./OptionsEditor";
import { opened, sent, type Option } from "./options";

/** The lists behind the fields "type" and "relation", and the kinds of relationships. */
export function Lists() {
  const { t } = useTranslation();
  const schema = useSchema();
  if (!schema) return <Skeleton />;
  const fields = ["relationship", "contact"].flatMap((type) => schema.types[type]?.fields ?? []);
  const labels = new Map(fields.flatMap((field) => ((field as Field & { list?: string }).list ? [[(field as Field & { list?: string }).list, field.label] as const] : [])));
  return (
    <>
      <p className="k-dim">{t("admin.listsText")}</p>
      {Object.entries(schema.lists).map(([name, choices]) => (
        <ListForm key={`${name} ${schema.version}`} name={name} title={name === "relationship" ? t("care.relationships") : labelText(labels.get(name), name)} choices={choices} />
      ))}
    </>
  );
}

function ListForm({ name, title, choices }: { name: string; title: string; choices: Choice[] }) {
  const { t } = useTranslation();
  const [options, setOptions] = useState<Option[]>(() => opened(choices));
  const { faults, setFaults, busy, run } = useAttempt();
  const changed = !same(options as unknown as Json, opened(choices) as unknown as Json);
  const leaving = useDirty(changed);

  const store = async () => {
    const { options: wished, faulty } = sent(options);
    if (faulty.length) return setFaults(faulty.map((at) => ({ place: `options[${at}]`, code: "required" })));
    const well = await run(async () => {
      await api("PUT", `/api/lists/${name}`, { body: { options: wished } });
      leaving();
      await loadSchema();
    });
    if (well) toast(t("toast.saved"));
  };
  return (
    <section className="k-card k-stack" aria-labelledby={`list-${name}`} data-field="options">
      <h2 id={`list-${name}`}>{title}</h2>
      <Faults faults={faults} />
      <OptionsEditor options={options} onChange={setOptions} reverse={name === "relationship"} />
      <div className="k-row">
        <Button onClick={() => void store()} loading={busy} disabled={!changed}>
          {t("common.save")}
        </Button>
        {changed && (
          <Button variant="default" onClick={() => setOptions(opened(choices))}>
            {t("common.cancel")}
          </Button>
        )}
      </div>
    </section>
  );
}
