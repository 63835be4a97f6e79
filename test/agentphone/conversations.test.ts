import type { AgentPhoneClient } from "agentphone";
import { expect } from "vitest";
import type { Ringback } from "../../src/runtime/create-ringback.ts";
import { phoneOf, sdkOf } from "../support/phone-client.ts";
import { acme, advance, type Client, controlOf, startRingback } from "../support/store-client.ts";
import { verifies } from "../support/verifies.ts";

const nina = "+14155550177";
const otto = "+14155550188";

interface Line {
  readonly number: string;
  readonly numberId: string;
}

/** Puts a number of AgentPhone's on the network. */
const putLine = async (control: Client, line: object = {}): Promise<Line> => {
  const asked = { provider: "agentphone", country: "US", ...line };
  const { status, body, text } = await control.post("/lines", asked);
  if (status === 201) return body as Line;
  throw new Error(text);
};

const text = async (control: Client, from: string, to: string, body: string, more: object = {}) => {
  const answer = await control.post("/people/text", { from, to, body, ...more });
  if (answer.status !== 201) throw new Error(answer.text);
  return (answer.body as { messageId: string }).messageId;
};

/** An agent with a number, and somebody who has iMessage. */
const begin = async (ringback: Ringback, type: "sms" | "imessage" = "sms") => {
  const control = controlOf(ringback);
  const sdk = sdkOf(ringback);
  const agent = await sdk.agents.createAgent({ name: "Skylar" });
  const line = await putLine(control, { type, agentId: agent.id });
  await control.post("/people", { name: "nina", number: nina, imessage: true });
  return { control, sdk, agent, line };
};

const threadsOf = async (sdk: AgentPhoneClient) => (await sdk.conversations.listConversations()).data;
const onlyThread = async (sdk: AgentPhoneClient) => {
  const [thread] = await threadsOf(sdk);
  if (thread === undefined) throw new Error("There is no thread.");
  return thread;
};

verifies(
  ["phone.threads.list", "phone.threads.ties"],
  "lists threads by their last message, and those of one instant by the order of their messages",
  async () => {
    await using ringback = await startRingback({ clock: "manual" });
    const { control, sdk, line } = await begin(ringback);
    const participants = async () => (await threadsOf(sdk)).map(({ participant }) => participant);
    await text(control, acme, line.number, "one");
    await advance(control, "1s");
    await text(control, nina, line.number, "two");
    await text(control, otto, line.number, "three");
    expect(await participants()).toEqual([otto, nina, acme]);
    await text(control, nina, line.number, "four");
    expect(await participants()).toEqual([nina, otto, acme]);
    await advance(control, "1s");
    await text(control, acme, line.number, "five");
    expect(await participants()).toEqual([acme, nina, otto]);
    const { snapshot } = (await control.get("/worlds/main/snapshot")).body as { snapshot: object };
    expect((await control.post("/worlds/main/restore", { snapshot })).status).toBe(200);
    expect(await participants()).toEqual([acme, nina, otto]);
  },
);

verifies(
  "phone.threads.summary",
  "tells of a thread what its last message was, and how many there are",
  async () => {
    await using ringback = await startRingback({ clock: "manual" });
    const { control, sdk, agent, line } = await begin(ringback);
    await text(control, acme, line.number, "hello");
    await text(control, acme, line.number, "x".repeat(200));
    expect(await sdk.conversations.listConversations()).toEqual({
      data: [
        {
          id: expect.any(String) as string,
          agentId: agent.id,
          phoneNumberId: line.numberId,
          phoneNumber: line.number,
          participant: acme,
          isGroup: false,
          groupId: null,
          groupName: null,
          groupIconUrl: null,
          participants: [],
          lastMessageAt: "2026-04-01T10:22:00.000Z",
          lastMessagePreview: "x".repeat(100),
          messageCount: 2,
          metadata: null,
          createdAt: "2026-04-01T10:22:00.000Z",
          channel: "sms",
        },
      ],
      hasMore: false,
      total: 1,
    });
  },
);

