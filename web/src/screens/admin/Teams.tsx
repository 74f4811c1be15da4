import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../lib/api";
import { useAttempt } from "../../lib/asked";
import { Faults } from "../../ui/Faults";
import { Icon } from "../../ui/icons";
import { Skeleton, State } from "../../ui/State";
import { toast } from "../../ui/toast";
import styles from "./Admin.module.css";
import type { Team } from "./staff";
import { TeamForm } from "./TeamForm";
import { useStaff } from "./useStaff";

/** The teams of the workspace: what there is, a form to add or change one, and deleting. */
export function Teams() {
  const { t } = useTranslation();
  const staff = useStaff();
  const [open, setOpen] = useState<string | null>(null);

  if (!staff.ready) return staff.problem ? <State title={t("admin.failed")} onRetry={staff.reload} /> : <Skeleton />;
  const stored = () => {
    setOpen(null);
    staff.reload();
    toast(t("toast.saved"));
  };
  return (
    <>
      <p className="k-dim">{t("teams.text")}</p>
      {open === "new" ? (
        <TeamForm team={null} people={staff.people} onDone={stored} onCancel={() => setOpen(null)} />
      ) : (
        <div>
          <Button leftSection={<Icon name="plus" size={16} />} onClick={() => setOpen("new")}>
            {t("teams.add")}
          </Button>
        </div>
      )}
      {!staff.teams.length && open !== "new" && <State title={t("teams.none")} text={t("teams.noneText")} />}
      <ul className={styles.things} aria-label={t("teams.title")}>
        {staff.teams.map((team) =>
          open === team.id ? (
            <li key={team.id}>
              <TeamForm team={team} people={staff.people} onDone={stored} onCancel={() => setOpen(null)} />
            </li>
          ) : (
            <Line key={team.id} team={team} names={team.members.flatMap((id) => staff.people.find((one) => one.id === id)?.name ?? [])} onOpen={() => setOpen(team.id)} onGone={staff.reload} />
          ),
        )}
      </ul>
    </>
  );
}

function Line({ team, names, onOpen, onGone }: { team: Team; names: string[]; onOpen: () => void; onGone: () => void }) {
  const { t } = useTranslation();
  const [leaving, setLeaving] = useState(false);
  const { faults, busy, run } = useAttempt();
  const remove = async () => {
    if (!(await run(() => api("DELETE", `/api/teams/${team.id}`)))) return;
    toast(t("teams.deleted", { name: team.name }));
    onGone();
  };
  return (
    <li className={`k-card ${styles.thing}`}>
      <div>
        <strong>{team.name}</strong>
        <small className="k-dim">{team.members.length ? `${t("teams.count", { count: team.members.length })}: ${names.join(", ")}` : t("teams.empty")}</small>
      </div>
      {leaving ? (
        <div className="k-row" role="group" aria-label={t("teams.deleteOf", { name: team.name })}>
          <span>{t("teams.deleteText", { count: team.members.length })}</span>
          <Button color="red.9" loading={busy} onClick={() => void remove()} autoFocus>
            {t("teams.delete")}
          </Button>
          <Button variant="default" onClick={() => setLeaving(false)}>
            {t("common.cancel")}
          </Button>
        </div>
      ) : (
        <span className="k-row">
          <Button variant="default" onClick={onOpen} aria-label={t("teams.edit", { name: team.name })}>
            {t("common.edit")}
          </Button>
          <Button variant="subtle" color="gray" onClick={() => setLeaving(true)} aria-label={t("teams.deleteOf", { name: team.name })}>
            {t("teams.delete")}
          </Button>
        </span>
      )}
      <Faults faults={faults} />
    </li>
  );
}
