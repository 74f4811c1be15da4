import { Button, NativeSelect } from "@mantine/core";
import { useState, type FormEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../lib/api";
import { faultAt, useAsked, useAttempt } from "../../lib/asked";
import { number } from "../../lib/format";
import { goesOn } from "../../lib/job";
import { written } from "../../local/signals";
import { Faults } from "../../ui/Faults";
import { JobProgress } from "../../ui/JobProgress";
import { Skeleton } from "../../ui/State";
import { toast } from "../../ui/toast";
import { toItsEnd } from "../../ui/useJob";
import { type Member, type MemberOpen } from "./staff";
import type { Staff } from "./useStaff";

const stays = "stays";
type Props = { member: Member; staff: Staff; onChange: (member: Member) => void; onDone: () => void; onCancel: () => void; children?: ReactNode };

/** Letting somebody go, with one choice: who gets what he owned. For who has left already: handing over later. */
export function Leave({ member, staff, onChange, onDone, onCancel, children }: Props) {
  const { t } = useTranslation();
  const { data, problem } = useAsked<MemberOpen>(`/api/people/${member.id}`);
  const [heir, setHeir] = useState("");
  const { faults, setFaults, busy, run } = useAttempt();
  const name = member.name || member.email;
  if (!data) return problem ? <p className="k-note k-wrong">{t("admin.failed")}</p> : <Skeleton rows={3} />;

  const total = Object.values(data.owns).reduce((sum, one) => sum + one, 0);
  const contacts = data.owns.contact === total;
  const what = (count: number) => t(contacts ? "people.contacts" : "people.records", { count, n: number(count) });
  const others = staff.people.filter((one) => one.active && one.id !== member.id);
  const running = member.handover && goesOn(member.handover) ? member.handover : null;
  const stopped = member.handover?.status === "failed" || member.handover?.status === "cancelled" ? member.handover : null;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (total > 0 && !heir) return setFaults([{ place: "hand_over_to", code: "required" }]);
    const to = total > 0 && heir !== stays ? heir : null;
    const body = { ...(member.active ? { active: false } : {}), ...(to ? { hand_over_to: to } : {}) };
    let after = member;
    if (!(await run(async () => (after = await api<Member>("PATCH", `/api/people/${member.id}`, { body }))))) return;
    onChange(after);
    written.send(); // this device hears of the new owners at once
    if (to && after.handover && goesOn(after.handover)) void toItsEnd(after.handover);
    const moved = to && after.handover?.status === "done" ? after.handover : null;
    const words = { name, heir: staff.people.find((one) => one.id === to)?.name ?? "", what: what(moved?.changed ?? 0) };
    if (moved) toast(t(member.active ? "people.leftMoved" : "people.handedOver", words), moved.changed ? moved.batch : null);
    else toast(t("people.left", words));
    onDone();
  };
  return (
    <form className="k-stack" onSubmit={(event) => void submit(event)} noValidate>
      <p>{t(!member.active ? "people.backText" : member.invited ? "people.withdrawText" : "people.leaveText", { name })}</p>
      <Faults faults={faults.filter((fault) => fault.place !== "hand_over_to")} />
      {stopped && <p className="k-note">{t("people.stopped", { done: number(stopped.changed), total: number(stopped.total) })}</p>}
      {running ? (
        <JobProgress job={running} />
      ) : total > 0 ? (
        <div data-field="hand_over_to" className="k-stack">
          <p>{t("people.owns", { name, what: what(total) })}</p>
          <NativeSelect
            label={t("people.heir")}
            description={t("people.heirText")}
            value={heir}
            error={faultAt(t, faults, "hand_over_to")}
            onChange={(event) => setHeir(event.currentTarget.value)}
            data={[
              { value: "", label: t("people.heirChoose") },
              ...(member.active ? [{ value: stays, label: t("people.heirNobody", { name }) }] : []),
              { group: t("people.heirActive"), items: others.map((one) => ({ value: one.id, label: one.name || one.email })) },
            ]}
          />
        </div>
      ) : (
        <p className="k-dim">{t("people.ownsNothing", { name })}</p>
      )}
      <div className="k-row">
        {member.active ? (
          <Button type="submit" color="red.9" loading={busy}>
            {t(member.invited ? "people.withdraw" : "people.leaveSubmit")}
          </Button>
        ) : (
          <>
            {children}
            {total > 0 && !running && (
              <Button type="submit" variant="default" loading={busy}>
                {t("people.handOver")}
              </Button>
            )}
          </>
        )}
        <Button variant="default" onClick={onCancel}>
          {t("common.cancel")}
        </Button>
      </div>
    </form>
  );
}
