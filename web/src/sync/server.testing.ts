import type { Edit, Outcome, Row, Values } from "../lib/shapes";
import { same } from "../lib/same";
import type { Answer, Question } from "./round";

/** The server's side of docs/sync.md in a few lines: receipts by (device, n), conflicts per field, a feed by number. */
export class Server {
  rows = new Map<string, Row>();
  receipts = new Map<string, { last: number; answers: Map<number, { edits: string; outcomes: Outcome[] }> }>();
  number = 0;
  epoch = "e1";
  refuse: string[] = [];
  applied = 0;

  put(id: string, values: Values): void {
    this.number += 1;
    this.rows.set(id, { ...(this.rows.get(id) ?? { type: "contact", id }), ...values, number: this.number } as Row);
  }

  answer = async ({ device, cursor, actions }: Question): Promise<Answer> => {
    const kept = this.receipts.get(device) ?? { last: 0, answers: new Map() };
    this.receipts.set(device, kept);
    const outcomes: Answer["outcomes"] = [];
    let gap: number | null = null;
    let forked: number | null = null;
    for (const { n, edits } of actions) {
      const known = kept.answers.get(n);
      const ids = edits.map((edit) => edit.id).join();
      if (known && known.edits !== ids) {
        forked = n;
        break;
      }
      if (!known && n !== kept.last + 1) {
        gap = kept.last + 1;
        break;
      }
      const done = known?.outcomes ?? edits.map((edit) => this.apply(edit));
      if (!known) {
        kept.answers.set(n, { edits: ids, outcomes: done });
        kept.last = n;
      }
      outcomes.push({ n, outcomes: done });
    }
    const reset = cursor !== null && (cursor.epoch !== this.epoch || cursor.number > this.number);
    const rows = cursor === null || reset ? [] : [...this.rows.values()].filter((row) => row.number! > cursor.number);
    return structuredClone({ outcomes, gap, forked, rows, gone: [], cursor: { epoch: this.epoch, number: this.number }, more: false, reset });
  };

  private apply(edit: Edit): Outcome {
    this.applied += 1;
    const told = { edit: edit.id, type: edit.type, record: edit.record };
    const bad = Object.keys(edit.patch).find((field) => this.refuse.includes(field));
    if (bad) return { ...told, status: "refused", fields: { [bad]: { code: "phone_invalid" } } };
    const now = this.rows.get(edit.record) ?? ({ type: "contact", id: edit.record } as Row);
    const clashes = Object.keys(edit.patch).filter((field) => edit.base && field in edit.base && !same(now[field], edit.base[field]) && !same(now[field], edit.patch[field]));
    const free = Object.fromEntries(Object.entries(edit.patch).filter(([field]) => !clashes.includes(field)));
    if (Object.keys(free).length) this.put(edit.record, free);
    const fields = Object.fromEntries(
      clashes.map((field) => [field, { code: "conflict", base: edit.base?.[field] ?? null, theirs: now[field] ?? null, mine: edit.patch[field] ?? null }]),
    );
    return { ...told, status: clashes.length ? "conflict" : "done", fields };
  }
}