verifies("phone.threads.ofAgent", "lists an agent's threads with fewer fields", async () => {
  await using ringback = await startRingback();
  const { control, sdk, agent, line } = await begin(ringback);
  const other = await sdk.agents.createAgent({ name: "Other" });
  await text(control, acme, line.number, "hello");
  const listed = await sdk.agents.listAgentConversations({ agent_id: agent.id });
  expect(listed).toMatchObject({ total: 1, hasMore: false });
  expect(Object.keys(listed.data[0] ?? {}).toSorted()).toEqual([
    "agentId",
    "createdAt",
    "id",
    "lastMessageAt",
    "lastMessagePreview",
    "messageCount",
    "participant",
    "phoneNumber",
    "phoneNumberId",
  ]);
  expect(await sdk.agents.listAgentConversations({ agent_id: other.id })).toMatchObject({
    data: [],
    total: 0,
  });
  await expect(sdk.agents.listAgentConversations({ agent_id: "agt_999" })).rejects.toMatchObject({
    statusCode: 404,
    body: { detail: "Agent not found." },
  });
});

verifies(
  ["phone.threads.agent", "phone.threads.agentNow"],
  "names the agent that the number has now, and none once it is deleted",
  async () => {
    await using ringback = await startRingback();
    const { control, sdk, agent, line } = await begin(ringback);
    await text(control, acme, line.number, "hello");
    const other = await sdk.agents.createAgent({ name: "Other" });
    await sdk.agents.attachNumberToAgent({ agent_id: other.id, numberId: line.numberId });
    expect(await onlyThread(sdk)).toMatchObject({ agentId: other.id });
    expect(await sdk.agents.listAgentConversations({ agent_id: agent.id })).toMatchObject({ total: 0 });
    expect(await sdk.agents.listAgentConversations({ agent_id: other.id })).toMatchObject({ total: 1 });
    await sdk.agents.deleteAgent({ agent_id: other.id });
    expect(await onlyThread(sdk)).toMatchObject({ agentId: null, messageCount: 1 });
  },
);

verifies(
  ["phone.threads.detail", "phone.threads.order"],
  "reads a thread oldest first and lists its messages newest first",
  async () => {
    await using ringback = await startRingback({ clock: "manual" });
    const { control, sdk, line } = await begin(ringback);
    for (let index = 1; index <= 3; index += 1) {
      await text(control, acme, line.number, `text ${index}`);
      await advance(control, "1s");
    }
    await sdk.messages.sendMessage({ from_number: line.number, to_number: acme, body: "answer" });
    const { id } = await onlyThread(sdk);
    const detail = await sdk.conversations.getConversation({ conversation_id: id });
    expect(detail.messages.map(({ body }) => body)).toEqual(["text 1", "text 2", "text 3", "answer"]);
    expect(detail.messages[3]).toEqual({
      id: expect.any(String) as string,
      body: "answer",
      fromNumber: line.number,
      toNumber: acme,
      direction: "outbound",
      senderIdentifier: null,
      channel: "sms",
      mediaUrl: null,
      mediaUrls: [],
      receivedAt: "2026-04-01T10:22:03.000Z",
      reactions: [],
      replyTo: null,
    });
    const last = await sdk.conversations.getConversation({ conversation_id: id, message_limit: 2 });
    expect(last.messages.map(({ body }) => body)).toEqual(["text 3", "answer"]);
    expect(last).toMatchObject({ messageCount: 4, capabilities: { imessage: false, sms: true } });
    const page = await sdk.conversations.getConversationMessages({ conversation_id: id, limit: 2 });
    expect(page).toMatchObject({ data: [{ body: "answer" }, { body: "text 3" }], hasMore: true });
  },
);

