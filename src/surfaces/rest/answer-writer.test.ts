import { expect, it } from "vitest";
import { agentphoneOperations } from "../../contract/agentphone/agentphone-operations.ts";
import { headersOf } from "./answer-writer.ts";

const { rest } = agentphoneOperations["agentphone.calls.recording"];

it("gives a recording its type and a name to be saved under", () => {
  expect(rest && headersOf(rest, { call_id: "call_001" })).toEqual({
    "content-type": "audio/wav",
    "content-disposition": 'attachment; filename="recording-call_001.wav"',
  });
});

it("puts nothing into a header that does not belong there", () => {
  const headers = rest && headersOf(rest, { call_id: 'a"\r\nx: é' });
  expect(headers?.["content-disposition"]).toBe('attachment; filename="recording-a___x___.wav"');
});

it("says nothing of answers that are JSON", () => {
  expect(headersOf({ method: "GET", path: "/v1/agents", success: 200 }, {})).toEqual({});
});
