import { expect } from "vitest";
import { phoneOf, sdkOf } from "../support/phone-client.ts";
import { acme, advance, agentOf, buyNumber } from "../support/store-client.ts";
import {
  addLine,
  addPerson,
  eventsOf,
  messageOf,
  newsOf,
  send,
  setWebhook,
  someText,
  startTexting,
  textLine,
} from "../support/texting.ts";
import { verifies } from "../support/verifies.ts";

verifies(["phone.texts.received", "phone.texts.history"], async () => {
  await using world = await startTexting();
  const { ringback, control, phone } = world;
  const sdk = sdkOf(ringback);
  const agent = await sdk.agents.createAgent({ name: "desk" });
  const { number, numberId } = await addLine(control, { agentId: agent.id });
  const contact = await sdk.contacts.createContact({
    phoneNumber: acme,
    name: "Acme",
    email: "a@example.com",
  });
  await setWebhook(phone, { contextLimit: 2 });
  const texts = [await textLine(control, { from: acme, to: number, body: "one" })];
  const [thread] = (await sdk.conversations.listConversations()).data;
  const conversationId = thread?.id ?? "";
  await sdk.conversations.updateConversation({ conversation_id: conversationId, metadata: { order: 1 } });
  await advance(control, "1s");
  texts.push(await send(phone, { number_id: numberId, to_number: acme, body: "two" }));
  texts.push(
    await textLine(control, { from: acme, to: number, body: "three", mediaUrls: ["https://a.example/1"] }),
  );
  await advance(control, "1s");
  texts.push(await textLine(control, { from: acme, to: number, body: "four" }));
  expect(newsOf(ringback).at(-1)).toStrictEqual({
    event: "agent.message",
    channel: "sms",
    timestamp: "2026-04-01T10:22:02.000Z",
    agentId: agent.id,
    data: {
      messageId: texts[3],
      conversationId,
      numberId,
      from: acme,
      to: number,
      contact: { id: contact.id, name: "Acme", email: "a@example.com", phoneNumber: acme },
      message: "four",
      mediaUrl: null,
      mediaUrls: [],
      direction: "inbound",
      receivedAt: "2026-04-01T10:22:02.000Z",
    },
    conversationState: { order: 1 },
    recentHistory: [
      {
        messageId: texts[1],
        content: "two",
        direction: "outbound",
        channel: "sms",
        at: "2026-04-01T10:22:01.000Z",
      },
      {
        messageId: texts[2],
        content: "three",
        direction: "inbound",
        channel: "mms",
        at: "2026-04-01T10:22:01.000Z",
      },
    ],
  });
  expect(newsOf(ringback).at(-2)).toMatchObject({
    channel: "mms",
    data: { mediaUrl: "https://a.example/1", mediaUrls: ["https://a.example/1"] },
  });
  expect(newsOf(ringback)[0]).toMatchObject({ conversationState: null, recentHistory: [] });
});

verifies("phone.texts.received", "tells no webhook of anything but what came in", async () => {
  await using world = await startTexting();
  const { ringback, control, phone } = world;
  const { number, numberId: number_id } = await addLine(control);
  await send(phone, { number_id, to_number: acme });
  await textLine(control, { from: acme, to: number });
  expect(await eventsOf(control, "webhook.unheard")).toEqual([
    { event: "agent.message", channel: "sms", account: "acct_001" },
  ]);
  expect(newsOf(ringback)).toEqual([]);
});

verifies("phone.texts.receivedCarousel", async () => {
  await using world = await startTexting();
  const { ringback, control, phone } = world;
  await addPerson(control, "nina", acme);
  const { number } = await addLine(control, { type: "imessage" });
  await setWebhook(phone);
  const mediaUrls = ["https://a.example/1", "https://a.example/2", "https://a.example/3"];
  const last = await textLine(control, { from: acme, to: number, body: "look", mediaUrls });
  expect(newsOf(ringback)).toMatchObject([
    { channel: "imessage", data: { message: "look", mediaUrl: mediaUrls[0], mediaUrls: [mediaUrls[0]] } },
    { data: { message: "", mediaUrls: [mediaUrls[1]] } },
    { data: { messageId: last, message: "", mediaUrls: [mediaUrls[2]] } },
  ]);
  const plain = await addLine(control);
  const mms = await textLine(control, { from: acme, to: plain.number, mediaUrls });
  expect(messageOf(ringback, mms)).toMatchObject({ channel: "mms", mediaUrls });
});

