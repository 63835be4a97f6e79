import { expect, it } from "vitest";
import { ApiFailure, readDetail, sayFailure } from "./api-failure.ts";

const list = (...mistakes: unknown[]): string => JSON.stringify({ detail: mistakes });

it("shows a refusal's detail, its message, or all of it", () => {
  expect(readDetail('{"detail":"Agent not found."}')).toBe("Agent not found.");
  expect(readDetail('{"message":"It broke."}')).toBe("It broke.");
  expect(readDetail('{"error":{"code":"NOT_FOUND"}}')).toBe('{"error":{"code":"NOT_FOUND"}}');
  expect(readDetail("Bad Gateway")).toBe("Bad Gateway");
  expect(readDetail("null")).toBe("null");
  expect(readDetail("")).toBe("");
});

it("reads a list of mistakes as a sentence that names each field once", () => {
  expect(readDetail(list({ loc: ["body", "name"], msg: "Field required", type: "missing" }))).toBe(
    "name: Field required",
  );
  expect(
    readDetail(
      list(
        { loc: ["query", "limit"], msg: "limit must be at most 100", type: "value_error" },
        { loc: ["body"], msg: "Value error, Provide a prompt.", type: "value_error" },
        { loc: ["body", "recipients", 1], msg: "must be text", type: "value_error" },
      ),
    ),
  ).toBe("limit must be at most 100; Value error, Provide a prompt.; recipients.1: must be text");
  expect(readDetail(list("odd"))).toBe('"odd"');
});

it("hints by status, and at 404 by the first part of the path that fits", () => {
  const say = (status: number, path: string): string =>
    sayFailure(new ApiFailure(status, "GET", path, "No."));
  expect(say(404, "/v1/agents/a/webhook")).toBe("No. Use list_agents to see valid agent IDs.");
  expect(say(404, "/v1/numbers/n/calls")).toBe("No. Use list_numbers to see valid number IDs.");
  expect(say(404, "/v1/calls/c")).toBe("No. Use list_calls to see recent call IDs.");
  expect(say(404, "/v1/conversations/c")).toBe("No. Use list_conversations to see valid conversation IDs.");
  expect(say(404, "/v1/webhooks/test")).toBe("No. Use get_webhook to check whether a webhook is configured.");
  expect(say(404, "/v1/contacts/c")).toBe("No.");
  expect(say(401, "/v1/agents/a")).toBe("No. Check your AGENTPHONE_API_KEY.");
  expect(say(429, "/v1/calls")).toBe("No. Rate limited — wait a moment and try again.");
  expect(say(0, "/v1/calls/c")).toBe(
    "No. Request timed out — retry, or pass a longer timeout if the tool supports one.",
  );
  expect(say(500, "/v1/agents/a")).toBe("No.");
});

it("says what else was thrown as it is", () => {
  expect(sayFailure(new TypeError("fetch failed"))).toBe("fetch failed");
  expect(String(new ApiFailure(503, "GET", "/v1/agents", "Busy."))).toBe(
    "ApiError: AgentPhone API GET /v1/agents failed (503): Busy.",
  );
});
