import { useEffect } from "react";
import { useAsked } from "../../lib/asked";
import type { Row } from "../../lib/shapes";
import { local } from "../../local/db";
import { keepRows } from "../../local/keep";
import { useLive } from "../../local/live";
import { onDevice } from "../../local/rows";

type Counts = { contacts: number; mine: number; bin: number; exact: boolean };
type Answer = { recent: Row[]; mine: Row[]; counts: Counts };
export type HomeView = { status: "loading" | "ready" | "device" | "failed"; recent: Row[]; mine: Row[]; counts: Counts | null; reload: () => void };

const shown = 10;

/** What the workbench shows: the server's view; without a network, what this device keeps. */
export function useHome(me: string): HomeView {
  const { data, problem, reload } = useAsked<Answer>("/api/home");
  const away = Boolean(problem?.away);

  useEffect(() => {
    // Number 0: these rows come without theirs, so they never replace one that is known better.
    if (data) void keepRows(local(), [...data.recent, ...data.mine], 0);
  }, [data]);

  const kept = useLive(async () => (away ? newestFirst(await onDevice("")) : []), [away, local().name]);
  // Others' changes: the newest customers are looked up again.
  const moved = useLive(async () => (await local().meta.get("moved"))?.value as { number: number } | undefined, [local().name]);
  useEffect(() => {
    if (moved) reload();
  }, [moved?.number, reload]);

  if (data) return { status: "ready", ...data, reload };
  if (!away) return { status: problem ? "failed" : "loading", recent: [], mine: [], counts: null, reload };
  const rows = kept ?? [];
  return { status: kept ? "device" : "loading", recent: rows.slice(0, shown), mine: rows.filter((row) => row.owner_id === me).slice(0, shown), counts: null, reload };
}

function newestFirst(rows: Row[]): Row[] {
  return rows.sort((a, b) => String(b.changed_at ?? "").localeCompare(String(a.changed_at ?? "")));
}
