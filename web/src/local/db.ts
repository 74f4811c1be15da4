import Dexie, { type EntityTable, type Table } from "dexie";
import type { Edit, Json, Outcome, Row } from "../lib/shapes";
import { newId } from "../lib/ids";

/** A record as the server last sent it, and the number up to which it is known to be true. */
export type Held = { type: string; id: string; row: Row; number: number };

/** One user action waiting to be sent. Once `sent` it never changes: the server may already have it. */
export type Action = { n: number; batch: string; at: string; source: "screen" | "undo"; why: string; undo_of: string | null; sent: 0 | 1; edits: Edit[] };

/** An answered action, kept for a while: a server restored from a backup may ask for it again. */
export type Done = Action & { done_at: number; outcomes: Outcome[] };

/** A value to decide (conflict), or an edit the server would not take (refused). Kept until a person decides. */
export type Attention = {
  id: number;
  kind: "conflict" | "refused";
  type: string;
  record: string;
  field: string;
  batch: string;
  at: string;
  base: Json;
  theirs: Json;
  mine: Json;
  by: string;
  theirs_at: string;
  code: string;
  params: Record<string, Json>;
  detail: string;
  place: string;
  /** The contact on whose page this is shown: its own, or the one a note, file or link belongs to. */
  page: string;
};

export type Cursor = { epoch: string; number: number };

/** `offset`: what the outbox keys are ahead of the numbers that this device counts towards the server. */
export type Device = { id: string; offset: number };

export class Local extends Dexie {
  rows!: Table<Held, [string, string]>;
  outbox!: EntityTable<Action, "n">;
  meta!: Table<{ key: string; value: unknown }, string>;
  journal!: Table<Done, number>;
  attention!: EntityTable<Attention, "id">;

  constructor(name: string) {
    super(name);
    this.version(1).stores({
      rows: "[type+id]",
      outbox: "++n",
      meta: "key",
      journal: "n, batch, done_at",
      attention: "++id, record",
    });
    // What belongs to a record is found by it: notes and files by their parent, links from both ends.
    this.version(2)
      .stores({ rows: "[type+id], row.parent_id, row.contact_id, row.other_id", attention: "++id, record, page" })
      .upgrade((change) =>
        change.table<Attention>("attention").toCollection().modify((one) => {
          one.page = one.record;
        }),
      );
  }

  /** This device's name in the server's receipts. New with every new database, so its counting never starts over. */
  async device(): Promise<Device> {
    return this.transaction("rw", this.meta, async () => {
      const kept = await this.meta.get("device");
      return kept ? (kept.value as Device) : this.newDevice(0);
    });
  }

  /** Takes a new name: its actions count from 1 again, behind the keys used so far. */
  async newDevice(offset: number): Promise<Device> {
    const device = { id: newId(), offset };
    await this.meta.put({ key: "device", value: device });
    return device;
  }

  async cursor(): Promise<Cursor | null> {
    return ((await this.meta.get("cursor"))?.value as Cursor | undefined) ?? null;
  }
}

let open: Local | null = null;

/** Opens the database of one workspace and user; everything after works on it. */
export function openLocal(workspace: string, user: string): Local {
  const name = `karteo:${workspace}:${user}`;
  if (open?.name === name) return open;
  open?.close();
  open = new Local(name);
  // Browsers may throw away what was not asked to stay.
  void navigator.storage?.persist?.().catch(() => false);
  return open;
}

export function local(): Local {
  if (!open) throw new Error("no user, no local database");
  return open;
}

export const isOpen = () => open !== null;
