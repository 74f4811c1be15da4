import { ActionIcon, Button, Menu } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "../lib/api";
import { ago, dateTime, listed } from "../lib/format";
import { labelText } from "../lib/i18n";
import { partlyText } from "../lib/jobs";
import type { Field, HistoryItem, Row } from "../lib/shapes";
import { save, shownRow, undo } from "../local/edit";
import { useHistory } from "../local/history";
import { Icon } from "../ui/icons";
import { Skeleton } from "../ui/State";
import { toast } from "../ui/toast";
import { AsOf } from "./AsOf";
import { Difference } from "./Difference";
import styles from "./History.module.css";

type Props = { row: Row; fields: Field[]; editable: boolean };
const life = new Set(["created_at", "deleted_at", "changed_at"]);

/** Who changed what, when and through what; each action can be undone, each value put back. */
export function History({ row, fields, editable }: Props) {
  const { t } = useTranslation();
  const history = useHistory(row.type, row.id);
  const [then, setThen] = useState<HistoryItem | null>(null);

  if (history.state === "loading") return <Skeleton rows={5} />;
  if (history.state === "away") return <p className="k-dim">{t("waiting.state.away")}</p>;
  if (history.state === "failed") return <p className="k-dim">{t("history.failed")}</p>;
  return (
    <>
      <ol className={styles.all}>
        {history.items.map((item) => (
          <Item key={`${item.batch}-${item.number}`} item={item} row={row} fields={fields} editable={editable} onThen={() => setThen(item)} onJob={history.reload} />
        ))}
      </ol>
      {history.items.length === 0 && <p className="k-dim">{t("history.empty")}</p>}
      {history.next !== null && (
        <Button variant="default" onClick={history.more}>
          {t("history.more")}
        </Button>
      )}
      {then && <AsOf row={row} fields={fields} item={then} editable={editable} onClose={() => setThen(null)} />}
    </>
  );
}

function Item({ item, row, fields, editable, onThen, onJob }: Props & { item: HistoryItem; onThen: () => void; onJob: () => void }) {
  const { t } = useTranslation();
  const byName = (name: string) => fields.find((field) => field.name === name);
  const created = "created_at" in item.patch;
  const changes = Object.entries(item.patch).filter(([name]) => !life.has(name));
  const labels = changes.map(([name]) => labelText(byName(name)?.label, name));
  const sealed = (item.sealed ?? []).map((name) => labelText(byName(name)?.label, name));
  const named = [...labels, ...sealed];
  const deleted = item.patch.deleted_at;
  const what = created
    ? t([`${row.type}.created`, "history.created"])
    : deleted
      ? t(deleted[1] ? "history.deletedIt" : "history.restoredIt")
      : !named.length
        ? t("history.changedUnseen") // hidden by the role
        : t("history.changed", { fields: listed(named.slice(0, 4)) + (named.length > 4 ? " …" : "") });
  // Nobody takes back what he was not shown.
  const undoable = editable && !item.undone_by && !created && !sealed.length && (changes.length > 0 || "deleted_at" in item.patch);

  const takeBack = async () => {
    try {
      const { batch, left, job } = await undo(item.batch);
      if (job) onJob();
      else toast(left ? t("history.leftAlone", { count: left }) : t("toast.undone"), batch);
    } catch (error) {
      toast(error instanceof Problem && error.detail ? error.detail : t("waiting.state.away"), null, "wrong");
    }
  };
  const putBack = async (field: string, value: [unknown, unknown]) => {
    const now = await shownRow(row.type, row.id);
    const batch = await save([{ type: row.type, record: row.id, patch: { [field]: (value[0] ?? null) as never }, base: { [field]: now?.[field] ?? null } }], { source: "undo" });
    if (batch) toast(t("toast.restored"), batch);
  };

  return (
    <li className={styles.item} data-undone={item.undone_by ? "" : undefined} data-batch={item.batch}>
      <div className={styles.head}>
        <div>
          <strong>{item.by?.name ?? t("history.somebody")}</strong> {what}
          <div className="k-dim">
            <time dateTime={item.at} title={dateTime(item.at)}>
              {dateTime(item.at)} · {ago(item.at)}
            </time>{" "}
            · {t(`history.source.${item.source}`, { defaultValue: item.source })}
            {item.undone_by && <> · {t("history.undone")}</>}
            {item.partly_undone && <> · {partlyText(t, item.partly_undone)}</>}
          </div>
          {item.why && <div className={styles.why}>{item.why}</div>}
        </div>
        <div className={styles.tools}>
          {undoable && (
            <ActionIcon aria-label={t("history.undo")} title={t("history.undo")} onClick={() => void takeBack()}>
              <Icon name="undo" size={16} />
            </ActionIcon>
          )}
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon aria-label={t("page.actions")}>
                <Icon name="more" size={16} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={onThen}>{t("history.asOf")}</Menu.Item>
              {editable &&
                !created &&
                changes.map(([name, value]) => (
                  <Menu.Item key={name} onClick={() => void putBack(name, value)}>
                    {t("history.restoreField", { label: labelText(byName(name)?.label, name) })}
                  </Menu.Item>
                ))}
            </Menu.Dropdown>
          </Menu>
        </div>
      </div>
      {!created && named.length > 0 && (
        <dl className={styles.changes}>
          {changes.map(([name, [before, after]], at) => (
            <div key={name}>
              <dt className="k-dim">{labels[at]}</dt>
              <dd>
                <Difference field={byName(name) ?? { name, type: "text", group: "", label: name }} before={before} after={after} row={row} />
              </dd>
            </div>
          ))}
          {sealed.map((label) => (
            <div key={label}>
              <dt className="k-dim">{label}</dt>
              <dd className="k-dim">{t("sensitive.sealed")}</dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  );
}
