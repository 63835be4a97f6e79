import { expect } from "vitest";
import { acme, agentOf, advance, buyNumber } from "../support/store-client.ts";
import {
  addLine,
  eventsOf,
  messageOf,
  newsOf,
  send,
  setWebhook,
  startTexting,
  textLine,
} from "../support/texting.ts";
import { verifies } from "../support/verifies.ts";

verifies("phone.texts.twoSided", async () => {
  await using world = await startTexting();
  const { ringback, control, phone } = world;
  const store = agentOf(ringback);
  const inbox = await buyNumber(store);
  const { numberId: number_id, number } = await addLine(control);
  const id = await send(phone, {
    number_id,
    to_number: inbox.number,
    body: "Your code is 482913",
    media_url: "https://a.example/1",
  });
  expect((await store.get(`${inbox.path}/messages`)).body).toEqual({ messages: [] });
  expect(messageOf(ringback, id).status).toBe("sent");
  await advance(control, "1s");
  expect((await store.get(`${inbox.path}/messages`)).body).toMatchObject({
    messages: [{ from: number, to: inbox.number, bodyPreview: "Your code is 482913" }],
  });
  expect(messageOf(ringback, id).status).toBe("delivered");
  const legs = await eventsOf(control, "message.received");
  expect(legs).toMatchObject([{ line: inbox.number, from: number, channel: "sms" }]);
  // A line without sms has no texts.
  const silent = await buyNumber(store, { capabilities: ["voice"] });
  const lost = await send(phone, { number_id, to_number: silent.number });
  await advance(control, "1s");
  expect(messageOf(ringback, lost)).toMatchObject({
    status: "undelivered",
    failure: expect.stringContaining("without sms") as string,
  });
});

verifies("phone.texts.twoSided", "carries texts, tapbacks and opt-outs between two lines", async () => {
  await using world = await startTexting();
  const { ringback, control, phone } = world;
  const one = await addLine(control, { type: "imessage" });
  const two = await addLine(control, { type: "imessage" });
  await setWebhook(phone);
  const asked = await send(phone, { number_id: one.numberId, to_number: two.number, body: "dinner?" });
  await advance(control, "1s");
  const { otherLegId = "" } = messageOf(ringback, asked);
  expect(messageOf(ringback, otherLegId)).toMatchObject({
    lineId: two.number,
    from: one.number,
    otherLegId: asked,
  });
  await phone.post(`/v1/messages/${otherLegId}/reactions`, { reaction: "love" });
  expect(messageOf(ringback, asked).reactions).toMatchObject([
    { fromNumber: two.number, direction: "inbound" },
  ]);
  expect(newsOf(ringback)).toMatchObject([
    { event: "agent.message", data: { to: two.number } },
    { event: "agent.reaction", data: { messageId: asked, fromNumber: two.number } },
  ]);
  const plain = await addLine(control);
  await send(phone, { number_id: plain.numberId, to_number: two.number, body: "STOP" });
  await advance(control, "1s");
  const refused = await send(phone, { number_id: two.numberId, to_number: plain.number });
  expect(messageOf(ringback, refused).status).toBe("failed");
  await send(phone, { number_id: one.numberId, to_number: one.number, body: "to myself" });
  await advance(control, "1s");
  expect((await eventsOf(control, "message.received")).at(-1)).toMatchObject({
    line: one.number,
    from: one.number,
  });
});

verifies("phone.texts.twoSided", "lets a person talk with both services", async () => {
  await using world = await startTexting();
  const { ringback, control, phone } = world;
  const inbox = await buyNumber(agentOf(ringback));
  const { numberId: number_id, number } = await addLine(control);
  const first = await textLine(control, { from: acme, to: inbox.number });
  const second = await textLine(control, { from: acme, to: number });
  expect([messageOf(ringback, first).conversationId, messageOf(ringback, second).conversationId]).toEqual([
    undefined,
    "conv_001",
  ]);
  const answer = await send(phone, { number_id, to_number: acme });
  await advance(control, "1s");
  expect(messageOf(ringback, answer)).toMatchObject({ status: "delivered", conversationId: "conv_001" });
  // Media and channels are AgentPhone's: whoever writes a story that sends them to a store number hears so.
  const picture = {
    from: acme,
    to: inbox.number,
    body: "",
    mediaUrls: ["https://a.example/1"],
    channel: "mms",
  };
  expect((await control.post("/people/text", picture)).status).toBe(422);
});
