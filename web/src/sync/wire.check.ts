import type { Fault, HistoryItem, Item, Outcome, Person, Rights } from "../lib/shapes";
import type { components } from "../lib/wire";
import type { Answer, Question } from "./round";

/** Holds our shapes against the committed OpenAPI: the type check fails when either side moves alone. */
type Wire = components["schemas"];
type Fits<Wanted, Given extends Wanted> = Given;

export type Answers = [
  Fits<Answer["cursor"], Wire["SyncOut"]["cursor"]>,
  Fits<Answer["gone"], Wire["SyncOut"]["gone"]>,
  Fits<Pick<Answer, "more" | "gap" | "reset" | "forked">, Wire["SyncOut"]>,
  Fits<Pick<Outcome, "edit" | "type" | "record" | "status">, Wire["OutcomeOut"]>,
  Fits<Pick<HistoryItem, "batch" | "number" | "at" | "source" | "why" | "undo_of" | "undone_by" | "partly_undone">, Wire["ChangeOut"]>,
  Fits<Item, Wire["Item"]>,
  Fits<Pick<Rights, "edit" | "delete">, Wire["Rights"]>,
  Fits<Person[], Wire["SchemaOut"]["users"]>,
  Fits<Pick<Fault, "place" | "code">, Wire["Fault"]>,
];
export type Questions = [
  Fits<Wire["SyncIn"]["cursor"], Question["cursor"]>,
  Fits<Wire["SyncIn"]["device"], Question["device"]>,
  Fits<Wire["SyncIn"]["actions"], Question["actions"]>,
];