verifies("phone.threads.rich", "tells pictures, tapbacks and what a message answers", async () => {
  await using ringback = await startRingback();
  const { control, sdk, line } = await begin(ringback, "imessage");
  await text(control, nina, line.number, "see", { mediaUrls: ["https://example.com/cat.png"] });
  const { id } = await onlyThread(sdk);
  const [first] = (await sdk.conversations.getConversation({ conversation_id: id })).messages;
  if (first === undefined) throw new Error("There is no message.");
  await sdk.messages.sendReaction({ message_id: first.id, reaction: "love" });
  await sdk.messages.sendMessage({
    from_number: line.number,
    to_number: nina,
    body: "A cat!",
    reply_to_message_id: first.id,
  });
  const { messages, capabilities } = (await sdk.conversations.getConversation({
    conversation_id: id,
  })) as never as {
    messages: object[];
    capabilities: object;
  };
  expect(capabilities).toEqual({ imessage: true, sms: true });
  expect(messages).toMatchObject([
    {
      body: "see",
      channel: "imessage",
      mediaUrl: "https://example.com/cat.png",
      mediaUrls: ["https://example.com/cat.png"],
      reactions: [{ reactionType: "love", fromNumber: line.number, direction: "outbound" }],
    },
    {
      body: "A cat!",
      replyTo: { messageId: first.id, message: "see", mediaUrls: ["https://example.com/cat.png"] },
    },
  ]);
});

verifies(
  ["phone.threads.metadata", "phone.threads.metadata.bounds"],
  "keeps any object with a thread, replaces it whole and clears it with null",
  async () => {
    await using ringback = await startRingback();
    const { control, sdk, line } = await begin(ringback);
    await text(control, acme, line.number, "hello");
    const { id } = await onlyThread(sdk);
    const change = (metadata: Record<string, unknown> | null) =>
      sdk.conversations.updateConversation({ conversation_id: id, metadata });
    expect(await change({ order: { id: 7, tags: ["new"] } })).toMatchObject({
      id,
      metadata: { order: { id: 7, tags: ["new"] } },
      messages: [{ body: "hello" }],
    });
    expect((await change({ step: 2 })).metadata).toEqual({ step: 2 });
    expect(await onlyThread(sdk)).toMatchObject({ metadata: { step: 2 } });
    expect((await sdk.conversations.updateConversation({ conversation_id: id })).metadata).toEqual({
      step: 2,
    });
    await expect(change({ long: "x".repeat(16_400) })).rejects.toMatchObject({ statusCode: 422 });
    expect((await phoneOf(ringback).patch(`/v1/conversations/${id}`, { metadata: [1] })).status).toBe(422);
    expect((await change(null)).metadata).toBeNull();
  },
);

verifies(
  ["phone.threads.groupName", "phone.threads.groupName.single"],
  "renames groups, and leaves the metadata alone; threads with one person have no name",
  async () => {
    await using ringback = await startRingback();
    const { control, sdk, line } = await begin(ringback, "imessage");
    await sdk.messages.sendMessage({ from_number: line.number, recipients: [nina, acme], body: "hi all" });
    const { id, groupId } = await onlyThread(sdk);
    expect(groupId).toMatch(/^grp_/);
    const update = (change: object) =>
      sdk.conversations.updateConversation({ conversation_id: id, ...change });
    await update({ metadata: { step: 1 } });
    expect(await update({ group_name: "Trip" })).toMatchObject({
      isGroup: true,
      groupName: "Trip",
      metadata: { step: 1 },
      participants: [{ identifier: nina }, { identifier: acme }],
    });
    const renamed = await update({ metadata: { step: 2 } });
    expect(renamed).toMatchObject({ groupName: "Trip", metadata: { step: 2 } });
    expect(renamed).not.toHaveProperty("capabilities");
    await text(control, nina, line.number, "only us");
    const single = (await threadsOf(sdk)).find(({ isGroup }) => isGroup === false);
    const named = await sdk.conversations.updateConversation({
      conversation_id: single?.id ?? "",
      group_name: "Trip",
    });
    expect(named.groupName).toBeNull();
  },
);

