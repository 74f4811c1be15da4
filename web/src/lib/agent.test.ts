import { expect, test } from "vitest";
import { agentName } from "./agent";

test("a browser and its system are named", () => {
  expect(agentName("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0")).toBe("Firefox · Windows");
  expect(agentName("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1")).toBe("Safari · iOS");
  expect(agentName("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36 Edg/126.0")).toBe("Edge · Windows");
});

test("what is unknown is shown as it is", () => {
  expect(agentName("curl/8.5")).toBe("curl/8.5");
});
