import { expect } from "vitest";
import { acme, advance } from "../support/store-client.ts";
import {
  addLine,
  addPerson,
  eventsOf,
  messageOf,
  newsOf,
  refusalOf,
  send,
  setWebhook,
  startTexting,
  textLine,
} from "../support/texting.ts";
import { verifies } from "../support/verifies.ts";

verifies(["phone.texts.groups", "phone.texts.receivedGroup"], async () => {
  await using world = await startTexting();
  const { ringback, control, phone } = world;
  await addPerson(control, "nina", acme);
  const { number, numberId: number_id } = await addLine(control, { type: "imessage" });
  await setWebhook(phone);
  const recipients = ["(415) 555-0123", "Omar@Example.com", acme];
  const started = await phone.post("/v1/messages", { number_id, recipients, body: "hello all" });
  const { to_number: group, conversation_id: thread } = started.body as {
    to_number: string;
    conversation_id: string;
  };
  expect(started.body).toMatchObject({
    channel: "imessage",
    to_number: expect.stringMatching(/^grp_/) as string,
  });
  const next = await phone.post("/v1/messages", { number_id, to_number: group, body: "again" });
  expect(next.body).toMatchObject({ to_number: group, conversation_id: thread });
  await advance(control, "1s");
  expect(await eventsOf(control, "message.delivered")).toHaveLength(2);
  const answer = await textLine(control, { from: "omar@example.com", to: number, group, body: "hi" });
  expect(messageOf(ringback, answer)).toMatchObject({
    conversationId: thread,
    senderIdentifier: "omar@example.com",
  });
  expect(newsOf(ringback)).toMatchObject([
    {
      channel: "imessage",
      data: {
        conversationId: thread,
        from: "omar@example.com",
        to: number,
        senderIdentifier: "omar@example.com",
        group: {
          isGroup: true,
          groupId: group,
          groupName: null,
          participants: [
            { identifier: acme, name: null },
            { identifier: "omar@example.com", name: null },
          ],
        },
      },
      recentHistory: [{ content: "hello all" }, { content: "again" }],
    },
  ]);
  // What goes to a member alone is another thread.
  const alone = messageOf(ringback, await send(phone, { number_id, to_number: acme }));
  expect(alone.conversationId).not.toBe(thread);
});

verifies(
  "phone.texts.groups",
  "makes no group of too few, too many or unsuitable members, and lets no stranger write",
  async () => {
    await using world = await startTexting();
    const { control, phone } = world;
    const { number, numberId: number_id } = await addLine(control, { type: "imessage" });
    const other = await addLine(control, { type: "imessage" });
    const post = (request: object) => phone.post("/v1/messages", { number_id, body: "x", ...request });
    const many = Array.from({ length: 33 }, (_, place) => `p${place}@example.com`);
    for (const recipients of [
      [],
      [acme],
      [acme, "+1 415 555 0123"],
      many,
      [acme, "72345"],
      [acme, "nonsense"],
      [acme, ""],
    ]) {
      expect([recipients, (await post({ recipients })).status]).toEqual([recipients, 422]);
    }
    const started = await post({ recipients: many.slice(1) });
    const { to_number: group } = started.body as { to_number: string };
    expect(started.status).toBe(200);
    expect(refusalOf(await post({ number_id: other.numberId, to_number: group }))).toEqual([
      404,
      "Group not found.",
    ]);
    const text = { body: "x", to: number, group };
    expect((await control.post("/people/text", { ...text, from: "stranger@example.com" })).status).toBe(422);
    expect(
      (await control.post("/people/text", { ...text, from: "p1@example.com", group: "grp_999" })).status,
    ).toBe(404);
  },
);

verifies(
  ["phone.texts.groups", "phone.texts.twoSided"],
  "reaches members that are lines of ours, in the same group",
  async () => {
    await using world = await startTexting();
    const { ringback, control, phone } = world;
    const one = await addLine(control, { type: "imessage" });
    const two = await addLine(control, { type: "imessage" });
    const started = await phone.post("/v1/messages", {
      number_id: one.numberId,
      recipients: [two.number, acme],
      body: "all",
    });
    const { to_number: group } = started.body as { to_number: string };
    await advance(control, "1s");
    const [received] = await eventsOf(control, "message.received");
    expect(received).toMatchObject({ line: two.number, from: one.number, body: "all" });
    await send(phone, { number_id: two.numberId, to_number: group, body: "me too" });
    await advance(control, "1s");
    const [, back] = await eventsOf(control, "message.received");
    expect(back).toMatchObject({ line: one.number, from: two.number, body: "me too" });
    expect(messageOf(ringback, String(back?.["messageId"])).conversationId).toBe("conv_001");
  },
);
