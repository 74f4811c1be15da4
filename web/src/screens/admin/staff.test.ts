import { expect, test } from "vitest";
import { always, like, limited, rightOf, scopeOf, withLike, withRight, withScope } from "./roles";
import { chosen, linkOld, status, type Member, type Rights } from "./staff";

const person = (name: string, more: Partial<Member> = {}): Member => ({
  ...{ id: name, name, active: true, email: `${name.toLowerCase()}@x.example`, role: "member", teams: [] },
  ...{ last_login: null, invited: false, invited_at: null, handover: null },
  ...more,
});
const named = { role: (key: string) => ({ member: "Mitarbeit", reader: "Lesen" })[key] ?? key, team: (id: string) => ({ t1: "Vertrieb Nord" })[id] ?? "" };
const all = { words: "", status: "all", order: "name" } as const;

test("people are found by each word in name, address, role or team, whatever marks it has", () => {
  const people = [person("Jörg"), person("Anna", { teams: ["t1"], role: "reader" }), person("Ben", { active: false })];
  const names = (words: string) => chosen(people, { ...all, words }, named).map((one) => one.name);
  expect(names("jorg")).toEqual(["Jörg"]);
  expect(names("nord LESEN")).toEqual(["Anna"]);
  expect(names("")).toEqual(["Anna", "Jörg", "Ben"]);
  expect(names("x.example jörg")).toEqual(["Jörg"]);
});

test("who logged in last stands first when asked so, who left last", () => {
  const people = [person("A"), person("B", { last_login: "2026-11-02T10:00:00Z" }), person("C", { last_login: "2026-11-03T10:00:00Z", active: false })];
  expect(chosen(people, { ...all, order: "login" }, named).map((one) => one.name)).toEqual(["B", "A", "C"]);
});

test("a link is old after a day; who left is gone, invited or not", () => {
  const at = "2026-11-01T10:00:00Z";
  expect(linkOld(person("A", { invited_at: at }), Date.parse(at) + 86_400_001)).toBe(true);
  expect(linkOld(person("A", { invited_at: at }), Date.parse(at) + 1000)).toBe(false);
  expect(status(person("A", { active: false, invited: true }))).toBe("gone");
});

test("a type is like contacts until it has settings of its own, and again", () => {
  const rights: Rights = { types: { contact: { read: "team", create: "all", edit: "own" } } };
  expect(like(rights, "note")).toBe(true);
  const own = withScope(withLike(rights, "note", false), "note", "edit", "none");
  expect([scopeOf(own, "note", "read"), scopeOf(own, "note", "create"), scopeOf(own, "note", "edit")]).toEqual(["all", "all", "none"]);
  expect(scopeOf(own, "contact", "edit")).toBe("own");
  expect(withLike(own, "note", true)).toEqual(rights);
});

test("only what is limited is kept of the fields", () => {
  const rights = withRight(withRight({}, "contact", "source", "hidden"), "contact", "language", "read");
  expect(limited(rights)).toBe(2);
  expect(limited(rights, "hidden")).toBe(1);
  expect(rightOf(rights, "contact", "birth_date")).toBe("edit");
  expect(withRight(withRight(rights, "contact", "source", "edit"), "contact", "language", "edit").fields).toEqual({});
});

test("what a record is recognised by, and what decides access, is always visible", () => {
  const field = (name: string, group: string) => ({ name, group, type: "text", label: name });
  expect([field("last_name", "name"), field("owner_id", "about"), field("restricted", "access"), field("source", "about")].map(always)).toEqual([true, true, true, false]);
});
