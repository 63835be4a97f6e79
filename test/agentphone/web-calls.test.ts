import { expect } from "vitest";
import type { Ringback } from "../../src/runtime/create-ringback.ts";
import { doneBy, equipAgent } from "../support/phone-agent.ts";
import { phoneOf, sdkOf } from "../support/phone-client.ts";
import { advance, controlOf, startRingback } from "../support/store-client.ts";
import { verifies } from "../support/verifies.ts";

const prepare = async (ringback: Ringback, wishes: object = {}, agent: object = {}) => {
  const phone = phoneOf(ringback);
  const { agentId } = await equipAgent(phone, { beginMessage: "Hello {{name}}.", ...agent });
  const made = await phone.post("/v1/calls/web", { agentId, variables: { name: "Jo" }, ...wishes });
  return { agentId, ...doneBy("agentphone.calls.createWeb", made) };
};

const read = async (ringback: Ringback, id: string) =>
  doneBy("agentphone.calls.get", await phoneOf(ringback).get(`/v1/calls/${id}`));

verifies("phone.calls.web.joined", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const control = controlOf(ringback);
  const { callId, agentId } = await prepare(ringback);
  await advance(control, "29s");
  expect((await control.post(`/calls/${callId}/answer`)).status).toBe(200);
  await advance(control, "2s");
  expect((await control.post(`/calls/${callId}/say`, { text: "Are you there?" })).status).toBe(200);
  await advance(control, "10s");
  expect((await control.post(`/calls/${callId}/hang-up`)).status).toBe(200);
  await advance(control, "10s");
  expect(await read(ringback, callId)).toMatchObject({
    agentId,
    direction: "web",
    fromNumber: "",
    toNumber: "",
    phoneNumber: null,
    phoneNumberId: null,
    status: "completed",
    transcripts: [{ transcript: "", response: "Hello Jo." }, { transcript: "Are you there?" }],
  });
  const { event } = doneBy("control.wait", await control.get(`/wait?type=call.ended&callId=${callId}`));
  expect(event).toMatchObject({ disconnectionReason: "user_hangup" });
});

verifies(["phone.calls.webToken", "phone.calls.web"], async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const control = controlOf(ringback);
  const { callId, accessToken } = await prepare(ringback);
  expect(accessToken).toMatch(/^[0-9a-f]{64}$/);
  await advance(control, "30s");
  expect(await read(ringback, callId)).toMatchObject({
    status: "failed",
    durationSeconds: 0,
    transcripts: [],
  });
  const { event } = doneBy("control.wait", await control.get(`/wait?type=call.ended&callId=${callId}`));
  expect(event).toMatchObject({ disconnectionReason: "error_user_not_joined" });
  const late = await control.post(`/calls/${callId}/answer`);
  expect(late.status).toBe(409);
});

verifies("phone.calls.web.metadata", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const { callId } = await prepare(ringback, { metadata: { order: "ORD-1" } });
  const told = [
    await read(ringback, callId),
    await sdkOf(ringback).calls.getCallTranscript({ call_id: callId }),
  ];
  expect(JSON.stringify(told)).not.toContain("ORD-1");
});

verifies("phone.calls.web.joined", "is over at once where its agent ends it", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const control = controlOf(ringback);
  const { callId } = await prepare(ringback);
  await control.post(`/calls/${callId}/answer`);
  await advance(control, "2s");
  expect(await sdkOf(ringback).calls.endCall({ call_id: callId })).toEqual({ id: callId, status: "ending" });
  await advance(control, "1s");
  expect(await read(ringback, callId)).toMatchObject({ status: "completed", durationSeconds: 3 });
});
