import { Checkbox } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { kindOf } from "../fields";
import { ids } from "../fields/users";
import { faultsOf } from "../lib/faults";
import { listed } from "../lib/format";
import type { Fault, Field, Json, Row } from "../lib/shapes";
import { useSchema } from "../local/schema";
import { useMe } from "../local/session";

export type Access = { restricted: Field; shared_with: Field };

/** The two fields of restricted access; null where the record has none, or this person may not change them. */
export function accessFields(fields: Field[]): Access | null {
  const [restricted, shared_with] = ["restricted", "shared_with"].map((name) => fields.find((field) => field.name === name && !field.readonly));
  return restricted && shared_with ? { restricted, shared_with } : null;
}

type Props = { row: Row; fields: Access; put: (field: string, value: Json) => void; faults: Fault[] };

/** "Restrict access", the people who are let in, and in words who can see the record then. */
export function AccessInput({ row, fields, put, faults }: Props) {
  const { t } = useTranslation();
  const me = useMe();
  const { Input } = kindOf("users");
  const restricted = row.restricted === true;
  const chosen = ids(row.shared_with);

  const onRestrict = (on: boolean) => {
    put("restricted", on);
    // Who locks a door stands inside; an opened one needs no list of guests.
    put("shared_with", on ? (chosen.length ? chosen : [me.user.id]) : []);
  };
  return (
    <div className="k-stack">
      <div data-field="restricted">
        <Checkbox
          label={t("access.restrict")}
          description={t("access.restrictText")}
          checked={restricted}
          onChange={(event) => onRestrict(event.currentTarget.checked)}
          error={faultsOf(faults, "restricted").length ? t("fault.forbidden") : undefined}
        />
      </div>
      {restricted && (
        <div data-field="shared_with">
          <Input value={chosen} onChange={(value) => put("shared_with", value)} field={fields.shared_with} label={t("access.people")} faults={faultsOf(faults, "shared_with")} row={row} />
        </div>
      )}
      <p className="k-dim" aria-live="polite">
        <Seen row={row} />
      </p>
      {loses(row, me.user.id, me.rights.admin) && <p className="k-note">{t("access.lose")}</p>}
    </div>
  );
}

/** Who can see a record, as a sentence. */
export function Seen({ row }: { row: Row }) {
  const { t } = useTranslation();
  const names = useInsiders(row);
  if (row.restricted !== true) return <>{t("access.open")}</>;
  return <>{names.length ? t("access.sees", { names: listed(names) }) : t("access.seesAdmins")}</>;
}

/** The names of those who see a restricted record besides the administrators, the owner first. */
export function useInsiders(row: Row): string[] {
  const { t } = useTranslation();
  const users = useSchema()?.users ?? [];
  const name = (id: string) => users.find((user) => user.id === id)?.name;
  const owner = typeof row.owner_id === "string" ? name(row.owner_id) : undefined;
  const others = ids(row.shared_with).filter((id) => id !== row.owner_id).flatMap((id) => name(id) ?? []);
  return owner ? [t("access.owner", { name: owner }), ...others] : others;
}

/** Whether somebody shuts himself out. */
function loses(row: Row, me: string, admin: boolean): boolean {
  return row.restricted === true && !admin && row.owner_id !== me && !ids(row.shared_with).includes(me);
}
