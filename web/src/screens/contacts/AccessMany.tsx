import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../lib/api";
import { faultsFrom, useAttempt } from "../../lib/asked";
import { number } from "../../lib/format";
import { newId } from "../../lib/ids";
import { goesOn, type Job } from "../../lib/job";
import type { Fault, Filter, Row, Values } from "../../lib/shapes";
import { useMe } from "../../local/session";
import { AccessInput, type Access } from "../../parts/AccessInput";
import { Dialog } from "../../ui/Dialog";
import { Faults } from "../../ui/Faults";
import { JobEnd, JobProgress } from "../../ui/JobProgress";
import { toast } from "../../ui/toast";
import { useJob } from "../../ui/useJob";
import { BulkSample, type Look } from "./BulkSample";

export type Target = { ids: string[] } | { q: string; filter: Filter | null };
type Props = { target: Target; fields: Access; onClose: () => void; onDone: () => void };

/** Restricts the access to many contacts, or opens them again: how many, before and after, then one action. */
export default function AccessMany({ target, fields, onClose, onDone }: Props) {
  const { t } = useTranslation();
  const me = useMe();
  const [access, setAccess] = useState<Values>({ restricted: true, shared_with: [me.user.id] });
  const [look, setLook] = useState<Look | null>(null);
  const [faults, setFaults] = useState<Fault[]>([]);
  const attempt = useAttempt();
  const { job, follow } = useJob();
  const [failed, setFailed] = useState<Job | null>(null);
  const patch = { restricted: access.restricted === true, shared_with: access.shared_with ?? [] };
  const asked = JSON.stringify({ ...target, patch });

  useEffect(() => {
    const stop = new AbortController();
    api<Look>("POST", "/api/contacts/bulk/look", { body: JSON.parse(asked) as unknown, signal: stop.signal })
      .then((found) => {
        setLook(found);
        setFaults([]);
      })
      .catch((error: unknown) => !stop.signal.aborted && setFaults(faultsFrom(error)));
    return () => stop.abort();
  }, [asked]);

  const run = async () => {
    let done: Job | null = null;
    setFailed(null);
    await attempt.run(async () => (done = await follow(await api<Job>("POST", "/api/contacts/bulk", { body: { id: newId(), ...target, patch } }))));
    said(done);
  };
  const said = (done: Job | null) => {
    if (done?.status === "failed") setFailed(done);
    if (!done || goesOn(done) || done.status === "failed") return;
    const words = t("bulk.done", { count: done.changed, n: number(done.changed) });
    const refused = done.left ? ` ${t("bulk.refused", { count: done.left, n: number(done.left) })}` : "";
    toast(words + refused, done.changed ? done.batch : null, done.left ? "wrong" : "plain");
    onDone();
  };
  const pretended = { type: "contact", id: "", ...access } as Row;
  return (
    <Dialog opened onClose={onClose} title={t("bulk.accessTitle")} closeOnClickOutside={!job}>
      <div className="k-stack">
        {job ? (
          <JobProgress job={job} />
        ) : (
          <>
            <AccessInput row={pretended} fields={fields} put={(name, value) => setAccess((now) => ({ ...now, [name]: value }))} faults={[...faults, ...attempt.faults]} />
            {look && <BulkSample look={look} />}
            {failed && (
              <p className="k-note k-wrong" role="alert">
                <JobEnd job={failed} />
              </p>
            )}
            <Faults faults={[...faults, ...attempt.faults]} />
            <div className="k-row">
              <Button onClick={() => void run()} disabled={!look?.count} loading={attempt.busy}>
                {t("bulk.doAccess", { count: look?.count ?? 0, n: number(look?.count ?? 0) })}
              </Button>
              <Button variant="default" onClick={onClose}>
                {t("common.cancel")}
              </Button>
            </div>
          </>
        )}
      </div>
    </Dialog>
  );
}
