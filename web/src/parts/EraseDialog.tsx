import { Button, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../lib/api";
import { faultAt, useAsked, useAttempt } from "../lib/asked";
import type { Row } from "../lib/shapes";
import { Dialog } from "../ui/Dialog";
import { Faults } from "../ui/Faults";
import { Skeleton } from "../ui/State";
import { toast } from "../ui/toast";

type Goes = { name: string; counts: Record<string, number>; stays: { count: number; people: { id: string; name: string }[] } };
type Props = { row: Row; onClose: () => void; onErased: () => void };

const kinds = ["values", "notes", "files", "relationships", "merged", "changes", "reads"];
const plain = (name: string) => name.trim().replace(/\s+/g, " ").toLocaleLowerCase();

/** The last warning: what is erased for good, what stays, and the name to be typed. */
export default function EraseDialog({ row, onClose, onErased }: Props) {
  const { t } = useTranslation();
  const { data, problem } = useAsked<Goes>(`/api/contacts/${row.id}/erase`);
  const [typed, setTyped] = useState("");
  const { faults, busy, run } = useAttempt();
  const name = data?.name ?? row.name ?? "";
  const right = Boolean(data) && plain(typed) === plain(name);

  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    if (!right || !(await run(() => api("POST", `/api/contacts/${row.id}/erase`, { body: { name: typed } })))) return;
    toast(t("erase.done"));
    onErased();
  };
  return (
    <Dialog opened onClose={onClose} title={t("erase.title", { name })}>
      <form className="k-stack" onSubmit={(event) => void onSubmit(event)} noValidate>
        <p className="k-note k-wrong" role="alert">
          <strong>{t("erase.warning")}</strong> {t("erase.instead")}
        </p>
        {!data && !problem && <Skeleton rows={4} />}
        {problem && <p className="k-note">{t("erase.failed")}</p>}
        {data && (
          <div>
            {t("erase.goes")}
            <ul>
              {kinds
                .filter((kind) => (data.counts[kind] ?? 0) > 0)
                .map((kind) => (
                  <li key={kind}>{t(`erase.${kind}`, { count: data.counts[kind] ?? 0 })}</li>
                ))}
              <li>{t("erase.everywhere")}</li>
            </ul>
            {data.stays.count > 0 && (
              <>
                {t("erase.stays")}
                <ul>
                  {data.stays.people.map((person) => (
                    <li key={person.id}>{person.name}</li>
                  ))}
                  {data.stays.count > data.stays.people.length && <li>… ({data.stays.count})</li>}
                </ul>
              </>
            )}
            <p className="k-dim">{t("erase.elsewhere")}</p>
          </div>
        )}
        <TextInput
          label={t("erase.type", { name })}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          error={faultAt(t, faults, "name")}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
        />
        <Faults faults={faults.filter((fault) => fault.place !== "name")} />
        <div className="k-row">
          <Button type="submit" color="red.9" disabled={!right} loading={busy}>
            {t("erase.do")}
          </Button>
          <Button variant="default" onClick={onClose} data-autofocus>
            {t("common.cancel")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
