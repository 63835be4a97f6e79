import { AgentPhoneClient } from "agentphone";
import { expect, it } from "vitest";
import { phoneKey, sdkOf } from "../../support/phone-client.ts";
import { refusalFrom } from "../../support/sdk-refusal.ts";
import { addFault, controlOf, startRingback } from "../../support/store-client.ts";
import type { Ringback } from "../../../src/runtime/create-ringback.ts";

/** The official client with its own retries, as many as said. */
const retryingSdk = (ringback: Ringback, maxRetries: number): AgentPhoneClient =>
  new AgentPhoneClient({
    token: phoneKey(ringback),
    baseUrl: ringback.env["AGENTPHONE_BASE_URL"] ?? ringback.url,
    maxRetries,
  });

it("comes through a 503 by the client's own retry, also of a POST", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const { agents } = retryingSdk(ringback, 1);
  const outage = { point: "agentphone.agents.create", times: 1, answer: { status: 503 } };
  await addFault(controlOf(ringback), outage);
  expect(await agents.createAgent({ name: "Desk" })).toMatchObject({ name: "Desk" });
  expect(await agents.listAgents()).toMatchObject({ total: 1 });
});

it("sends no request twice that was refused for good", async () => {
  const statuses: number[] = [];
  await using ringback = await startRingback({ onAnswer: ({ status }) => statuses.push(status) });
  const { agents } = retryingSdk(ringback, 2);
  expect(await refusalFrom(agents.getAgent({ agent_id: "agt_nothing" }))).toMatchObject({ statusCode: 404 });
  expect(statuses).toEqual([404]);
});

it("gives up after its retries with the last refusal", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const { agents } = sdkOf(ringback);
  const answer = { status: 502, body: { detail: "Carrier failure" } };
  await addFault(controlOf(ringback), { point: "agentphone.agents.list", times: 1, answer });
  expect(await refusalFrom(agents.listAgents())).toEqual({
    by: "AgentPhoneError",
    statusCode: 502,
    body: { detail: "Carrier failure" },
  });
});

// The client has an AgentPhoneTimeoutError, but Node's fetch tells it of a time-out in words it does not know.
it("says that it was not answered in time", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const { agents } = sdkOf(ringback);
  const slow = { point: "agentphone.agents.list", times: 1, answer: { delay: "1h" } };
  await addFault(controlOf(ringback), slow);
  const asked = agents.listAgents({}, { timeoutInSeconds: 0.05 });
  await expect(asked).rejects.toThrow(/timeout|timed out/i);
});

it("throws without a status when the connection breaks", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const { agents } = sdkOf(ringback);
  await addFault(controlOf(ringback), { point: "agentphone.agents.list", times: 1, answer: { reset: true } });
  expect(await refusalFrom(agents.listAgents())).toEqual({
    by: "AgentPhoneError",
    statusCode: undefined,
    body: undefined,
  });
});

it("reads half a body as no JSON, and says so", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const { agents } = sdkOf(ringback);
  const half = { point: "agentphone.agents.list", times: 1, answer: { malformed: true } };
  await addFault(controlOf(ringback), half);
  const outcome = (await agents.listAgents()) as unknown as { ok: boolean; error: { reason: string } };
  expect(outcome).toMatchObject({ ok: false, error: { reason: "non-json" } });
});

it("is refused with the texts for a missing and a wrong key", async () => {
  await using ringback = await startRingback();
  const wrong = sdkOf(ringback, "not-a-key");
  expect(await refusalFrom(wrong.agents.listAgents())).toEqual({
    by: "AgentPhoneError",
    statusCode: 401,
    body: { detail: "Invalid API key" },
  });
});
