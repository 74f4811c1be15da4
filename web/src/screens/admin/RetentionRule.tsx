import { Button, Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../lib/api";
import { faultAt, useAttempt } from "../../lib/asked";
import { labelText } from "../../lib/i18n";
import { useSchema } from "../../local/schema";
import { Faults } from "../../ui/Faults";
import { toast } from "../../ui/toast";
import styles from "./Retention.module.css";
import { RetentionPreview } from "./RetentionPreview";
import { RetentionRun } from "./RetentionRun";
import type { Held, Preview, Wish } from "./retention";

type Told = { types: Record<string, Held> };
type Props = { type: string; held: Held; onTold: (told: Told) => void; onStored: (told: Told) => void; onLook: () => void };

/** One type's rule: after how many months, what happens then, what is kept all the same; and what it would let go now. */
export function RetentionRule({ type, held, onTold, onStored, onLook }: Props) {
  const { t } = useTranslation();
  const schema = useSchema();
  const rule = held.rule;
  const [on, setOn] = useState(rule?.on ?? false);
  const [months, setMonths] = useState(String(rule?.months ?? 36));
  const [what, setWhat] = useState<Wish["what"]>(rule?.what ?? "bin");
  const [keep, setKeep] = useState<string[]>(rule?.keep ?? (type === "contact" ? ["client"] : []));
  const [found, setFound] = useState<{ wish: Wish; preview: Preview } | null>(null);
  const { faults, busy, run } = useAttempt();
  const relations = type === "contact" ? (schema?.lists.relation ?? []) : [];
  const wish: Wish = { type, months: Number(months), what, keep: keep.filter((key) => relations.some((one) => one.key === key)) };
  const change = <T,>(put: (value: T) => void) => (value: T) => {
    setFound(null);
    put(value);
  };

  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    const well = await run(async () => onStored(await api<Told>("PUT", "/api/retention", { body: { ...wish, on } })));
    if (well) toast(t("toast.saved"));
  };
  const look = () => run(async () => setFound({ wish, preview: await api<Preview>("POST", "/api/retention/preview", { body: wish }) }));
  const title = t(`retention.type.${type}`, { defaultValue: type });
  return (
    <section className="k-card k-stack" aria-label={title}>
      <h2>{title}</h2>
      <form className={styles.form} onSubmit={(event) => void onSubmit(event)} noValidate>
        <TextInput
          type="number"
          inputMode="numeric"
          min={1}
          max={600}
          label={t("retention.months")}
          value={months}
          onChange={(event) => change(setMonths)(event.currentTarget.value)}
          error={faultAt(t, faults, "months")}
        />
        <NativeSelect
          label={t("retention.what")}
          value={what}
          onChange={(event) => change(setWhat)(event.currentTarget.value as Wish["what"])}
          data={(["bin", "erase"] as const).map((value) => ({ value, label: t(`retention.${value}`) }))}
        />
        {relations.length > 0 && (
          <fieldset className={styles.keep}>
            <legend>{t("retention.keep")}</legend>
            {relations
              .filter((one) => !one.retired)
              .map((one) => (
                <Checkbox
                  key={one.key}
                  label={labelText(one.label, one.key)}
                  checked={keep.includes(one.key)}
                  onChange={(event) => change(setKeep)(event.currentTarget.checked ? [...keep, one.key] : keep.filter((key) => key !== one.key))}
                />
              ))}
          </fieldset>
        )}
        <Checkbox className={styles.wide} label={t("retention.on")} checked={on} onChange={(event) => setOn(event.currentTarget.checked)} />
        {what === "erase" && <p className={`k-note k-wrong ${styles.wide}`}>{t("retention.eraseText")}</p>}
        <Faults faults={faults.filter((fault) => fault.place !== "months")} />
        <div className={`k-row ${styles.wide}`}>
          <Button type="submit" loading={busy}>
            {t("common.save")}
          </Button>
          <Button variant="default" onClick={() => void look()} disabled={busy}>
            {t("retention.look")}
          </Button>
        </div>
      </form>
      {found && <RetentionPreview wish={found.wish} preview={found.preview} onBegun={(told) => (setFound(null), onTold(told))} />}
      {held.run && <RetentionRun run={held.run} onLook={onLook} />}
    </section>
  );
}
