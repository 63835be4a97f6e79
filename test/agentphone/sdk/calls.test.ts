import { expect, it } from "vitest";
import { changeProfile } from "../../support/phone-agent.ts";
import { sdkOf } from "../../support/phone-client.ts";
import { refusalFrom, unprocessable } from "../../support/sdk-refusal.ts";
import { acme, advance, controlOf, startRingback } from "../../support/store-client.ts";
import type { Ringback } from "../../../src/runtime/create-ringback.ts";

interface Call {
  readonly id: string;
  readonly status: string;
}
interface Transcript {
  readonly transcript: readonly { readonly role: string; readonly content: string }[];
}
interface Listed {
  readonly data: readonly Call[];
}

const placeCall = async (ringback: Ringback) => {
  const { agents, numbers, calls } = sdkOf(ringback);
  const { id: agentId } = await agents.createAgent({ name: "Desk" });
  const { id: numberId, phoneNumber } = await numbers.createNumber({ agentId });
  const call = (await calls.createOutboundCall({
    agentId,
    toNumber: acme,
    systemPrompt: "Say hello.",
  })) as Call;
  return { calls, agents, agentId, numberId, phoneNumber, call };
};

it("places a call, and lists and reads it", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const { calls, agents, agentId, numberId, phoneNumber, call } = await placeCall(ringback);
  expect(call).toMatchObject({ agentId, fromNumber: phoneNumber, toNumber: acme, status: "in-progress" });
  expect(await calls.getCall({ call_id: call.id })).toMatchObject({ id: call.id, direction: "outbound" });
  const lists = [
    await calls.listCalls({ status: "in-progress", direction: "outbound", type: "pstn", search: "555" }),
    await calls.listCallsForNumber({ number_id: numberId, limit: 1 }),
    await agents.listAgentCalls({ agent_id: agentId }),
  ];
  for (const list of lists) expect((list as Listed).data.map(({ id }) => id)).toEqual([call.id]);
  const limited = await calls.listCalls({ offset: 1 }, { queryParams: { limit: 1 } });
  expect(limited).toEqual({ data: [], hasMore: false, total: 1 });
});

it("reads of a call that goes on what was said so far", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const { calls, call } = await placeCall(ringback);
  const { id: call_id } = call;
  const soFar = async () => ((await calls.getCallTranscript({ call_id })) as Transcript).transcript.length;
  expect(await soFar()).toBe(0);
  await advance(controlOf(ringback), "14s");
  expect(await soFar()).toBe(1);
  expect(await calls.getCall({ call_id })).toMatchObject({ status: "in-progress", transcripts: [{}] });
});

it("is told in a moment of a call without money, and of one too many", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const { calls, agentId } = await placeCall(ringback);
  const control = controlOf(ringback);
  const refused = () => refusalFrom(calls.createOutboundCall({ agentId, toNumber: acme }));
  await changeProfile(control, { callLimit: 1, enforceCallLimit: true });
  expect(await refused()).toMatchObject({ by: "AgentPhoneError", statusCode: 429 });
  await changeProfile(control, { requirePaymentMethod: true });
  expect(await refused()).toMatchObject({ by: "AgentPhoneError", statusCode: 402 });
});

it("hangs up a call once", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const { calls, call } = await placeCall(ringback);
  expect(await calls.endCall({ call_id: call.id })).toEqual({ id: call.id, status: "ending" });
  await advance(controlOf(ringback), "1m");
  expect(await calls.getCall({ call_id: call.id })).toMatchObject({ status: "completed" });
  const again = calls.endCall({ call_id: call.id });
  expect(await refusalFrom(again)).toMatchObject({ by: "AgentPhoneError", statusCode: 409 });
});

it("reads a transcript; its stream comes out as no JSON, as from the vendor", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const { calls, call } = await placeCall(ringback);
  const { id: call_id } = call;
  await advance(controlOf(ringback), "10m");
  const { transcript } = (await calls.getCallTranscript({ call_id })) as Transcript;
  expect(transcript.map(({ role }) => role)).toEqual(["agent", "user", "agent", "user", "agent"]);
  const stream = (await calls.streamCallTranscript({ call_id })) as {
    ok: boolean;
    error: { rawBody: string };
  };
  expect(stream).toMatchObject({ ok: false, error: { reason: "non-json", statusCode: 200 } });
  expect(stream.error.rawBody).toMatch(/^event: connected\ndata: \{.*\}\n\n/);
  expect(stream.error.rawBody.split("event: turn\n")).toHaveLength(6);
  expect(stream.error.rawBody).toContain("event: ended\n");
});

it("has a recording for nobody before there is one", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const { calls, call } = await placeCall(ringback);
  const asked = calls.getCallRecording({ call_id: call.id });
  expect(await refusalFrom(asked)).toMatchObject({ by: "AgentPhoneError", statusCode: 404 });
});

it("prepares a call of a browser", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const { agents, calls } = sdkOf(ringback);
  const { id: agentId } = await agents.createAgent({ name: "Desk" });
  const { callId, accessToken } = (await calls.createWebCall({ agentId })) as Record<string, string>;
  expect(accessToken).toBeTruthy();
  expect(await calls.getCall({ call_id: callId ?? "" })).toMatchObject({ direction: "web" });
  const nobody = calls.createWebCall({ agentId: "agt_nothing" });
  expect(await refusalFrom(nobody)).toMatchObject({ by: "AgentPhoneError", statusCode: 404 });
});

it("refuses what cannot be called", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const { calls, agentId } = await placeCall(ringback);
  const nobody = calls.createOutboundCall({ agentId: "agt_nothing", toNumber: acme });
  expect(await refusalFrom(nobody)).toMatchObject({ by: "AgentPhoneError", statusCode: 404 });
  const emergency = calls.createOutboundCall({ agentId, toNumber: "9-1-1" });
  expect(await refusalFrom(emergency)).toMatchObject({ by: "AgentPhoneError", statusCode: 403 });
  const tier = calls.createOutboundCall({ agentId, toNumber: acme, modelTier: "max" });
  expect(await refusalFrom(tier)).toEqual(unprocessable("body.modelTier"));
  const numberless = calls.createOutboundCall({ agentId } as { agentId: string; toNumber: string });
  expect(await refusalFrom(numberless)).toEqual(unprocessable("body.toNumber"));
});

it("says of every method that there is no such call", async () => {
  await using ringback = await startRingback();
  const { calls } = sdkOf(ringback);
  const gone = { call_id: "call_nothing" };
  const asked = [
    calls.getCall(gone),
    calls.endCall(gone),
    calls.getCallRecording(gone),
    calls.getCallTranscript(gone),
    calls.streamCallTranscript(gone),
    calls.listCallsForNumber({ number_id: "num_nothing" }),
  ];
  for (const refusal of await Promise.all(asked.map(refusalFrom)))
    expect(refusal).toMatchObject({ by: "AgentPhoneError", statusCode: 404 });
});
