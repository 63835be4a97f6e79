import { expect, it } from "vitest";
import { requestJson, requestLine } from "./request-line.ts";
import { paintFor } from "./terminal.ts";

const plain = paintFor({ isTTY: false } as NodeJS.WriteStream);
const request = {
  method: "GET",
  path: "/v1/agent/services",
  status: 200,
  world: "main",
  at: Date.UTC(2026, 3, 1, 10, 22),
  operation: "store.services.list",
};

it("tells a request on one line, and the world where it is not main", () => {
  expect(requestLine(request, plain)).toBe(
    "2026-04-01T10:22:00.000Z GET /v1/agent/services 200 store.services.list",
  );
  expect(requestLine({ ...request, world: "w1" }, plain)).toBe(
    "2026-04-01T10:22:00.000Z w1 GET /v1/agent/services 200 store.services.list",
  );
});

it("shows neither keys nor control characters that were sent", () => {
  const sent = {
    ...request,
    path: "/v1/agent/ask_live_mainUDF6CMVH.kFS3ktHY7ttYUcJ8RzqVNsLr",
    why: "No \u001b[2J sk_live_abc123",
  };
  expect(requestLine(sent, plain)).toContain(
    "/v1/agent/ask_live_… 200 store.services.list No \ufffd[2J sk_live_…",
  );
  expect(requestJson(sent)).not.toMatch(/kFS3|abc123|\\u001b/);
});
