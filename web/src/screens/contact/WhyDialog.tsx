import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useAsked } from "../../lib/asked";
import { listed } from "../../lib/format";
import { labelText } from "../../lib/i18n";
import type { Field, Row } from "../../lib/shapes";
import { Seen } from "../../parts/AccessInput";
import { Dialog } from "../../ui/Dialog";
import { Skeleton } from "../../ui/State";
import styles from "./WhyDialog.module.css";

/** Each reason is a word: admin, owner, chosen, team, role. None: not allowed. */
type Insider = { id: string; name: string; read: string[]; edit: string[] };
type Answer = { read: string[]; edit: string[]; delete: string[]; hidden: number; read_only: string[]; people: Insider[] };
type Props = { row: Row; fields: Field[]; onClose: () => void; onChange?: () => void };

/** Why somebody can see or edit a contact, in words; and who else can. */
export default function WhyDialog({ row, fields, onClose, onChange }: Props) {
  const { t } = useTranslation();
  const { data, problem } = useAsked<Answer>(`/api/contacts/${row.id}/why`);
  const because = (verb: "read" | "edit" | "delete") => {
    const reasons = data?.[verb] ?? [];
    return reasons.length ? reasons.map((reason) => t(`why.${verb}.${reason}`)) : [t(`why.${verb}.none`)];
  };
  return (
    <Dialog opened onClose={onClose} title={t("why.title")}>
      <div className="k-stack">
        <p>
          <Seen row={row} />
        </p>
        {problem && <p className="k-note">{t("why.failed")}</p>}
        {!data && !problem && <Skeleton rows={4} />}
        {data && (
          <>
            <ul className={styles.reasons}>
              {[...because("read"), ...because("edit"), ...because("delete")].map((text, at) => (
                <li key={at}>{text}</li>
              ))}
            </ul>
            {data.hidden > 0 && <p>{t("why.hidden", { count: data.hidden })}</p>}
            {data.read_only.length > 0 && data.edit.length > 0 && (
              <p>{t("why.readOnly", { fields: listed(data.read_only.map((name) => labelText(fields.find((field) => field.name === name)?.label, name))) })}</p>
            )}
            <h3 className={styles.title}>{t("why.people")}</h3>
            <ul className={styles.people}>
              {data.people.map((one) => (
                <li key={one.id}>
                  <span>{one.name}</span>
                  <span className="k-dim">
                    {t(one.edit.length ? "why.edits" : "why.sees")} · {listed(one.read.map((reason) => t(`why.reason.${reason}`)))}
                  </span>
                </li>
              ))}
            </ul>
          </>
        )}
        <div className="k-row">
          {onChange && (
            <Button variant="default" onClick={onChange}>
              {t("access.menu")}
            </Button>
          )}
          <Button variant="default" onClick={onClose}>
            {t("common.close")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
