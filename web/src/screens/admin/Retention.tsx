import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAsked } from "../../lib/asked";
import { Skeleton, State } from "../../ui/State";
import { RetentionRule } from "./RetentionRule";
import type { Held } from "./retention";

type Answer = { types: Record<string, Held> };

/** How long records are kept: one rule for each type, with what it would let go. */
export function Retention() {
  const { t } = useTranslation();
  const { data, problem, reload, set } = useAsked<Answer>("/api/retention");
  const [turn, setTurn] = useState(0);
  if (!data) return problem ? <State title={t("admin.failed")} onRetry={reload} /> : <Skeleton />;
  return (
    <>
      <p className="k-dim">{t("retention.text")}</p>
      {Object.entries(data.types).map(([type, held]) => (
        <RetentionRule
          key={`${type} ${turn}`}
          type={type}
          held={held}
          onTold={(told) => set(told)}
          onStored={(told) => {
            set(told);
            setTurn(turn + 1);
          }}
          onLook={reload}
        />
      ))}
    </>
  );
}
