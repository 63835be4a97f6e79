import { expect, it } from "vitest";
import { deafHook } from "../../support/phone-world.ts";
import { sdkOf } from "../../support/phone-client.ts";
import { refusalFrom, refused, unprocessable } from "../../support/sdk-refusal.ts";
import { startRingback } from "../../support/store-client.ts";

it("sets, reads, tests and removes an agent's own webhook", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const { agents, agentWebhooks } = sdkOf(ringback);
  const { id: agent_id } = await agents.createAgent({ name: "Desk" });
  expect(await agentWebhooks.getAgentWebhook({ agent_id })).toBeNull();
  const body = { url: deafHook };
  const set = await agentWebhooks.createOrUpdateAgentWebhook({ agent_id, body });
  expect(set).toMatchObject({ url: deafHook, contextLimit: 10, timeout: 30, status: "active" });
  expect(await agentWebhooks.getAgentWebhook({ agent_id })).toEqual(set);
  expect(await agentWebhooks.testAgentWebhook({ agent_id })).toMatchObject({ success: false });
  const deliveries = await agentWebhooks.listAgentDeliveries({ agent_id, limit: 5 });
  expect(deliveries).toMatchObject([{ eventType: "agent.message", status: "failed" }]);
  expect(await agentWebhooks.deleteAgentWebhook({ agent_id })).toEqual({ success: true });
  expect(await agentWebhooks.getAgentWebhook({ agent_id })).toBeNull();
});

it("says of every method that there is no such agent, and what is wrong", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const { agents, agentWebhooks } = sdkOf(ringback);
  const gone = { agent_id: "agt_nothing" };
  const asked = [
    agentWebhooks.getAgentWebhook(gone),
    agentWebhooks.createOrUpdateAgentWebhook({ ...gone, body: { url: deafHook } }),
    agentWebhooks.deleteAgentWebhook(gone),
    agentWebhooks.listAgentDeliveries(gone),
    agentWebhooks.testAgentWebhook(gone),
  ];
  for (const refusal of await Promise.all(asked.map(refusalFrom)))
    expect(refusal).toEqual(refused(404, "Agent not found."));
  const { id: agent_id } = await agents.createAgent({ name: "Desk" });
  for (const unset of [
    agentWebhooks.deleteAgentWebhook({ agent_id }),
    agentWebhooks.testAgentWebhook({ agent_id }),
  ])
    expect(await refusalFrom(unset)).toMatchObject({ by: "AgentPhoneError", statusCode: 404 });
  const body = { url: deafHook, contextLimit: 51 };
  const long = agentWebhooks.createOrUpdateAgentWebhook({ agent_id, body });
  expect(await refusalFrom(long)).toEqual(unprocessable("body.contextLimit"));
});
