import { expect, it } from "vitest";
import { unplayedOperations } from "../../src/contract/agentphone/unplayed-operations.ts";
import { agentphoneOperations } from "../../src/contract/agentphone/agentphone-operations.ts";
import type { Operation } from "../../src/contract/operation.ts";
import { operationsOf, phoneContract } from "../support/conformance/phone-contract.ts";
import { phoneOf, sdkOf } from "../support/phone-client.ts";
import { acme, controlOf, openAccount, startRingback } from "../support/store-client.ts";
import { verifies } from "../support/verifies.ts";

verifies("phone.subAccounts.named", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const { agents, conversations, messages, numbers, subAccounts } = sdkOf(ringback);
  const { id: branch } = (await subAccounts.createSubAccount({ name: "Branch" })) as { id: string };
  const scope = { "X-Sub-Account-Id": branch };
  const { id: agent_id } = await agents.createAgent({ ...scope, name: "Desk" });
  const { id: number_id, phoneNumber } = await numbers.createNumber({ ...scope, agentId: agent_id });
  // The client has no place for the header on what follows.
  const sent = await messages.sendMessage({ agent_id, to_number: acme, body: "Hello" });
  expect(sent.from_number).toBe(phoneNumber);
  for (const sender of [{ number_id }, { from_number: phoneNumber }, { number_id, agent_id: "agt_nothing" }])
    expect(await messages.sendMessage({ ...sender, to_number: acme, body: "Again" })).toMatchObject({
      conversation_id: sent.conversation_id,
    });
  const conversation_id = sent.conversation_id ?? "";
  expect(await conversations.getConversation({ conversation_id })).toMatchObject({ messageCount: 4 });
  expect((await numbers.getMessages({ number_id })).data).toHaveLength(4);
  // Lists are the account's own, and what the client can send the header with wants it.
  expect(await conversations.listConversations()).toMatchObject({ total: 0 });
  expect(await conversations.listConversations(scope)).toMatchObject({ total: 1 });
  expect((await phoneOf(ringback).get(`/v1/agents/${agent_id}`)).status).toBe(404);
  expect(await agents.getAgent({ ...scope, agent_id })).toMatchObject({ id: agent_id });
  // It is the sub-account that is asked for, so it is billed to it, and nobody else's key reaches it.
  const { entries } = (await controlOf(ringback).get(`/accounts/${branch}/ledger`)).body as {
    entries: { kind: string }[];
  };
  expect(entries.filter(({ kind }) => kind === "message_sent")).toHaveLength(4);
  const { phoneKey: stranger } = await openAccount(controlOf(ringback), { name: "stranger" });
  expect((await phoneOf(ringback, stranger).get(`/v1/conversations/${conversation_id}`)).status).toBe(404);
  // Who asks for one sub-account does not reach another.
  const { id: other } = (await subAccounts.createSubAccount({ name: "Other" })) as { id: string };
  const asOther = { headers: { "X-Sub-Account-Id": other } };
  await expect(conversations.getConversation({ conversation_id }, asOther)).rejects.toMatchObject({
    statusCode: 404,
  });
});

it("finds owners exactly where the contract has no header for a sub-account", () => {
  const withHeader = new Set(
    operationsOf(phoneContract)
      .filter(({ described }) => JSON.stringify(described.parameters ?? []).includes("SubAccountId"))
      .map(({ method, path }) => `${method} ${path}`),
  );
  expect(withHeader.size).toBeGreaterThan(10);
  const all = Object.values<Operation>(agentphoneOperations).map(({ name, actsFor, rest }) => {
    const path = rest?.path.replace(/:(\w+)/g, "{$1}") ?? "";
    return {
      name,
      acts: actsFor !== undefined,
      names: /\{(?:agent|number|conversation|message|contact|call)_id\}/.test(path),
      isFree: !withHeader.has(`${rest?.method} ${path}`),
    };
  });
  // Whoever has the id of a call may have its recording.
  const naming = all.filter(({ names, name }) => names && name !== "agentphone.calls.recording");
  expect(naming.length).toBeGreaterThan(20);
  expect(naming.filter(({ acts, isFree }) => acts !== isFree)).toEqual([]);
  expect(all.filter(({ acts, isFree }) => acts && !isFree)).toEqual([]);
  expect(unplayedOperations.filter(({ actsFor }) => actsFor !== undefined)).toEqual([]);
});
