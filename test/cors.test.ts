import { expect, it } from "vitest";
import { createRingback } from "../src/runtime/create-ringback.ts";

const page = "http://app.example:3000";

it.each(["/v1/agent/services", "/mcp/store", "/_ringback/health", "/"])(
  "lets pages of an allowed origin use %s, and asks first as browsers do",
  async (path) => {
    await using ringback = await createRingback({ port: 0, agent: "expected", corsOrigins: [page] });
    const asked = await fetch(ringback.url + path, { method: "OPTIONS", headers: { origin: page } });
    expect(asked.status).toBe(204);
    expect(asked.headers.get("access-control-allow-origin")).toBe(page);
    expect(asked.headers.get("access-control-allow-headers")).toContain("authorization");
    const answer = await fetch(ringback.url + path, { headers: { origin: page } });
    expect(answer.headers.get("access-control-allow-origin")).toBe(page);
  },
);

it("turns pages of any other origin away, and says how to let them in", async () => {
  await using ringback = await createRingback({ port: 0, agent: "expected" });
  const answer = await fetch(`${ringback.url}/v1/agent/services`, { headers: { origin: page } });
  expect(answer.status).toBe(403);
  expect(answer.headers.get("access-control-allow-origin")).toBeNull();
  expect(answer.headers.get("x-ringback-why")).toContain(`--cors ${page}`);
});
