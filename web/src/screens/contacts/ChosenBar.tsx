import { Button } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { number } from "../../lib/format";
import type { Rights } from "../../lib/shapes";
import type { List } from "../../local/list";
import { useSchema } from "../../local/schema";
import { accessFields } from "../../parts/AccessInput";
import { bar } from "../../ui/bar";
import { Icon } from "../../ui/icons";
import type { Chosen } from "./chosen";
import { ExportMenu } from "./ExportMenu";
import styles from "./Tools.module.css";
import type { ListState } from "./useListState";

const AccessMany = lazy(() => import("./AccessMany"));

/** What can be done with the chosen rows. */
export default function ChosenBar({ chosen, state, list, rights }: { chosen: Chosen; state: ListState; list: List; rights: Rights }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const access = accessFields(useSchema()?.types.contact?.fields ?? []);
  const ids = chosen.all ? null : [...chosen.ids];
  const more = !chosen.all && list.count !== null && chosen.ids.size < list.count;
  return (
    <div ref={bar} className={styles.chosen} role="region" aria-label={t("bulk.title")}>
      <strong role="status">{chosen.all ? t("bulk.all", { count: chosen.count ?? 0, n: number(chosen.count ?? 0) }) : t("list.selected", { count: chosen.ids.size })}</strong>
      {more && (
        <Button variant="subtle" size="compact-sm" onClick={chosen.chooseAll}>
          {t(list.exact ? "bulk.chooseAll" : "bulk.chooseAbout", { count: list.count ?? 0, n: number(list.count ?? 0) })}
        </Button>
      )}
      {rights.bulk && access && (
        <Button variant="default" size="compact-sm" leftSection={<Icon name="lock" size={15} />} onClick={() => setOpen(true)}>
          {t("bulk.access")}
        </Button>
      )}
      {rights.export && <ExportMenu state={state} ids={ids} />}
      <Button variant="subtle" size="compact-sm" className={styles.tool!} leftSection={<Icon name="close" size={15} />} onClick={chosen.clear}>
        <span className={styles.word}>{t("list.clear")}</span>
      </Button>
      <Suspense>
        {open && access && (
          <AccessMany
            target={ids ? { ids } : { q: state.q, filter: state.filter.length ? { and: state.filter } : null }}
            fields={access}
            onClose={() => setOpen(false)}
            onDone={() => {
              setOpen(false);
              chosen.clear();
              list.reload();
            }}
          />
        )}
      </Suspense>
    </div>
  );
}
