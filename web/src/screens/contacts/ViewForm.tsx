import { Button, Checkbox, TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../lib/api";
import { faultAt, useAttempt } from "../../lib/asked";
import { newId } from "../../lib/ids";
import { Dialog } from "../../ui/Dialog";
import { Faults } from "../../ui/Faults";
import { loadViews, partsOf, searchOf, type Shown, type View } from "./views";

/** Names a view: a new one with what the list shows now, or an old one anew. */
export function ViewForm({ view, shown, onClose }: { view: View | null; shown: Shown; onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [name, setName] = useState(view?.name ?? "");
  const [shared, setShared] = useState(view?.shared ?? false);
  const [id] = useState(newId);
  const { faults, busy, run } = useAttempt();

  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    const done = await run(async () => {
      if (view) await api("PATCH", `/api/views/${view.id}`, { body: { name, shared } });
      else {
        const made = await api<View>("POST", "/api/views", { body: { id, type: "contact", name, shared, ...partsOf(shown) } });
        void navigate({ to: "/contacts", search: searchOf(made) });
      }
      await loadViews();
    });
    if (done) onClose();
  };
  return (
    <Dialog opened onClose={onClose} title={t(view ? "views.rename" : "views.save")}>
      <form onSubmit={(event) => void onSubmit(event)} className="k-stack">
        <TextInput label={t("views.name")} value={name} onChange={(event) => setName(event.currentTarget.value)} error={faultAt(t, faults, "name")} maxLength={100} required data-autofocus autoComplete="off" />
        <Checkbox label={t("views.shareWith")} checked={shared} onChange={(event) => setShared(event.currentTarget.checked)} />
        <Faults faults={faults.filter((fault) => fault.place !== "name")} />
        <div className="k-row">
          <Button type="submit" loading={busy}>
            {t("common.save")}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t("common.cancel")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
