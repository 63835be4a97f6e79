import { expect, it } from "vitest";
import { nina, openImessageThread } from "../../support/imessage-thread.ts";
import { sdkOf } from "../../support/phone-client.ts";
import { refusalFrom, refused, unprocessable } from "../../support/sdk-refusal.ts";
import { acme, controlOf, sendText, startRingback } from "../../support/store-client.ts";

it("lists and reads conversations with their messages", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const { conversations, numbers } = sdkOf(ringback);
  const { phoneNumber, id: phoneNumberId } = await numbers.createNumber();
  await sendText(controlOf(ringback), phoneNumber, "one");
  await sendText(controlOf(ringback), phoneNumber, "two");
  const { data, total } = await conversations.listConversations();
  expect(total).toBe(1);
  expect(data).toMatchObject([{ participant: acme, phoneNumberId, lastMessagePreview: "two" }]);
  const conversation_id = data[0]?.id ?? "";
  const detail = await conversations.getConversation({ conversation_id, message_limit: 10 });
  expect(detail).toMatchObject({ id: conversation_id, isGroup: false, messageCount: 2 });
  expect(detail.messages?.map(({ body }) => body)).toEqual(["one", "two"]);
  const list = await conversations.getConversationMessages({ conversation_id, limit: 1 });
  expect(list.data.map(({ body, fromNumber }) => [body, fromNumber])).toEqual([["two", acme]]);
  expect(list.hasMore).toBe(true);
  const page = await conversations.listConversations({ offset: 1 }, { queryParams: { limit: 1 } });
  expect(page).toEqual({ data: [], hasMore: false, total: 1 });
});

it("keeps metadata of a conversation, and clears it", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const { conversations } = sdkOf(ringback);
  const { conversationId: conversation_id } = await openImessageThread(ringback);
  const metadata = { order: "ORD-1", items: [1, 2] };
  expect(await conversations.updateConversation({ conversation_id, metadata })).toMatchObject({ metadata });
  const cleared = await conversations.updateConversation({ conversation_id, metadata: null });
  expect(cleared.metadata).toBeNull();
});

it("types without a body, and paints the wall of an iMessage thread", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const { conversations } = sdkOf(ringback);
  const { conversationId } = await openImessageThread(ringback);
  const thread = { conversation_id: conversationId };
  expect(await conversations.sendTypingIndicator(thread)).toEqual({
    conversationId,
    channel: "imessage",
    status: "sent",
  });
  const picture = { ...thread, image_url: "https://example.com/wall.jpg" };
  const painted = await conversations.setChatBackground(picture);
  expect(painted).toMatchObject({ conversationId, hasBackground: true, changed: true });
  expect(await conversations.setChatBackground(picture)).toMatchObject({ changed: false });
  expect(await conversations.removeChatBackground(thread)).toBeUndefined();
  expect(await conversations.removeChatBackground(thread)).toBeUndefined();
});

it("does neither on an SMS thread", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const { conversations, numbers } = sdkOf(ringback);
  const { phoneNumber } = await numbers.createNumber();
  await sendText(controlOf(ringback), phoneNumber);
  const conversation_id = (await conversations.listConversations()).data[0]?.id ?? "";
  const asked = [
    conversations.sendTypingIndicator({ conversation_id }),
    conversations.setChatBackground({ conversation_id, image_url: "https://example.com/wall.jpg" }),
    conversations.removeChatBackground({ conversation_id }),
  ];
  for (const refusal of await Promise.all(asked.map(refusalFrom)))
    expect(refusal).toMatchObject({ by: "AgentPhoneError", statusCode: 400 });
});

it("says of every method that there is no such conversation, and what is wrong", async () => {
  await using ringback = await startRingback();
  const { conversations } = sdkOf(ringback);
  const gone = { conversation_id: "conv_nothing" };
  const asked = [
    conversations.getConversation(gone),
    conversations.updateConversation({ ...gone, metadata: { to: nina } }),
    conversations.getConversationMessages(gone),
    conversations.sendTypingIndicator(gone),
    conversations.setChatBackground({ ...gone, image_url: "https://example.com/wall.jpg" }),
    conversations.removeChatBackground(gone),
  ];
  for (const refusal of await Promise.all(asked.map(refusalFrom)))
    expect(refusal).toEqual(refused(404, "Conversation not found."));
  const many = conversations.getConversation({ ...gone, message_limit: 101 });
  expect(await refusalFrom(many)).toEqual(unprocessable("query.message_limit"));
  const never = conversations.getConversationMessages({ ...gone, before: "yesterday" });
  expect(await refusalFrom(never)).toEqual(unprocessable("query.before"));
  const list = conversations.listConversations({ offset: -1 });
  expect(await refusalFrom(list)).toEqual(unprocessable("query.offset"));
});
