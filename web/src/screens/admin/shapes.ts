import type { Choice } from "../../lib/shapes";
import type { Words } from "./options";

/** A field of the workspace's own, as the administrator's API has it. */
export type Custom = {
  id: string;
  record_type: string;
  key: string;
  type: string;
  label: Words;
  group: string;
  required: boolean;
  sensitive: boolean;
  options: Choice[];
  position: number;
  retired: boolean;
};
