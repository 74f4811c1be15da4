import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../lib/api";
import { useAsked, useAttempt } from "../../lib/asked";
import { labelText } from "../../lib/i18n";
import { loadSchema } from "../../local/schema";
import { Faults } from "../../ui/Faults";
import { Icon } from "../../ui/icons";
import { Skeleton, State } from "../../ui/State";
import { toast } from "../../ui/toast";
import styles from "./Admin.module.css";
import { FieldForm } from "./FieldForm";
import type { Custom } from "./shapes";

/** The workspace's own fields: what there is, and a form to add or change one. */
export function Fields() {
  const { t } = useTranslation();
  const { data, problem, reload } = useAsked<{ fields: Custom[] }>("/api/fields");
  const [open, setOpen] = useState<string | null>(null);
  const { faults, run } = useAttempt();

  const stored = () => {
    setOpen(null);
    reload();
    void loadSchema();
    toast(t("toast.saved"));
  };
  const retire = (field: Custom) => run(async () => api("PATCH", `/api/fields/${field.id}`, { body: { retired: !field.retired } }).then(stored));

  if (!data) return problem ? <State title={t("admin.failed")} onRetry={reload} /> : <Skeleton />;
  return (
    <>
      <p className="k-dim">{t("admin.fieldsText")}</p>
      <Faults faults={faults} />
      {open === "new" ? (
        <FieldForm field={null} onDone={stored} onCancel={() => setOpen(null)} />
      ) : (
        <div>
          <Button leftSection={<Icon name="plus" size={16} />} onClick={() => setOpen("new")}>
            {t("admin.addField")}
          </Button>
        </div>
      )}
      {!data.fields.length && open !== "new" && <State title={t("admin.noFields")} text={t("admin.noFieldsText")} />}
      <ul className={styles.things}>
        {data.fields.map((field) =>
          open === field.id ? (
            <li key={field.id}>
              <FieldForm field={field} onDone={stored} onCancel={() => setOpen(null)} />
            </li>
          ) : (
            <li key={field.id} className={`k-card ${styles.thing}`} data-retired={field.retired || undefined}>
              <div>
                <strong>{labelText(field.label, field.key)}</strong>
                <small className="k-dim">
                  {t(`type.${field.type}`)} · {t(`group.${field.group}`)}
                  {field.required && ` · ${t("admin.required")}`}
                  {field.retired && ` · ${t("admin.retired")}`}
                </small>
              </div>
              <span className="k-row">
                <Button variant="default" onClick={() => setOpen(field.id)} aria-label={t("admin.editField", { name: labelText(field.label, field.key) })}>
                  {t("common.edit")}
                </Button>
                <Button variant="subtle" color="gray" onClick={() => void retire(field)}>
                  {t(field.retired ? "admin.bringBack" : "admin.retire")}
                </Button>
              </span>
            </li>
          ),
        )}
      </ul>
    </>
  );
}
