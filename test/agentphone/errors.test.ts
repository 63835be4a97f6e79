import { AgentPhone, AgentPhoneError } from "agentphone";
import { expect, it } from "vitest";
import { agentphoneErrors } from "../../src/contract/agentphone/errors.ts";
import { writeRefusal } from "../../src/api/write-refusal.ts";
import { type ErrorCode, RingbackError } from "../../src/kernel/errors.ts";
import { changeProfile, equipAgent } from "../support/phone-agent.ts";
import { phoneOf, sdkOf } from "../support/phone-client.ts";
import { addFault, type Answer, controlOf, startRingback } from "../support/store-client.ts";
import { verifies } from "../support/verifies.ts";

const told = ({ status, body }: Answer): readonly [number, unknown] => [status, body];

verifies(
  "phone.errors.validation",
  "tells every mistake, with its place in body, query or path",
  async () => {
    await using ringback = await startRingback();
    const phone = phoneOf(ringback);
    const both = await phone.post("/v1/calls", { toNumber: 5, variables: { a: 1 }, maxWaitSeconds: 1.5 });
    expect(told(both)).toEqual([
      422,
      {
        detail: [
          { loc: ["body", "agentId"], msg: "Field required", type: "missing" },
          { loc: ["body", "toNumber"], msg: "toNumber must be text", type: "value_error" },
          { loc: ["body", "variables", "a"], msg: "variables.a must be text", type: "value_error" },
          {
            loc: ["body", "maxWaitSeconds"],
            msg: expect.stringMatching(/^maxWaitSeconds must be/) as string,
            type: "value_error",
          },
        ],
      },
    ]);
    expect(told(await phone.get("/v1/calls?limit=0&offset=x"))).toEqual([
      422,
      {
        detail: [
          { loc: ["query", "limit"], msg: "limit must be at least 1", type: "value_error" },
          { loc: ["query", "offset"], msg: "offset must be a number", type: "value_error" },
        ],
      },
    ]);
    expect(told(await phone.get(`/v1/calls/${"x".repeat(200)}`))).toMatchObject([
      422,
      { detail: [{ loc: ["path", "call_id"] }] },
    ]);
  },
);

verifies(
  ["phone.errors.shapes", "phone.errors.detail", "phone.errors.envelope", "phone.errors.codes"],
  async () => {
    await using ringback = await startRingback();
    const phone = phoneOf(ringback);
    const control = controlOf(ringback);
    const missing = () => phone.get("/v1/calls/call_999");
    const invalid = () => phone.post("/v1/calls", { agentId: "a" });
    const list = [{ loc: ["body", "toNumber"], msg: "Field required", type: "missing" }];
    expect(told(await missing())).toEqual([404, { detail: "Call not found" }]);
    expect(told(await invalid())).toEqual([422, { detail: list }]);
    await changeProfile(control, { errorShape: "envelope" });
    expect(told(await missing())).toEqual([
      404,
      { error: { message: "Call not found", code: "NOT_FOUND", type: "not_found_error" } },
    ]);
    expect(told(await invalid())).toEqual([422, { detail: list }]);
    await changeProfile(control, { errorShape: "detail", validationShape: "envelope" });
    expect(told(await missing())).toEqual([404, { detail: "Call not found" }]);
    expect(told(await invalid())).toEqual([
      422,
      {
        error: {
          message: "toNumber is missing.",
          code: "VALIDATION_ERROR",
          type: "validation_error",
          details: [{ field: "toNumber", message: "is missing", type: "missing" }],
        },
      },
    ]);
    await changeProfile(control, { validationShape: "detail" });
    expect(told(await invalid())).toEqual([422, { detail: "toNumber is missing." }]);
  },
);

verifies("phone.errors.codes", "has a status and a word for each of its refusals, in every shape", () => {
  const shapes = ["detail", "envelope"] as const;
  for (const [code, { status, code: word }] of Object.entries(agentphoneErrors)) {
    for (const errorShape of shapes) {
      const style = { errorShape, validationShape: errorShape };
      const error = new RingbackError(code as ErrorCode, "A sentence.", { says: "Theirs." });
      const wire = writeRefusal("agentphone", error, { style });
      expect(wire.status).toBe(status);
      const isEnvelope = errorShape === "envelope" || status === 429;
      expect(wire.body).toEqual(
        isEnvelope
          ? { error: { message: "Theirs.", code: word, type: expect.any(String) as string } }
          : { detail: "Theirs." },
      );
    }
  }
  const own = new RingbackError("forbidden", "A sentence.", { apiCode: "WHATSAPP_NOT_ENABLED" });
  const style = { errorShape: "envelope", validationShape: "envelope" } as const;
  expect(writeRefusal("agentphone", own, { style }).body).toMatchObject({
    error: { code: "WHATSAPP_NOT_ENABLED", message: "A sentence." },
  });
});

verifies("phone.errors.codes", "gives a fault's status the word that the vendor has for it", async () => {
  await using ringback = await startRingback();
  const phone = phoneOf(ringback);
  const control = controlOf(ringback);
  await changeProfile(control, { errorShape: "envelope" });
  for (const [status, code] of [
    [402, "INSUFFICIENT_BALANCE"],
    [429, "RATE_LIMIT_EXCEEDED"],
    [500, "INTERNAL_ERROR"],
    [502, "CARRIER_ERROR"],
    [503, "SERVICE_UNAVAILABLE"],
  ] as const) {
    await addFault(control, { point: "agentphone.calls.list", times: 1, answer: { status } });
    expect(told(await phone.get("/v1/calls"))).toMatchObject([status, { error: { code } }]);
  }
});

it("comes out of the official client as its own errors", async () => {
  await using ringback = await startRingback();
  const { calls } = sdkOf(ringback);
  const { agentId } = await equipAgent(phoneOf(ringback));
  const missing = calls.getCall({ call_id: "call_999" });
  await expect(missing).rejects.toBeInstanceOf(AgentPhoneError);
  await expect(missing).rejects.toMatchObject({ statusCode: 404, body: { detail: "Call not found" } });
  const invalid = calls.createOutboundCall({ agentId, toNumber: "nobody" });
  await expect(invalid).rejects.toBeInstanceOf(AgentPhone.UnprocessableEntityError);
  const nobody = sdkOf(ringback, "nonsense").calls.listCalls();
  await expect(nobody).rejects.toMatchObject({ statusCode: 401, body: { detail: "Invalid API key" } });
});

it("says whose key it is that came to the wrong vendor", async () => {
  await using ringback = await startRingback();
  const { AGENT_STORE_AGENT_API_KEY: storeKey = "" } = ringback.env;
  const refused = await phoneOf(ringback, storeKey).get("/v1/agents");
  expect(told(refused)).toEqual([401, { detail: "Invalid API key" }]);
  expect(refused.headers.get("x-ringback-why")).toContain("AgentPhone takes $AGENTPHONE_API_KEY.");
});
