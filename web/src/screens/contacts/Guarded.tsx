import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useSchema } from "../../local/schema";
import { Icon } from "../../ui/icons";
import { headText } from "./fields";

/** Says which chosen columns are not shown any more, because their fields became sensitive, and where they are read. */
export default function Guarded({ names, onRemove }: { names: string[]; onRemove: () => void }) {
  const { t } = useTranslation();
  const schema = useSchema();
  const fields = names.map((name) => headText(t, schema, name)).join(", ");
  return (
    <div className="k-note k-row" role="note">
      <Icon name="lock" size={16} />
      <span style={{ flex: "1 1 200px" }}>{t("browse.guarded", { count: names.length, fields })}</span>
      <Button variant="default" size="compact-sm" onClick={onRemove}>
        {t("browse.guardedRemove", { count: names.length })}
      </Button>
    </div>
  );
}