verifies("phone.texts.senders", async () => {
  await using world = await startTexting();
  const { ringback, control } = world;
  const plain = await addLine(control);
  const apple = await addLine(control, { type: "imessage" });
  const arrived = async (request: object) => {
    const { from, channel } = messageOf(ringback, await textLine(control, request));
    return [from, channel];
  };
  expect(await arrived({ from: "72345", to: plain.number })).toEqual(["72345", "sms"]);
  expect(await arrived({ from: "72345", to: apple.number })).toEqual(["72345", "sms"]);
  expect(await arrived({ from: "(415) 555-0123", to: plain.number })).toEqual([acme, "sms"]);
  expect(await arrived({ from: "Nina@Example.com", to: apple.number })).toEqual([
    "nina@example.com",
    "imessage",
  ]);
  expect(await arrived({ from: acme, to: apple.number })).toEqual([acme, "sms"]);
  expect(await arrived({ from: acme, to: apple.number, channel: "imessage" })).toEqual([acme, "imessage"]);
  const store = await buyNumber(agentOf(ringback));
  const refused = [
    [{ from: "nina@example.com", to: plain.number }, 422],
    [{ from: acme, to: plain.number, channel: "imessage" }, 422],
    [{ from: "72345", to: apple.number, channel: "imessage" }, 422],
    [{ from: "nina@example.com", to: store.number }, 400],
    [{ from: "72345", to: store.number }, 400],
    [{ from: "741741", to: plain.number }, 403],
    [{ from: "nonsense", to: plain.number }, 400],
  ] as const;
  for (const [request, status] of refused) {
    expect([request, (await control.post("/people/text", { body: "x", ...request })).status]).toEqual([
      request,
      status,
    ]);
  }
});

verifies("phone.texts.senders", "passes codes on from short codes and remembers them", async () => {
  await using world = await startTexting();
  const { ringback, control } = world;
  const { number } = await addLine(control);
  const answer = await control.post("/people/otp", { from: "72345", to: number, code: "482913" });
  const { messageId } = answer.body as { messageId: string };
  expect(messageOf(ringback, messageId)).toMatchObject({
    from: "72345",
    body: "Your verification code is 482913",
  });
  expect(await eventsOf(control, "otp.issued")).toMatchObject([
    { from: "72345", to: number, code: "482913", messageId },
  ]);
});

verifies("phone.texts.otpUsed", async () => {
  await using world = await startTexting();
  const { control, phone } = world;
  const first = await addLine(control);
  const second = await addLine(control);
  const issue = (to: string, code: string, more: object = {}) =>
    control.post("/people/otp", { from: acme, to, code, ...more });
  const say = (body: string) => send(phone, { number_id: second.numberId, to_number: acme, body });
  await issue(first.number, "482913");
  await issue(second.number, "7711", { expiresIn: "1m" });
  await say("call me at +1 415 555 0182, order 4829134, A482913");
  expect(await eventsOf(control, "otp.used")).toEqual([]);
  await say("It is 482-913.");
  await say("482913 again");
  await advance(control, "2m");
  await say("or (7711)");
  expect(await eventsOf(control, "otp.used")).toMatchObject([
    { code: "482913", to: first.number, expired: false },
    { code: "7711", to: second.number, expired: true },
  ]);
});

verifies("phone.texts.receivedReaction", async () => {
  await using world = await startTexting();
  const { ringback, control, phone } = world;
  await addPerson(control, "nina", acme);
  const { number, numberId: number_id } = await addLine(control, { type: "imessage" });
  const plain = await addLine(control);
  await setWebhook(phone);
  const sent = await send(phone, { number_id, to_number: acme, body: "dinner?" });
  const react = (request: object) =>
    control.post("/people/react", { from: acme, reaction: "love", ...request });
  expect((await react({ to: number, last: true })).body).toEqual({ messageId: sent });
  const [reaction] = messageOf(ringback, sent).reactions ?? [];
  expect(reaction).toMatchObject({ reactionType: "love", fromNumber: acme, direction: "inbound" });
  expect(newsOf(ringback)).toStrictEqual([
    {
      event: "agent.reaction",
      channel: "imessage",
      timestamp: "2026-04-01T10:22:00.000Z",
      agentId: null,
      data: {
        conversationId: "conv_001",
        numberId: number_id,
        reactionType: "love",
        fromNumber: acme,
        direction: "inbound",
        messageId: sent,
        messageBody: "dinner?",
        messageMediaUrl: null,
        messageMediaUrls: [],
        createdAt: "2026-04-01T10:22:00.000Z",
      },
    },
  ]);
  expect(await eventsOf(control, "reaction.received")).toEqual([
    { line: number, from: acme, messageId: sent, reaction: "love" },
  ]);
  const sms = await textLine(control, { from: acme, to: plain.number });
  const refused = [
    [{ messageId: sms }, 400],
    [{ messageId: sent, reaction: "Loved" }, 400],
    [{ messageId: "msg_999" }, 404],
    [{ to: plain.number, last: true }, 404],
    [{ to: number }, 400],
    [{}, 400],
  ] as const;
  for (const [request, status] of refused) {
    const answer = await react(request);
    expect([request, answer.status, answer.text]).toEqual([request, status, someText]);
  }
});

verifies("phone.texts.list", "lists the newest of very many", async () => {
  await using world = await startTexting();
  const { ringback, control } = world;
  const { number, numberId } = await addLine(control);
  const { texts } = ringback.worlds.main.domain.agentphone;
  for (let place = 0; place < 5000; place += 1)
    texts.receive({ from: acme, to: number, body: `text ${place}` });
  const answer = await phoneOf(ringback).get(`/v1/numbers/${numberId}/messages?limit=200`);
  const { data, hasMore } = answer.body as { data: { body: string }[]; hasMore: boolean };
  expect([data.length, data[0]?.body, data[199]?.body, hasMore]).toEqual([
    200,
    "text 4999",
    "text 4800",
    true,
  ]);
});
