import { ActionIcon, Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useRef, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Row } from "../lib/shapes";
import { remove } from "../local/edit";
import { useRelated } from "../local/related";
import { useRows } from "../local/rows";
import { useFields } from "../local/schema";
import { Icon } from "../ui/icons";
import { Skeleton } from "../ui/State";
import { toast } from "../ui/toast";
import { RelatedForm } from "./RelatedForm";
import { isOver, seenFrom, span } from "./relationships";
import styles from "./Related.module.css";

export type LinkRights = { create: boolean; edit: (row: Row) => boolean; delete: (row: Row) => boolean };
type Props = { contact: Row; rights: LinkRights; children?: (linked: Set<string>) => ReactNode };

/** Whom a contact belongs together with, in the words of its side; `children` shows what else is known, given who stands here already. */
export function Related({ contact, rights, children }: Props) {
  const { t } = useTranslation();
  const fields = useFields("relationship");
  const { rows, pending, state, more } = useRelated("relationship", contact.id);
  const [open, setOpen] = useState<string | null>(null);
  const add = useRef<HTMLButtonElement>(null);
  const kind = fields.find((field) => field.name === "kind");
  const links = rows
    .map((row) => ({ row, over: isOver(row), ...seenFrom(row, contact.id, kind) }))
    .sort((a, b) => Number(a.over) - Number(b.over) || a.word.localeCompare(b.word) || String(b.row.start_date ?? "").localeCompare(String(a.row.start_date ?? "")));
  const others = useRows("contact", [...new Set(links.map(({ other }) => other))].sort());
  const linked = new Set(links.filter(({ row }) => row.kind === "works_for").map(({ other }) => other));
  const name = (id: string) => String(others.get(id)?.name ?? "") || "…";

  const close = () => {
    setOpen(null);
    requestAnimationFrame(() => add.current?.focus());
  };
  const onRemove = async (row: Row, who: string) => {
    const batch = await remove("relationship", [row.id]);
    toast(t("related.removed", { name: who }), batch);
    add.current?.focus();
  };
  return (
    <>
      {state === "failed" && <p className="k-note k-wrong">{t("related.failed")}</p>}
      {state === "away" && <p className="k-dim">{t("related.away")}</p>}
      {state === "loading" && !links.length && <Skeleton rows={2} />}
      <ul className={styles.all}>
        {links.map(({ row, word, other, over }) =>
          open === row.id ? (
            <li key={row.id}>
              <RelatedForm contact={contact} fields={fields} link={row} all={rows} onDone={close} />
            </li>
          ) : (
            <li key={row.id} className={styles.line} data-id={row.id} data-over={over ? "" : undefined}>
              <div className={styles.what}>
                <span className={styles.word}>
                  {over ? `${t("related.former")}: ` : ""}
                  {word}
                </span>{" "}
                <Link to="/contacts/$id" params={{ id: other }}>
                  {name(other)}
                </Link>
                <div className="k-dim">
                  {[row.role, span(t, row), row.description].filter(Boolean).join(" · ")}
                  {pending.has(row.id) && ` · ${t("page.pending")}`}
                </div>
              </div>
              <div className={styles.tools}>
                {rights.edit(row) && (
                  <ActionIcon aria-label={t("related.edit", { name: name(other) })} onClick={() => setOpen(row.id)}>
                    <Icon name="pencil" size={16} />
                  </ActionIcon>
                )}
                {rights.delete(row) && (
                  <ActionIcon aria-label={t("related.remove", { name: name(other) })} onClick={() => void onRemove(row, name(other))}>
                    <Icon name="bin" size={16} />
                  </ActionIcon>
                )}
              </div>
            </li>
          ),
        )}
      </ul>
      {more && (
        <Button variant="default" onClick={more}>
          {t("history.more")}
        </Button>
      )}
      {children?.(linked)}
      {state === "ready" && !links.length && <p className="k-dim">{t(rights.create ? "related.empty" : "related.emptyRead")}</p>}
      {open === "new" && <RelatedForm contact={contact} fields={fields} link={null} all={rows} onDone={close} />}
      {rights.create && open !== "new" && (
        <Button ref={add} variant="subtle" size="compact-md" leftSection={<Icon name="plus" size={16} />} onClick={() => setOpen("new")}>
          {t("related.add")}
        </Button>
      )}
    </>
  );
}
