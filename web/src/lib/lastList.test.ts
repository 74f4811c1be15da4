import { expect, test, vi } from "vitest";

const held = new Map<string, string>();
vi.stubGlobal("sessionStorage", {
  getItem: (key: string) => held.get(key) ?? null,
  setItem: (key: string, value: string) => void held.set(key, value),
});

/** As after the page was loaded anew. */
async function anew() {
  vi.resetModules();
  return (await import("./lastList")).lastList;
}

test("the way back to the list survives that the page is loaded anew", async () => {
  (await anew()).set({ q: "Müller", sort: "-changed_at" });
  expect((await anew()).get()).toEqual({ q: "Müller", sort: "-changed_at" });
});
