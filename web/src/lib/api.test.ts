import { expect, test } from "vitest";
import { isShut, Problem } from "./api";

const refused = (status: number, type = "") => new Problem(status, "", "", [], { type });

test("nobody known, or a second factor owed: the way goes on at the login page, and the outbox waits for it", () => {
  expect(isShut(refused(401))).toBe(true);
  expect(isShut(refused(403, "urn:karteo:problem:mfa_required"))).toBe(true);
});

test("another refusal is no reason to log in anew", () => {
  expect(isShut(refused(403, "urn:karteo:problem:forbidden"))).toBe(false);
  expect(isShut(refused(0))).toBe(false);
  expect(isShut(new Error("broken"))).toBe(false);
});
