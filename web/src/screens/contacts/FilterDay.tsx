import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Json } from "../../lib/shapes";
import { dayWords, lastDays } from "./filterText";

type Props = { label: string; op: string; value: Json; onChange: (value: Json) => void; common: React.HTMLAttributes<HTMLElement> & { className?: string | undefined; autoFocus?: boolean } };

/** A day: by a word that moves with the calendar, or one of the calendar; two of them for "between". */
export function FilterDay({ label, op, value, onChange, common }: Props) {
  const { t } = useTranslation();
  const ends = Array.isArray(value) ? value : [value];
  if (op === "between")
    return (
      <>
        <input {...common} type="date" aria-label={t("filters.from", { label })} value={String(ends[0] ?? "")} onChange={(event) => onChange([event.currentTarget.value, ends[1] ?? null])} />
        <input {...common} autoFocus={false} type="date" aria-label={t("filters.to", { label })} value={String(ends[1] ?? "")} onChange={(event) => onChange([ends[0] ?? null, event.currentTarget.value])} />
      </>
    );
  return <One label={label} value={String(ends[0] ?? "")} onChange={onChange} common={common} />;
}

function One({ label, value, onChange, common }: { label: string; value: string; onChange: (value: Json) => void; common: Props["common"] }) {
  const { t } = useTranslation();
  const isWord = (text: string) => dayWords.includes(text) || text.startsWith("last:");
  const [exact, setExact] = useState(value !== "" && !isWord(value));
  return (
    <>
      <select
        {...common}
        aria-label={label}
        value={exact ? "day" : value}
        onChange={(event) => {
          const chosen = event.currentTarget.value;
          setExact(chosen === "day");
          onChange(chosen === "day" ? null : chosen);
        }}
      >
        <option value="" disabled>
          {t("field.choose")}
        </option>
        {dayWords.map((word) => (
          <option key={word} value={word}>
            {t(`filters.day.${word}`)}
          </option>
        ))}
        {lastDays.map((n) => (
          <option key={n} value={`last:${n}d`}>
            {t("filters.lastDays", { n })}
          </option>
        ))}
        <option value="day">{t("filters.day.exact")}</option>
      </select>
      {exact && <input {...common} autoFocus type="date" aria-label={t("filters.theDay", { label })} value={isWord(value) ? "" : value} onChange={(event) => onChange(event.currentTarget.value)} />}
    </>
  );
}
