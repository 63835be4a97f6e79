import { expect, it } from "vitest";
import { nina, openImessageThread } from "../../support/imessage-thread.ts";
import { sdkOf } from "../../support/phone-client.ts";
import { refusalFrom, refused, unprocessable } from "../../support/sdk-refusal.ts";
import { acme, controlOf, sendText, startRingback } from "../../support/store-client.ts";

it("sends a text from an agent's first number", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const { agents, numbers, messages } = sdkOf(ringback);
  const { id: agent_id } = await agents.createAgent({ name: "Desk" });
  const { phoneNumber } = await numbers.createNumber({ agentId: agent_id });
  const sent = await messages.sendMessage({ agent_id, to_number: "(415) 555-0123", body: "Hello" });
  expect(sent).toMatchObject({ status: "sent", channel: "sms", from_number: phoneNumber, to_number: acme });
});

it("answers an iMessage with an effect, in its thread, and puts a tapback on it", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const { messages } = sdkOf(ringback);
  const { number, messageId, conversationId } = await openImessageThread(ringback);
  const reply = await messages.sendMessage({
    from_number: number,
    to_number: nina,
    body: "I am.",
    send_style: "confetti",
    reply_to_message_id: messageId,
  });
  expect(reply).toMatchObject({ channel: "imessage", conversation_id: conversationId });
  expect(reply.reply_to_message_id).toBe(messageId);
  const reaction = await messages.sendReaction({ message_id: messageId, reaction: "love" });
  expect(reaction).toMatchObject({ reaction_type: "love", message_id: messageId, channel: "imessage" });
});

it("starts a group on iMessage", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const { messages } = sdkOf(ringback);
  const { number } = await openImessageThread(ringback);
  await controlOf(ringback).post("/people", { name: "Omar", number: "+14155550178", imessage: true });
  const recipients = [nina, "+14155550178"];
  const sent = await messages.sendMessage({ from_number: number, recipients, body: "Hello, both." });
  expect(sent.to_number).toMatch(/^grp_/);
  const again = await messages.sendMessage({ from_number: number, to_number: sent.to_number, body: "And?" });
  expect(again.conversation_id).toBe(sent.conversation_id);
});

it("refuses what cannot be sent", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const { agents, numbers, messages } = sdkOf(ringback);
  const { id: agent_id } = await agents.createAgent({ name: "Desk" });
  const nobody = messages.sendMessage({ agent_id: "agt_nothing", to_number: acme, body: "x" });
  expect(await refusalFrom(nobody)).toEqual(refused(404, "Agent not found."));
  const numberless = messages.sendMessage({ agent_id, to_number: acme, body: "x" });
  expect(await refusalFrom(numberless)).toMatchObject({ by: "AgentPhoneError", statusCode: 400 });
  await numbers.createNumber({ agentId: agent_id });
  expect(await refusalFrom(messages.sendMessage({ agent_id, body: "x" }))).toMatchObject({
    by: "UnprocessableEntityError",
    body: {
      detail: [
        { msg: "Value error, Provide to_number (an existing chat) or recipients (to start a group)." },
      ],
    },
  });
  const emergency = messages.sendMessage({ agent_id, to_number: "911", body: "x" });
  expect(await refusalFrom(emergency)).toMatchObject({ by: "AgentPhoneError", statusCode: 403 });
  const stale = { agent_id, to_number: acme, body: "x", reply_to_message_id: "msg_nothing" };
  expect(await refusalFrom(messages.sendMessage(stale))).toEqual(refused(404, "Reply target not found."));
  const wild = { agent_id, to_number: acme, body: "x", send_style: "wild" as "love" };
  expect(await refusalFrom(messages.sendMessage(wild))).toEqual(unprocessable("body.send_style"));
});

it("refuses a tapback on an SMS, and on what is not there", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const { numbers, messages } = sdkOf(ringback);
  const { phoneNumber } = await numbers.createNumber();
  const message_id = await sendText(controlOf(ringback), phoneNumber);
  const onSms = messages.sendReaction({ message_id, reaction: "love" });
  expect(await refusalFrom(onSms)).toMatchObject({ by: "AgentPhoneError", statusCode: 400 });
  const gone = messages.sendReaction({ message_id: "msg_nothing", reaction: "love" });
  expect(await refusalFrom(gone)).toEqual(refused(404, "Message not found."));
});
