import { NativeSelect } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSchema } from "../../local/schema";
import { Looks } from "../../parts/Looks";
import { Skeleton } from "../../ui/State";

/** Who looked at sensitive fields, and who took everything about somebody. */
export function Reads() {
  const { t } = useTranslation();
  const schema = useSchema();
  const [by, setBy] = useState("");
  if (!schema) return <Skeleton />;
  const fields = Object.values(schema.types).flatMap((type) => type.fields);
  return (
    <>
      <p className="k-dim">{t("reads.text")}</p>
      <div>
        <NativeSelect
          label={t("reads.by")}
          value={by}
          onChange={(event) => setBy(event.currentTarget.value)}
          data={[{ value: "", label: t("reads.everybody") }, ...schema.users.map((user) => ({ value: user.id, label: user.name }))]}
        />
      </div>
      <section className="k-card" aria-label={t("reads.title")}>
        <Looks fields={fields} by={by || undefined} />
      </section>
    </>
  );
}
