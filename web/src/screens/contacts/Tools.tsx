import { Button } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Rights } from "../../lib/shapes";
import type { List } from "../../local/list";
import { Icon } from "../../ui/icons";
import { ExportMenu } from "./ExportMenu";
import { SortMenu } from "./SortMenu";
import styles from "./Tools.module.css";
import type { ListState } from "./useListState";

const ColumnsDialog = lazy(() => import("./ColumnsDialog"));

/** What concerns the whole list: its order where no head shows it, its columns, the list as a file. */
export default function Tools({ state, list, rights }: { state: ListState; list: List; rights: Rights }) {
  const { t } = useTranslation();
  const [choosing, setChoosing] = useState(false);
  return (
    <>
      <SortMenu sort={state.sort} onSort={(sort) => state.go({ sort })} />
      <Button variant="default" size="compact-sm" className={styles.tool!} leftSection={<Icon name="settings" size={15} />} onClick={() => setChoosing(true)}>
        <span className={styles.word}>{t("columns.title")}</span>
      </Button>
      {rights.export && list.rows.length > 0 && <ExportMenu state={state} ids={null} />}
      <Suspense>{choosing && <ColumnsDialog columns={state.columns} onChange={(columns) => state.go({ columns })} onClose={() => setChoosing(false)} />}</Suspense>
    </>
  );
}
