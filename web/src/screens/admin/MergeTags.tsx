import { Button, NativeSelect } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Tag } from "../../local/tags";

type Props = { tags: Tag[]; busy: boolean; onMerge: (into: Tag, from: Tag[]) => void; onCancel: () => void };

/** Several chosen tags become one of them; offered first is the one that most contacts have. */
export function MergeTags({ tags, busy, onMerge, onCancel }: Props) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState("");
  const most = tags.reduce((best, tag) => (tag.count > best.count ? tag : best));
  const into = tags.find((tag) => tag.id === chosen) ?? most;
  return (
    <div className="k-card k-row" role="group" aria-label={t("care.merge")}>
      <NativeSelect
        label={t("care.mergeInto", { count: tags.length })}
        value={into.id}
        data={tags.map((tag) => ({ value: tag.id, label: tag.label }))}
        onChange={(event) => setChosen(event.currentTarget.value)}
      />
      <Button loading={busy} onClick={() => onMerge(into, tags.filter((tag) => tag.id !== into.id))}>
        {t("care.merge")}
      </Button>
      <Button variant="default" onClick={onCancel}>
        {t("common.cancel")}
      </Button>
    </div>
  );
}
