import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { goesOn } from "../../lib/job";
import { loadSchema } from "../../local/schema";
import { Icon } from "../../ui/icons";
import { Skeleton, State } from "../../ui/State";
import { Invite } from "./Invite";
import styles from "./People.module.css";
import { PeopleLine } from "./PeopleLine";
import { PersonDialog } from "./PersonDialog";
import { chosen, count, type Member, type Order, type Status } from "./staff";
import { useStaff } from "./useStaff";

const everybody = { words: "", status: "all" as Status | "all" };

/** Who is in the workspace, with what role and teams; inviting, letting go, taking back. */
export function People() {
  const { t } = useTranslation();
  const staff = useStaff();
  const [asked, setAsked] = useState(everybody);
  const [order, setOrder] = useState<Order>("name");
  const [inviting, setInviting] = useState(false);
  const [open, setOpen] = useState<string | null>(null);
  const moving = staff.people.some((one) => one.handover && goesOn(one.handover));
  const { reloadPeople } = staff;
  useEffect(() => {
    if (!moving) return;
    const timer = setInterval(reloadPeople, 1000);
    return () => clearInterval(timer);
  }, [moving, reloadPeople]);

  if (!staff.ready) return staff.problem ? <State title={t("admin.failed")} onRetry={staff.reload} /> : <Skeleton />;
  const put = (member: Member) => {
    staff.put(member);
    void loadSchema();
  };
  const shown = chosen(staff.people, { ...asked, order }, staff.named);
  const person = staff.people.find((one) => one.id === open);
  const states = (["active", "invited", "gone"] as const).map((one) => ({ value: one, label: t(`people.show${{ active: "Active", invited: "Invited", gone: "Gone" }[one]}`, { n: count(staff.people, one) }) }));
  return (
    <>
      <div className={styles.tools}>
        <TextInput
          className={styles.search!}
          type="search"
          label={t("people.search")}
          placeholder={t("people.searchHint")}
          value={asked.words}
          onChange={(event) => setAsked({ ...asked, words: event.currentTarget.value })}
        />
        <NativeSelect
          label={t("people.show")}
          value={asked.status}
          data={[{ value: "all", label: t("people.showAll", { n: staff.people.length }) }, ...states]}
          onChange={(event) => setAsked({ ...asked, status: event.currentTarget.value as Status | "all" })}
        />
        <NativeSelect
          label={t("people.sort")}
          value={order}
          data={[
            { value: "name", label: t("people.byName") },
            { value: "role", label: t("people.byRole") },
            { value: "login", label: t("people.byLogin") },
          ]}
          onChange={(event) => setOrder(event.currentTarget.value as Order)}
        />
        {!inviting && (
          <Button leftSection={<Icon name="plus" size={16} />} onClick={() => setInviting(true)}>
            {t("people.invite")}
          </Button>
        )}
      </div>
      {inviting && <Invite staff={staff} onSent={() => (staff.reload(), void loadSchema())} onClose={() => setInviting(false)} />}
      <span className="k-dim" role="status">
        {t("people.count", { count: shown.length })}
      </span>
      {!shown.length && (
        <State title={t("people.none")} text={t("people.noneText")}>
          <Button variant="default" onClick={() => setAsked(everybody)}>
            {t("people.clear")}
          </Button>
        </State>
      )}
      <ul className={styles.people} aria-label={t("admin.people")}>
        {shown.map((member) => (
          <PeopleLine key={member.id} member={member} named={staff.named} onOpen={() => setOpen(member.id)} />
        ))}
      </ul>
      {person && <PersonDialog key={person.id} member={person} staff={staff} onChange={put} onClose={() => setOpen(null)} />}
    </>
  );
}
