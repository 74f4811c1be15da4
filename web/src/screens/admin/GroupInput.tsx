import { NativeSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Label, TypeSchema } from "../../lib/shapes";
import { useGroupTitle } from "../../parts/groups";
import styles from "./Admin.module.css";
import { filled, words, type Words } from "./options";
import { WordsInput } from "./WordsInput";

/** The section of the page in which a field stands. `label`: of one's own section, what it is called from now on. */
export type Place = { group: string; label: Required<Words> | null };
export const fresh = "new";

/** How the form begins: the section where the field stands now. */
export function placeOf(groups: TypeSchema["groups"], group: string): Place {
  const own = groups.find((one) => typeof one !== "string" && one.name === group) as { label: Label } | undefined;
  return { group, label: own ? words(own.label) : null };
}

/** What the API is told of it. */
export function told({ group, label }: Place): { group?: string; group_label?: Words } {
  return { ...(group === fresh ? {} : { group }), ...(label ? { group_label: filled(label) } : {}) };
}

type Props = { type: string; groups: TypeSchema["groups"]; place: Place; error: string | undefined; onChange: (place: Place) => void };

/** One of the sections there are, or a new one with a name in three languages. */
export function GroupInput({ type, groups, place, error, onChange }: Props) {
  const { t } = useTranslation();
  const title = useGroupTitle(type);
  const names = groups.map((one) => (typeof one === "string" ? one : one.name)).filter((name) => name !== "life" && name !== "access");
  return (
    <>
      <NativeSelect
        label={t("admin.group")}
        value={place.group}
        data={[...names.map((value) => ({ value, label: title(value) })), { value: fresh, label: t("care.newSection") }]}
        onChange={(event) => {
          const group = event.currentTarget.value;
          onChange(group === fresh ? { group, label: words("") } : placeOf(groups, group));
        }}
      />
      {place.label && (
        <fieldset className={styles.section} data-field="group_label">
          <legend className="k-hidden">{t("care.sectionName")}</legend>
          <WordsInput label={t("care.sectionName")} value={place.label} onChange={(label) => onChange({ ...place, label })} error={error} />
          {place.group !== fresh && <small className="k-dim">{t("care.sectionText")}</small>}
        </fieldset>
      )}
    </>
  );
}
