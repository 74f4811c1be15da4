import { Textarea, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { faultAt } from "../lib/asked";
import { faultsOf } from "../lib/faults";
import type { Row, Values } from "../lib/shapes";
import { useFields } from "../local/schema";
import { Dialog } from "../ui/Dialog";
import { Faults } from "../ui/Faults";
import { FormButtons } from "./FormButtons";
import { useDirty } from "./useDirty";
import { useFaultFocus } from "./useFaultFocus";
import { useSave } from "./useSave";

/** Another name for a file, and words about it. */
export function FilesEdit({ row, onClose }: { row: Row; onClose: () => void }) {
  const { t } = useTranslation();
  const fields = useFields("file").filter((field) => field.name === "file_name" || field.name === "description");
  const [base] = useState<Values>({ file_name: row.file_name ?? null, description: row.description ?? null });
  const [values, setValues] = useState<Values>(base);
  const { submit, faults, saving } = useSave("file", row.id, fields);
  const leave = useDirty(values.file_name !== base.file_name || values.description !== base.description);
  const text = (name: string) => String(values[name] ?? "");
  const wrong = (name: string) => faultAt(t, faultsOf(faults, name), "");
  const put = (name: string, value: string) => setValues((now) => ({ ...now, [name]: value }));
  const form = useFaultFocus(faults);
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    if (!(await submit(values, base))) return;
    leave();
    onClose();
  };
  return (
    <Dialog opened onClose={onClose} title={t("files.editTitle")}>
      <form ref={form} className="k-stack" onSubmit={(event) => void onSubmit(event)} noValidate>
        <Faults faults={faults.filter((fault) => !fault.place)} />
        <div className="k-stack" inert={saving}>
          <TextInput data-field="file_name" label={t("files.name")} value={text("file_name")} onChange={(event) => put("file_name", event.currentTarget.value)} error={wrong("file_name")} data-autofocus />
          <Textarea data-field="description" label={t("files.description")} rows={3} value={text("description")} onChange={(event) => put("description", event.currentTarget.value)} error={wrong("description")} />
        </div>
        <FormButtons busy={saving} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
