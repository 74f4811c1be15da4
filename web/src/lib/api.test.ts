import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test, vi } from "vitest";
import { api, isShut, Problem, verdict } from "./api";

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

/** A server that begins to answer: in the end `breaks` decides whether it hangs up or never goes on. */
function halfway(breaks: boolean): string {
  const server = createServer((_, answer) => {
    answer.writeHead(200, { "Content-Type": "application/json", "Content-Length": "100" });
    answer.write('{"items": [', () => breaks && answer.destroy());
  }).listen(0);
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
    vi.unstubAllGlobals();
  });
  vi.stubGlobal("document", { cookie: "" });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

test("an answer that breaks off is no answer", async () => {
  await expect(api("GET", halfway(true))).rejects.toMatchObject({ status: 0, title: "away" });
});

test("a question that was taken back stays so while its answer is arriving", async () => {
  const [address, stop, ask] = [halfway(false), new AbortController(), fetch];
  vi.stubGlobal("fetch", async (...asked: Parameters<typeof fetch>) => {
    const answer = await ask(...asked);
    setTimeout(() => stop.abort()); // its head is here
    return answer;
  });
  await expect(api("GET", address, { signal: stop.signal })).rejects.toMatchObject({ name: "AbortError" });
});

test("a page of something in between is no answer of ours", () => {
  expect(() => verdict("/api/home", 200, "OK", "<html>Log in to this network</html>")).toThrow(expect.objectContaining({ away: true }));
  expect(verdict("/api/home", 204, "No Content", "")).toBeUndefined();
});
