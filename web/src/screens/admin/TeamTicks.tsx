import { Checkbox } from "@mantine/core";
import { useTranslation } from "react-i18next";
import styles from "./People.module.css";
import type { Team } from "./staff";

/** The teams of one person, to tick. */
export function TeamTicks({ teams, value, onChange }: { teams: Team[]; value: string[]; onChange: (value: string[]) => void }) {
  const { t } = useTranslation();
  return (
    <fieldset className={styles.ticks}>
      <legend>{t("people.teams")}</legend>
      <p className="k-dim">{t(teams.length ? "people.teamsText" : "people.teamsNone")}</p>
      <div className={styles.tickList}>
        {teams.map((team) => (
          <Checkbox
            key={team.id}
            label={team.name}
            checked={value.includes(team.id)}
            onChange={(event) => onChange(event.currentTarget.checked ? [...value, team.id] : value.filter((one) => one !== team.id))}
          />
        ))}
      </div>
    </fieldset>
  );
}
