import { ActionIcon, Button, Menu } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../lib/api";
import { faultsFrom } from "../../lib/asked";
import { faultText } from "../../lib/faults";
import { Icon } from "../../ui/icons";
import { toast } from "../../ui/toast";
import type { ListState } from "./useListState";
import styles from "./ViewBar.module.css";
import { ViewForm } from "./ViewForm";
import { differs, hold, loadViews, partsOf, searchOf, useViews, type Views } from "./views";

const exactly = { exact: true, includeSearch: true };

/** The saved views, one of them in force, and what can be done with it. */
export default function ViewBar({ state }: { state: ListState }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { views, default: first } = useViews();
  const { view, q, filter, sort, columns } = state;
  const [naming, setNaming] = useState<"new" | "rename" | null>(null);
  const shown = { q, filter, sort, columns };
  const changed = view ? differs(view, shown) : state.narrowed || sort !== "name" || columns.length > 0;

  // The view in force is in sight, also where many stand in one line.
  const row = useRef<HTMLElement>(null);
  useEffect(() => {
    const [line, current] = [row.current, row.current?.querySelector<HTMLElement>("[data-current]")];
    if (line && current) line.scrollLeft = current.offsetLeft - line.offsetLeft - (line.clientWidth - current.offsetWidth) / 2;
  }, [view?.id, views.length]);

  /** Does it, and shows the views as they are then; says so when it was refused. */
  const attempt = async (doing: () => Promise<unknown>) => {
    try {
      await doing();
      await loadViews();
    } catch (error) {
      toast(faultsFrom(error).map((fault) => faultText(t, fault)).join(" "), null, "wrong");
    }
  };
  const patch = (id: string, body: object) => api("PATCH", `/api/views/${id}`, { body });
  const begin = (id: string | null) => attempt(async () => hold(await api<Views>("PUT", "/api/views/default", { body: { type: "contact", view: id } })));
  const remove = () =>
    attempt(async () => {
      if (!view) return;
      const back = { to: "/contacts", search: searchOf(view) } as const;
      await api("DELETE", `/api/views/${view.id}`);
      void navigate({ to: "/contacts", search: { view: "all" } });
      toast(t("views.deleted", { name: view.name }), () => attempt(() => patch(view.id, { deleted: false })).then(() => void navigate(back)));
    });

  return (
    <div className={styles.bar}>
      <nav ref={row} aria-label={t("views.title")} className={styles.views}>
        <Link to="/contacts" search={first ? { view: "all" } : {}} activeOptions={exactly} className={styles.view} data-current={!view || undefined}>
          {t("views.all")}
        </Link>
        {views.map((one) => (
          <Link key={one.id} to="/contacts" search={searchOf(one)} activeOptions={exactly} className={styles.view} data-current={one.id === view?.id || undefined}>
            {one.id === first && <Icon name="star" size={13} filled />}
            {one.name}
            <span className={styles.whose} title={one.shared ? t("views.of", { name: one.by.name }) : t("browse.private")}>
              <Icon name={one.shared ? "people" : "lock"} size={13} />
              {one.shared ? one.mine ? t("views.sharedMark") : one.by.name : <span className="k-hidden">{t("browse.private")}</span>}
            </span>
          </Link>
        ))}
      </nav>
      {view?.editable && changed && (
        <Button size="compact-sm" variant="light" onClick={() => void attempt(() => patch(view.id, partsOf(shown)))}>
          {t("common.saveChanges")}
        </Button>
      )}
      {changed && (
        <Button size="compact-sm" variant="subtle" leftSection={<Icon name="plus" size={14} />} onClick={() => setNaming("new")}>
          {t("views.save")}
        </Button>
      )}
      {view && (
        <Menu>
          <Menu.Target>
            <ActionIcon aria-label={t("views.actions", { name: view.name })}>
              <Icon name="more" />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Label>{view.shared ? t("views.of", { name: view.by.name }) : t("browse.private")}</Menu.Label>
            <Menu.Item onClick={() => void begin(view.id === first ? null : view.id)}>{t(view.id === first ? "views.beginNot" : "views.begin")}</Menu.Item>
            {view.editable && (
              <>
                <Menu.Item onClick={() => setNaming("rename")}>{t("views.rename")}</Menu.Item>
                <Menu.Item onClick={() => void attempt(() => patch(view.id, { shared: !view.shared }))}>{t(view.shared ? "views.unshare" : "views.share")}</Menu.Item>
                <Menu.Item color="red.9" onClick={() => void remove()}>
                  {t("views.delete")}
                </Menu.Item>
              </>
            )}
          </Menu.Dropdown>
        </Menu>
      )}
      {naming && <ViewForm view={naming === "rename" ? view : null} shown={shown} onClose={() => setNaming(null)} />}
    </div>
  );
}
