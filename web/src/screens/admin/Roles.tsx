import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../lib/api";
import { useAsked, useAttempt } from "../../lib/asked";
import { currentLanguage, labelText } from "../../lib/i18n";
import { useSchema } from "../../local/schema";
import { Faults } from "../../ui/Faults";
import { Icon } from "../../ui/icons";
import { Skeleton, State } from "../../ui/State";
import { toast } from "../../ui/toast";
import styles from "./Admin.module.css";
import { RoleForm, type Draft } from "./RoleForm";
import type { Role } from "./staff";
import { useRoleWords } from "./useRoleWords";

/** The roles of the workspace: ready-made ones, those changed here, and its own; a form to look at or change one. */
export function Roles() {
  const { t } = useTranslation();
  const schema = useSchema();
  const { data, problem, reload } = useAsked<{ roles: Role[] }>("/api/roles");
  const [draft, setDraft] = useState<Draft | null>(null);

  if (!data || !schema) return problem ? <State title={t("admin.failed")} onRetry={reload} /> : <Skeleton />;
  const stored = () => {
    setDraft(null);
    reload();
    toast(t("toast.saved"));
  };
  const copy = (role: Role): Draft => ({ role: null, label: { [currentLanguage()]: t("roles.copyName", { name: labelText(role.label, role.key) }) }, rights: role.rights });
  const member = data.roles.find((role) => role.key === "member")!;
  if (draft) return <RoleForm schema={schema} draft={draft} onDone={stored} onCancel={() => setDraft(null)} />;
  return (
    <>
      <p className="k-dim">{t("roles.text")}</p>
      <div>
        <Button leftSection={<Icon name="plus" size={16} />} onClick={() => setDraft({ role: null, label: {}, rights: member.rights })}>
          {t("roles.new")}
        </Button>
      </div>
      <ul className={styles.things} aria-label={t("roles.title")}>
        {data.roles.map((role) => (
          <Line key={role.key} role={role} onOpen={() => setDraft({ role, label: role.label, rights: role.rights })} onCopy={() => setDraft(copy(role))} onGone={reload} />
        ))}
      </ul>
    </>
  );
}

type LineProps = { role: Role; onOpen: () => void; onCopy: () => void; onGone: () => void };

function Line({ role, onOpen, onCopy, onGone }: LineProps) {
  const { t } = useTranslation();
  const { faults, busy, run } = useAttempt();
  const name = labelText(role.label, role.key);
  const remove = async () => {
    if (!(await run(() => api("DELETE", `/api/roles/${role.key}`)))) return;
    toast(t(role.changed ? "roles.restored" : "roles.deleted", { name }));
    onGone();
  };
  const words = useRoleWords();
  const admin = Boolean(role.rights.admin);
  const origin = role.changed ? "changed" : role.ready ? "ready" : "own";
  return (
    <li className={`k-card ${styles.thing}`}>
      <div>
        <strong>{name}</strong>{" "}
        <span className="k-dim">
          {t(`roles.${origin}`)} · {role.people ? t("roles.used", { count: role.people }) : t("roles.unused")}
        </span>
        <small className="k-dim">{words(role)}</small>
      </div>
      <span className="k-row">
        {!admin && (
          <Button variant="default" onClick={onOpen} aria-label={t("roles.edit", { name })}>
            {t("common.edit")}
          </Button>
        )}
        {!admin && (
          <Button variant="default" onClick={onCopy} aria-label={t("roles.copyOf", { name })}>
            {t("roles.copy")}
          </Button>
        )}
        {role.changed && (
          <Button variant="subtle" color="gray" disabled={busy} onClick={() => void remove()} aria-label={t("roles.restoreOf", { name })}>
            {t("roles.restore")}
          </Button>
        )}
        {!role.ready && (
          <Button variant="subtle" color="gray" disabled={busy || role.people > 0} title={role.people ? t("roles.inUse") : undefined} onClick={() => void remove()} aria-label={t("roles.deleteOf", { name })}>
            {t("roles.delete")}
          </Button>
        )}
      </span>
      <Faults faults={faults} />
    </li>
  );
}
