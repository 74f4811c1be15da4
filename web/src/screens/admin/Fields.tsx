import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../lib/api";
import { useAsked, useAttempt } from "../../lib/asked";
import { loadSchema, useSchema } from "../../local/schema";
import { useGroupTitle } from "../../parts/groups";
import { Faults } from "../../ui/Faults";
import { Icon } from "../../ui/icons";
import { Skeleton, State } from "../../ui/State";
import { toast } from "../../ui/toast";
import styles from "./Admin.module.css";
import { FieldForm } from "./FieldForm";
import { FieldLine } from "./FieldLine";
import { HouseFields } from "./HouseFields";
import { moved } from "./options";
import type { Custom } from "./shapes";

/** The fields of each kind of record: the workspace's own in their order, and which of all are sensitive. */
export function Fields() {
  const { t } = useTranslation();
  const schema = useSchema();
  const { data, problem, reload, set } = useAsked<{ fields: Custom[] }>("/api/fields");
  const [type, setType] = useState("contact");
  const [open, setOpen] = useState<string | null>(null);
  const { faults, run } = useAttempt();
  const title = useGroupTitle(type);

  if (!data || !schema) return problem ? <State title={t("admin.failed")} onRetry={reload} /> : <Skeleton />;
  const stored = () => {
    setOpen(null);
    reload();
    void loadSchema();
    toast(t("toast.saved"));
  };
  const mine = data.fields.filter((field) => field.record_type === type);
  const used = mine.filter((field) => !field.retired);
  const retired = mine.filter((field) => field.retired);
  const groups = schema.types[type]?.groups ?? [];
  const retire = (field: Custom) => void run(async () => api("PATCH", `/api/fields/${field.id}`, { body: { retired: !field.retired } }).then(stored));
  const move = (from: number, to: number) => {
    const order = moved(used, from, to);
    set({ fields: [...data.fields.filter((field) => field.record_type !== type), ...order, ...retired] });
    void run(() => api("PUT", "/api/fields", { body: { record_type: type, order: order.map((field) => field.id) } }).then(() => void loadSchema()));
  };
  const form = (field: Custom | null) => <FieldForm recordType={type} groups={groups} field={field} onDone={stored} onCancel={() => setOpen(null)} />;
  const line = (field: Custom, at: number) =>
    open === field.id ? (
      <li key={field.id}>{form(field)}</li>
    ) : (
      <FieldLine
        key={field.id}
        field={field}
        group={title(field.group)}
        at={at}
        count={used.length}
        onMove={move}
        onEdit={() => setOpen(field.id)}
        onRetire={() => retire(field)}
      />
    );

  return (
    <>
      <p className="k-dim">{t("admin.fieldsText")}</p>
      <div className="k-row" role="group" aria-label={t("care.recordType")}>
        {Object.keys(schema.types).map((one) => (
          <Button
            key={one}
            variant={one === type ? "filled" : "default"}
            aria-pressed={one === type}
            onClick={() => {
              setOpen(null);
              setType(one);
            }}
          >
            {t(`care.types.${one}`, { defaultValue: one })}
          </Button>
        ))}
      </div>
      <Faults faults={faults} />
      {open === "new" ? (
        form(null)
      ) : (
        <div>
          <Button variant="light" leftSection={<Icon name="plus" size={16} />} onClick={() => setOpen("new")}>
            {t("admin.addField")}
          </Button>
        </div>
      )}
      {!mine.length && open !== "new" && <State title={t("admin.noFields")} text={t("admin.noFieldsText")} />}
      <ol className={styles.things} data-order aria-label={t("care.ownFields")}>
        {used.map(line)}
      </ol>
      {retired.length > 0 && (
        <section className="k-stack" aria-labelledby="retired">
          <h2 id="retired">{t("care.retiredFields")}</h2>
          <ul className={styles.things}>{retired.map((field) => line(field, -1))}</ul>
        </section>
      )}
      <HouseFields type={type} fields={(schema.types[type]?.fields ?? []).filter((field) => !field.custom && field.group !== "life")} />
    </>
  );
}
