import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { ago } from "../../lib/format";
import { goesOn } from "../../lib/job";
import { useMe } from "../../local/session";
import { JobProgress } from "../../ui/JobProgress";
import styles from "./People.module.css";
import { linkOld, status, type Member, type Named } from "./staff";

/** One person in the list: who, what role, which teams, and how he stands. */
export function PeopleLine({ member, named, onOpen }: { member: Member; named: Named; onOpen: () => void }) {
  const { t } = useTranslation();
  const me = useMe();
  const name = member.name || member.email;
  const moving = member.handover && goesOn(member.handover) ? member.handover : null;
  return (
    <li className={styles.line} data-status={status(member)}>
      <div className={styles.who}>
        <strong>{name}</strong> {member.id === me.user.id && <span className="k-dim">({t("admin.you")})</span>}
        <small className="k-dim">{member.email}</small>
      </div>
      <div className={styles.role}>{named.role(member.role)}</div>
      <div className={member.teams.length ? styles.teams : `${styles.teams} k-dim`}>{member.teams.map(named.team).join(", ") || t("people.noTeam")}</div>
      <div className={styles.state}>
        <span className={styles.status}>{t(`people.${status(member)}`)}</span>
        <small className="k-dim">{told(t, member)}</small>
        {moving && <JobProgress job={moving} />}
      </div>
      <Button variant="default" className={styles.edit!} onClick={onOpen} aria-label={t("people.edit", { name })}>
        {t("common.edit")}
      </Button>
    </li>
  );
}

/** How the person stands, in a few words. */
export function told(t: ReturnType<typeof useTranslation>["t"], member: Member): string {
  if (status(member) === "invited") return linkOld(member) ? t("people.linkOld") : t("people.linkSent", { time: ago(member.invited_at!) });
  return member.last_login ? t("people.lastLogin", { time: ago(member.last_login) }) : t("people.never");
}
