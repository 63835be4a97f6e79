import { expect, it } from "vitest";
import { sdkOf } from "../../support/phone-client.ts";
import { refusalFrom, refused, unprocessable } from "../../support/sdk-refusal.ts";
import { startRingback } from "../../support/store-client.ts";

const gone = { agent_id: "agt_nothing" };
const notFound = refused(404, "Agent not found.");

it("lists voices, the default one among them", async () => {
  await using ringback = await startRingback();
  const { data } = (await sdkOf(ringback).agents.listVoices()) as { data: { voice_id: string }[] };
  expect(data.map(({ voice_id }) => voice_id)).toContain("custom_voice_ea22ba5fdfaa18f39c274851c1");
  expect(data.map(({ voice_id }) => voice_id)).toContain("11labs-Marissa");
});

it("creates, reads, lists, changes and deletes agents", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const { agents } = sdkOf(ringback);
  const created = await agents.createAgent({ name: "Desk", voiceMode: "hosted", systemPrompt: "Be kind." });
  expect(created).toMatchObject({ name: "Desk", voiceMode: "hosted", systemPrompt: "Be kind." });
  const { id } = created;
  expect(await agents.getAgent({ agent_id: id })).toEqual(created);
  expect(await agents.listAgents()).toEqual({ data: [created], total: 1 });
  const updated = await agents.updateAgent({ agent_id: id, name: "Front desk" });
  expect(updated).toEqual({ ...created, name: "Front desk" });
  expect(await agents.deleteAgent({ agent_id: id })).toEqual({ success: true, id, name: "Front desk" });
  expect(await agents.listAgents()).toEqual({ data: [], total: 0 });
});

it("pages agents by the limit that its types lack", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const { agents } = sdkOf(ringback);
  for (const name of ["one", "two", "three"]) await agents.createAgent({ name });
  const page = await agents.listAgents({ offset: 1 }, { queryParams: { limit: 1 } });
  expect([page.data.map(({ name }) => name), page.total]).toEqual([["two"], 3]);
  const asked = agents.listAgents({}, { queryParams: { limit: 101 } });
  expect(await refusalFrom(asked)).toEqual(unprocessable("query.limit"));
});

it("attaches and detaches a number", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const { agents, numbers } = sdkOf(ringback);
  const { id: agentId } = await agents.createAgent({ name: "Desk" });
  const { id: numberId, phoneNumber } = await numbers.createNumber();
  const attached = await agents.attachNumberToAgent({ agent_id: agentId, numberId });
  expect(attached).toMatchObject({ agentId, number: { id: numberId, phoneNumber } });
  expect((await agents.getAgent({ agent_id: agentId })).numbers).toMatchObject([{ id: numberId }]);
  const detached = await agents.detachNumberFromAgent({ agent_id: agentId, number_id: numberId });
  expect(detached).toEqual({ success: true });
  expect(await numbers.getNumber({ number_id: numberId })).toMatchObject({ agentId: null, status: "active" });
});

it("lists an agent's conversations and calls", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const { agents } = sdkOf(ringback);
  const { id } = await agents.createAgent({ name: "Desk" });
  const empty = { data: [], hasMore: false, total: 0 };
  expect(await agents.listAgentConversations({ agent_id: id, limit: 5, offset: 0 })).toEqual(empty);
  expect(await agents.listAgentCalls({ agent_id: id, limit: 5, offset: 0 })).toEqual(empty);
});

it("says of every method that there is no such agent", async () => {
  await using ringback = await startRingback();
  const { agents, numbers } = sdkOf(ringback);
  const { id: numberId } = await numbers.createNumber();
  const asked = [
    agents.getAgent(gone),
    agents.updateAgent({ ...gone, name: "x" }),
    agents.deleteAgent(gone),
    agents.attachNumberToAgent({ ...gone, numberId }),
    agents.detachNumberFromAgent({ ...gone, number_id: numberId }),
    agents.listAgentConversations(gone),
    agents.listAgentCalls(gone),
  ];
  for (const refusal of await Promise.all(asked.map(refusalFrom))) expect(refusal).toEqual(notFound);
});

it("says where a body is wrong", async () => {
  await using ringback = await startRingback();
  const { agents } = sdkOf(ringback);
  const nameless = agents.createAgent({} as { name: string });
  expect(await refusalFrom(nameless)).toEqual(unprocessable("body.name"));
  const fast = agents.createAgent({ name: "Desk", voiceSpeed: 9 });
  expect(await refusalFrom(fast)).toEqual(unprocessable("body.voiceSpeed"));
  const hosted = await refusalFrom(agents.createAgent({ name: "Desk", voiceMode: "hosted" }));
  expect(hosted).toMatchObject({ by: "UnprocessableEntityError", statusCode: 422 });
});
