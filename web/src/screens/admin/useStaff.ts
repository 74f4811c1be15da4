import { useMemo } from "react";
import { useAsked } from "../../lib/asked";
import { labelText } from "../../lib/i18n";
import type { Member, Named, Role, Team } from "./staff";

/** People, teams and roles of the workspace, and how the keys of the latter two are called. */
export function useStaff() {
  const people = useAsked<{ people: Member[] }>("/api/people");
  const teams = useAsked<{ teams: Team[] }>("/api/teams");
  const roles = useAsked<{ roles: Role[] }>("/api/roles");
  const named = useMemo((): Named => {
    const labels = new Map(roles.data?.roles.map((role) => [role.key, labelText(role.label, role.key)]));
    const names = new Map(teams.data?.teams.map((team) => [team.id, team.name]));
    return { role: (key) => labels.get(key) ?? key, team: (id) => names.get(id) ?? "" };
  }, [roles.data, teams.data]);
  const reload = () => {
    people.reload();
    teams.reload();
    roles.reload();
  };
  return {
    ready: Boolean(people.data && teams.data && roles.data),
    problem: people.problem ?? teams.problem ?? roles.problem,
    people: people.data?.people ?? [],
    teams: teams.data?.teams ?? [],
    roles: roles.data?.roles ?? [],
    named,
    reload,
    reloadPeople: people.reload,
    put: (member: Member) => people.data && people.set({ people: people.data.people.map((one) => (one.id === member.id ? member : one)) }),
  };
}
export type Staff = ReturnType<typeof useStaff>;
