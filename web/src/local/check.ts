import { api, Problem } from "../lib/api";
import type { Fault, Row, Values } from "../lib/shapes";
import { local } from "./db";
import { keepRows } from "./keep";
import { paths } from "./rows";
import { wellFormed } from "./wellFormed";

type Done = { row: Row; batch: string | null; number: number | null };
/** `faults`: everything that is wrong, null when nobody could be asked. `batch`: it was stored after all. */
export type Checked = { faults: Fault[] | null; batch: string | null };

/** Asks the server about an edit that we think it will refuse, so that all faults are told at once and not ours first. */
export async function checkThere(type: string, id: string, patch: Values, base: Values | null): Promise<Checked> {
  try {
    const wish = wellFormed(patch);
    const { row, batch, number } = await (base === null
      ? api<Done>("POST", paths[type]!, { body: { id, fields: wish } })
      : api<Done>("PATCH", `${paths[type]}/${id}`, { body: { patch: wish, base } }));
    await keepRows(local(), [{ ...row, type, id }], number ?? row.number ?? 0);
    return { faults: [], batch };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { faults: error.status === 422 && error.errors.length ? error.errors : null, batch: null };
  }
}