verifies(
  ["phone.threads.typing", "phone.threads.typing.sms"],
  "shows that it is typing on iMessage, without a body, and refuses on SMS",
  async () => {
    await using ringback = await startRingback();
    const { control, sdk, line } = await begin(ringback, "imessage");
    await text(control, nina, line.number, "hello");
    const { id } = await onlyThread(sdk);
    expect(await sdk.conversations.sendTypingIndicator({ conversation_id: id })).toEqual({
      conversationId: id,
      channel: "imessage",
      status: "sent",
    });
    const { body } = await control.get("/events?type=typing.sent");
    expect(body).toMatchObject({ events: [{ line: line.number, to: nina, conversationId: id }] });
    const plain = await putLine(control);
    await text(control, acme, plain.number, "hello");
    const other = (await threadsOf(sdk)).find(({ participant }) => participant === acme);
    await expect(
      sdk.conversations.sendTypingIndicator({ conversation_id: other?.id ?? "" }),
    ).rejects.toMatchObject({
      statusCode: 400,
      body: { detail: expect.stringContaining("iMessage") as string },
    });
  },
);

verifies(
  ["phone.threads.background", "phone.threads.background.same", "phone.threads.background.refused"],
  "hangs a wallpaper in an iMessage thread, and takes it down",
  async () => {
    await using ringback = await startRingback();
    const { control, sdk, line } = await begin(ringback, "imessage");
    await text(control, nina, line.number, "hello");
    const { id } = await onlyThread(sdk);
    const set = (name: string, to = id) =>
      sdk.conversations.setChatBackground({ conversation_id: to, image_url: `https://example.com/${name}` });
    const first = await set("a.png");
    expect(first).toMatchObject({ conversationId: id, channel: "imessage", hasBackground: true });
    expect(first).toMatchObject({ backgroundVersion: 1, changed: true });
    expect(await set("a.png")).toEqual({ ...first, changed: false });
    const second = await set("b.png");
    expect(second).toMatchObject({ backgroundVersion: 2, changed: true });
    expect(second.backgroundId).not.toBe(first.backgroundId);
    await sdk.conversations.removeChatBackground({ conversation_id: id });
    const path = `/v1/conversations/${id}/background`;
    expect(await phoneOf(ringback).delete(path)).toMatchObject({ status: 204, text: "" });
    expect(await set("b.png")).toMatchObject({ backgroundVersion: 3, changed: true });
    for (const image_url of ["http://example.com/a.png", "a.png", "", `https://e.com/${"x".repeat(2083)}`, 7])
      expect((await phoneOf(ringback).post(path, { image_url })).status).toBe(422);
    await sdk.messages.sendMessage({ from_number: line.number, recipients: [nina, acme], body: "hi all" });
    const plain = await putLine(control);
    await text(control, acme, plain.number, "hello");
    for (const thread of (await threadsOf(sdk)).filter((one) => one.id !== id)) {
      await expect(set("a.png", thread.id)).rejects.toMatchObject({ statusCode: 400 });
      await expect(
        sdk.conversations.removeChatBackground({ conversation_id: thread.id }),
      ).rejects.toMatchObject({ statusCode: 400 });
    }
  },
);

verifies("phone.threads.unknown", "knows no thread of somebody else's", async () => {
  await using ringback = await startRingback();
  const { control, sdk, line } = await begin(ringback);
  await text(control, acme, line.number, "hello");
  const { id } = await onlyThread(sdk);
  const { phoneKey } = (await control.post("/accounts", { name: "other" })).body as { phoneKey: string };
  const other = phoneOf(ringback, phoneKey);
  for (const thread of [id, "conv_999"]) {
    const path = `/v1/conversations/${thread}`;
    const answers = [
      await other.get(path),
      await other.patch(path, { metadata: {} }),
      await other.get(`${path}/messages`),
      await other.post(`${path}/typing`),
      await other.post(`${path}/background`, { image_url: "https://example.com/a.png" }),
      await other.delete(`${path}/background`),
    ];
    for (const { status, body } of answers)
      expect({ status, body }).toEqual({ status: 404, body: { detail: "Conversation not found." } });
  }
  expect((await other.get("/v1/conversations")).body).toEqual({ data: [], hasMore: false, total: 0 });
});
