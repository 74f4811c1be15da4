import type { Job } from "../../lib/job";
import type { Label } from "../../lib/shapes";

/** What somebody owned on its way to another person. */
export type Handover = Job & { to: string };
/** Somebody of the workspace. `invited`: has not set a password yet. */
export type Member = {
  id: string;
  name: string;
  active: boolean;
  email: string;
  role: string;
  teams: string[];
  last_login: string | null;
  invited: boolean;
  invited_at: string | null;
  handover: Handover | null;
};
export type MemberOpen = Member & { owns: Record<string, number> };
export type Team = { id: string; name: string; members: string[] };

export type Status = "active" | "invited" | "gone";
export type Order = "name" | "role" | "login";
export type Named = { role: (key: string) => string; team: (id: string) => string };

const day = 86_400_000;
/** Small letters without marks: "Jörg" is found by "jorg". */
export const fold = (text: string): string => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");

export function status(member: Member): Status {
  return !member.active ? "gone" : member.invited ? "invited" : "active";
}

/** The mailed link works for a day. */
export const linkOld = (member: Member, now = Date.now()): boolean => now - new Date(member.invited_at ?? 0).getTime() > day;

/** The people that are shown: each word is in name, address, role or a team; who left stands at the end. */
export function chosen(people: Member[], asked: { words: string; status: Status | "all"; order: Order }, named: Named): Member[] {
  const words = fold(asked.words).split(/\s+/).filter(Boolean);
  const text = (one: Member) => fold([one.name, one.email, named.role(one.role), ...one.teams.map(named.team)].join(" "));
  const found = people.filter((one) => (asked.status === "all" || status(one) === asked.status) && (!words.length || words.every((word) => text(one).includes(word))));
  const key = (one: Member) => (asked.order === "role" ? named.role(one.role) : "");
  const at = (one: Member) => (asked.order === "login" && one.last_login ? new Date(one.last_login).getTime() : 0);
  return found.sort(
    (a, b) => Number(!a.active) - Number(!b.active) || at(b) - at(a) || key(a).localeCompare(key(b)) || a.name.localeCompare(b.name) || a.email.localeCompare(b.email),
  );
}

export const count = (people: Member[], wanted: Status): number => people.filter((one) => status(one) === wanted).length;

export type Scope = "none" | "own" | "team" | "all";
export type FieldRight = "hidden" | "read" | "edit";
export type Rights = { admin?: boolean; types?: Record<string, Record<string, Scope>>; fields?: Record<string, Record<string, FieldRight>> };
/** A role as the administrator's API has it. `changed`: a ready-made one that this workspace has changed. */
export type Role = { key: string; label: Label; rights: Rights; ready: boolean; changed: boolean; people: number };
