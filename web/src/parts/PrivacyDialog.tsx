import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Field, Row } from "../lib/shapes";
import { useMe } from "../local/session";
import { Dialog } from "../ui/Dialog";
import { Icon } from "../ui/icons";
import { Looks } from "./Looks";

type Props = { row: Row; fields: Field[]; onClose: () => void };

/** Everything held about one person, to take away; and for administrators who looked at what is sensitive. */
export default function PrivacyDialog({ row, fields, onClose }: Props) {
  const { t } = useTranslation();
  const me = useMe();
  const path = (format: string) => `/api/contacts/${row.id}/personal?format=${format}`;
  return (
    <Dialog opened onClose={onClose} size="lg" title={t("privacy.title", { name: row.name ?? "" })}>
      <div className="k-stack">
        <p>{t("privacy.text")}</p>
        <div className="k-row">
          <Button component="a" href={path("html")} target="_blank" rel="noopener" leftSection={<Icon name="eye" size={16} />}>
            {t("privacy.read")}
          </Button>
          <Button component="a" variant="default" href={path("zip")} download leftSection={<Icon name="download" size={16} />}>
            {t("privacy.zip")}
          </Button>
          <Button component="a" variant="default" href={path("json")} download leftSection={<Icon name="download" size={16} />}>
            {t("privacy.json")}
          </Button>
        </div>
        <p className="k-dim">{t("privacy.noted")}</p>
        {me.rights.admin && (
          <section aria-labelledby="privacy-looks">
            <h3 id="privacy-looks">{t("reads.title")}</h3>
            <Looks record={row.id} fields={fields} />
          </section>
        )}
      </div>
    </Dialog>
  );
}
