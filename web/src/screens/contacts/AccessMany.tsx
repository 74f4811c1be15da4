import { Button, Modal } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../lib/api";
import { faultsFrom } from "../../lib/asked";
import { number } from "../../lib/format";
import type { Fault, Filter, Row, Values } from "../../lib/shapes";
import { useMe } from "../../local/session";
import { AccessInput, type Access } from "../../parts/AccessInput";
import { Faults } from "../../ui/Faults";
import { toast } from "../../ui/toast";
import { BulkSample, type Look } from "./BulkSample";
import styles from "./Tools.module.css";
import { useBulk } from "./useBulk";

export type Target = { ids: string[] } | { q: string; filter: Filter | null };
type Props = { target: Target; fields: Access; onClose: () => void; onDone: () => void };

/** Restricts the access to many contacts, or opens them again: how many, before and after, then one action. */
export default function AccessMany({ target, fields, onClose, onDone }: Props) {
  const { t } = useTranslation();
  const me = useMe();
  const [access, setAccess] = useState<Values>({ restricted: true, shared_with: [me.user.id] });
  const [look, setLook] = useState<Look | null>(null);
  const [faults, setFaults] = useState<Fault[]>([]);
  const bulk = useBulk();
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
    const done = await bulk.run({ ...target, patch });
    if (!done) return;
    const words = t("bulk.done", { count: done.changed, n: number(done.changed) });
    const refused = done.refused ? ` ${t("bulk.refused", { count: done.refused, n: number(done.refused) })}` : "";
    toast(words + refused, done.changed ? done.batch : null, done.refused ? "wrong" : "plain");
    onDone();
  };
  const running = bulk.state;
  const pretended = { type: "contact", id: "", ...access } as Row;
  return (
    <Modal opened onClose={onClose} title={t("bulk.accessTitle")} closeButtonProps={{ "aria-label": t("common.close") }} closeOnClickOutside={!running}>
      <div className="k-stack">
        {running ? (
          <>
            <label className="k-stack">
              {t("bulk.running", { n: number(running.done), of: number(running.total) })}
              <progress className={styles.progress} value={running.done} max={running.total} />
            </label>
            <div className="k-row">
              <Button variant="default" onClick={() => void bulk.cancel()}>
                {t("bulk.stop")}
              </Button>
            </div>
          </>
        ) : (
          <>
            <AccessInput row={pretended} fields={fields} put={(name, value) => setAccess((now) => ({ ...now, [name]: value }))} faults={[...faults, ...bulk.faults]} />
            {look && <BulkSample look={look} />}
            <Faults faults={[...faults, ...bulk.faults]} />
            <div className="k-row">
              <Button onClick={() => void run()} disabled={!look?.count} loading={bulk.busy}>
                {t("bulk.doAccess", { count: look?.count ?? 0, n: number(look?.count ?? 0) })}
              </Button>
              <Button variant="default" onClick={onClose}>
                {t("common.cancel")}
              </Button>
            </div>
          </>
        )}
      </div>
    </Modal>
  );
}
