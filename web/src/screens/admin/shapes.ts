import type { Choice } from "../../lib/shapes";
import type { Words } from "./options";

/** A field of the workspace's own, as the administrator's API has it. */
export type Custom = { id: string; key: string; type: string; label: Words; group: string; required: boolean; options: Choice[]; position: number; retired: boolean };

/** Somebody of the workspace. `invited`: has not set a password yet. */
export type Member = { id: string; name: string; active: boolean; email: string; role: string; last_login: string | null; invited: boolean };
export const roles = ["admin", "member", "reader"];
