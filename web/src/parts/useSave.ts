import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { kindOf } from "../fields";
import { dropEmpty } from "../fields/ItemsInput";
import { isEmpty, same } from "../lib/same";
import type { Fault, Field, Outcome, Values } from "../lib/shapes";
import { checkThere } from "../local/check";
import { local } from "../local/db";
import { answerOf, save, type Options } from "../local/edit";
import { line } from "../local/signals";
import { toast } from "../ui/toast";

const patience = 8_000;

/** Saves a form: cheap checks first, then the outbox, then the server's word if it comes in time. */
export function useSave(type: string, id: string, fields: Field[]) {
  const { t } = useTranslation();
  const [faults, setFaults] = useState<Fault[]>([]);
  const [saving, setSaving] = useState(false);
  // Two quick presses of a key are one wish.
  const busy = useRef(false);

  /** Out: whether the form may close. When not, `faults` says why and the input stays. */
  async function submit(values: Values, base: Values, options: Options & { created?: boolean; said?: string } = {}): Promise<boolean> {
    if (busy.current) return false;
    busy.current = true;
    try {
      return await send(values, base, options);
    } finally {
      busy.current = false;
    }
  }

  async function send(values: Values, base: Values, options: Options & { created?: boolean; said?: string }): Promise<boolean> {
    const patch = tidy(values, base, fields);
    const found = check(patch, fields);
    const missing = unfilled(values, patch, fields, Boolean(options.created));
    setFaults([...missing, ...found]);
    if (missing.length) return false;
    setSaving(true);
    try {
      if (found.length) {
        // The server sees more than our cheap checks: what it would refuse as well is said now, not after the next try.
        const { faults: more, batch } = await checkThere(type, id, patch, options.created ? null : only(base, patch));
        if (more?.length !== 0) {
          setFaults(joined(found, more ?? []));
          return false;
        }
        setFaults([]);
        toast(options.said ?? t(options.created ? "toast.created" : "toast.saved"), batch);
        return true;
      }
      const created: Values = options.created ? { created_at: new Date().toISOString() } : {};
      const batch = await save([{ type, record: id, patch: { ...patch, ...created }, base: options.created ? {} : base }], options);
      if (!batch) return true;
      const outcomes = await inTime(batch);
      const refused = outcomes?.filter((one) => one.status === "refused") ?? [];
      if (refused.length) {
        // The form still holds the input: it needs no second place to wait in.
        await local().attention.filter((one) => one.batch === batch).delete();
        setFaults(refused.flatMap(toFaults));
        return false;
      }
      if (outcomes?.some((one) => one.status === "conflict")) toast(t("fault.conflict"), null, "wrong");
      else if (!outcomes) toast(t("toast.savedDevice"), batch);
      else toast(options.said ?? t(options.created ? "toast.created" : "toast.saved"), batch);
      return true;
    } finally {
      setSaving(false);
    }
  }

  return { submit, faults, setFaults, saving };
}

const only = (base: Values, patch: Values): Values => Object.fromEntries(Object.entries(base).filter(([field]) => field in patch));

/** Ours, and what only the server has seen; each place says one thing. */
function joined(ours: Fault[], theirs: Fault[]): Fault[] {
  const bare = (fault: Fault) => fault.place.replace(/^(?:patch|fields)\./, "");
  const said = new Set(ours.map(bare));
  return [...ours, ...theirs.map((fault) => ({ ...fault, place: bare(fault) })).filter((fault) => !said.has(fault.place))];
}

/** Only what was changed, without entries left empty and blanks around texts. */
export function tidy(values: Values, base: Values, fields: Field[]): Values {
  const patch: Values = {};
  for (const field of fields) {
    if (!(field.name in values)) continue;
    const value = values[field.name]!;
    const next = typeof value === "string" ? value.trim() || null : dropEmpty(value);
    if (!same(next, base[field.name])) patch[field.name] = next;
  }
  return patch;
}

/** Required fields that stand empty in this form. A record that was there before a field became required is asked when its form is saved; the server asks only when it is made. */
function unfilled(values: Values, patch: Values, fields: Field[], created: boolean): Fault[] {
  const asked = fields.filter((field) => field.required && field.custom && field.name in values && (created || !field.sensitive));
  return asked.filter((field) => !(field.name in patch) && isEmpty(values[field.name])).map((field) => ({ place: field.name, code: "required" }));
}

function check(patch: Values, fields: Field[]): Fault[] {
  return fields.flatMap((field) => {
    const value = patch[field.name];
    if (value === undefined) return [];
    if (value === null) return field.required ? [{ place: field.name, code: "required" }] : [];
    return kindOf(field.type)
      .check(value, field)
      .map((fault) => ({ ...fault, place: field.name + fault.place }));
  });
}

const toFaults = (outcome: Outcome): Fault[] =>
  Object.entries(outcome.fields).map(([name, { code, params, detail, place }]) => ({
    code,
    place: placeOf(name, place),
    ...(params ? { params } : {}),
    ...(detail ? { detail } : {}),
  }));

/** The server says the place within the record, or only within the field. */
function placeOf(name: string, place: string | undefined): string {
  if (!place) return name;
  return !name || place.startsWith(name) || place.includes(`.${name}`) ? place : name + place;
}

/** The answer when it comes in time; null when the network is away: the edit is safe on the device either way. */
async function inTime(batch: string): Promise<Outcome[] | null> {
  const already = line.get() === "away" || line.get() === "login";
  const answer = answerOf(batch, already ? 1_500 : patience);
  let stop = () => {};
  const away = new Promise<null>((resolve) => {
    if (already) return;
    stop = line.watch(() => (line.get() === "away" || line.get() === "login") && resolve(null));
  });
  const first = await Promise.race([answer, away]);
  stop();
  return first;
}
