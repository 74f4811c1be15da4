import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../lib/api";
import { faultAt, useAttempt } from "../../lib/asked";
import { countriesIn } from "../../lib/countries";
import { currentLanguage, languageNames, languages } from "../../lib/i18n";
import { session } from "../../local/session";
import { useDirty } from "../../parts/useDirty";
import { Faults } from "../../ui/Faults";
import { toast } from "../../ui/toast";
import styles from "./Admin.module.css";

export type Place = { id: string; name: string; country: string; language: string; require_mfa: boolean; sso: string | null };

/** Name of the workspace, the country in which bare telephone numbers are read, the language of new people. */
export function WorkspaceForm({ place, onChange }: { place: Place; onChange: (place: Place) => void }) {
  const { t } = useTranslation();
  const [wish, setWish] = useState({ name: place.name, country: place.country, language: place.language });
  const { faults, setFaults, busy, run } = useAttempt();
  const changed = wish.name.trim() !== place.name || wish.country !== place.country || wish.language !== place.language;
  useDirty(changed);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!wish.name.trim()) return setFaults([{ place: "name", code: "required" }]);
    const stored = await run(async () => {
      const now = await api<Place>("PATCH", "/api/workspace", { body: { ...wish, name: wish.name.trim() } });
      onChange(now);
      session.set((me) => me && { ...me, workspace: { id: now.id, name: now.name, country: now.country, language: now.language } });
    });
    if (stored) toast(t("toast.saved"));
  };
  return (
    <section className="k-card k-stack" aria-labelledby="security-workspace">
      <h2 id="security-workspace">{t("security.workspace")}</h2>
      <Faults faults={faults.filter((fault) => !fault.place)} />
      <form className="k-stack" onSubmit={(event) => void submit(event)} noValidate>
        <div className={styles.words}>
          <TextInput label={t("security.name")} maxLength={200} value={wish.name} error={faultAt(t, faults, "name")} onChange={(event) => setWish({ ...wish, name: event.currentTarget.value })} />
          <NativeSelect
            label={t("security.country")}
            value={wish.country}
            error={faultAt(t, faults, "country")}
            data={countriesIn(currentLanguage())}
            onChange={(event) => setWish({ ...wish, country: event.currentTarget.value })}
          />
          <NativeSelect
            label={t("security.language")}
            value={wish.language}
            data={languages.map((value) => ({ value, label: languageNames[value] }))}
            onChange={(event) => setWish({ ...wish, language: event.currentTarget.value })}
          />
        </div>
        <span className="k-dim">{t("security.countryText")}</span>
        <div>
          <Button type="submit" loading={busy} disabled={!changed}>
            {t("common.save")}
          </Button>
        </div>
      </form>
    </section>
  );
}
