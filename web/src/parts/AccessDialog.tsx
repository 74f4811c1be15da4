import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Row, Values } from "../lib/shapes";
import { Dialog } from "../ui/Dialog";
import { Faults } from "../ui/Faults";
import { AccessInput, type Access } from "./AccessInput";
import { FormButtons } from "./FormButtons";
import { useFaultFocus } from "./useFaultFocus";
import { useSave } from "./useSave";

type Props = { row: Row; fields: Access; onClose: () => void };

/** Who may see one record, changed without opening its whole form. */
export default function AccessDialog({ row, fields, onClose }: Props) {
  const { t } = useTranslation();
  const [base] = useState<Values>(() => ({ restricted: row.restricted ?? null, shared_with: row.shared_with ?? [] }));
  const [values, setValues] = useState<Values>(base);
  const { submit, faults, saving } = useSave(row.type, row.id, [fields.restricted, fields.shared_with]);
  const form = useFaultFocus(faults);
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    if (await submit(values, base)) onClose();
  };
  return (
    <Dialog opened onClose={onClose} title={t("access.of", { name: row.name ?? "" })}>
      <form ref={form} className="k-stack" onSubmit={(event) => void onSubmit(event)} noValidate>
        <div inert={saving}>
          <AccessInput row={{ ...row, ...values }} fields={fields} put={(field, value) => setValues((now) => ({ ...now, [field]: value }))} faults={faults} />
        </div>
        <Faults faults={faults} />
        <FormButtons busy={saving} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
