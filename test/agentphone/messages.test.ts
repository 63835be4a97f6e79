import { expect } from "vitest";
import { phoneOf, sdkOf } from "../support/phone-client.ts";
import { acme, advance, openAccount } from "../support/store-client.ts";
import {
  addLine,
  addPerson,
  changeProfile,
  eventsOf,
  messageOf,
  refusalOf,
  send,
  someText,
  startTexting,
  textLine,
} from "../support/texting.ts";
import { verifies } from "../support/verifies.ts";

verifies(["phone.texts.send", "phone.texts.list", "phone.texts.receipt"], async () => {
  await using world = await startTexting();
  const { ringback, control } = world;
  const sdk = sdkOf(ringback);
  const agent = await sdk.agents.createAgent({ name: "desk" });
  const number = await sdk.numbers.createNumber({ agentId: agent.id });
  const sent = await sdk.messages.sendMessage({ agent_id: agent.id, to_number: acme, body: "hi" });
  expect(sent).toStrictEqual({
    id: "msg_001",
    status: "sent",
    channel: "sms",
    from_number: number.phoneNumber,
    to_number: acme,
    conversation_id: "conv_001",
    media_urls: [],
    reply_to_message_id: null,
    reply_parent_unresolved: null,
  });
  await advance(control, "1s");
  const answer = await textLine(control, { from: acme, to: number.phoneNumber });
  expect(await sdk.numbers.getMessages({ number_id: number.id, limit: 1 })).toStrictEqual({
    data: [
      {
        id: answer,
        from_: acme,
        to: number.phoneNumber,
        body: "hello",
        direction: "inbound",
        channel: "sms",
        receivedAt: "2026-04-01T10:22:01.000Z",
      },
    ],
    hasMore: true,
  });
  const path = `/v1/numbers/${number.id}/messages`;
  const before = await phoneOf(ringback).get(`${path}?before=2026-04-01T10:22:01Z`);
  expect(before.body).toMatchObject({ data: [{ id: "msg_001", from_: number.phoneNumber }], hasMore: false });
  const after = await phoneOf(ringback).get(`${path}?after=2026-04-01T10:22:01Z`);
  expect(after.body).toEqual({ data: [], hasMore: false });
  const told = { line: number.phoneNumber, from: number.phoneNumber, to: acme, messageId: "msg_001" };
  expect(await eventsOf(control, "message.delivered")).toEqual([told]);
  expect(messageOf(ringback, "msg_001").status).toBe("delivered");
  for (const limit of [0, 201, "x"]) {
    expect([limit, (await phoneOf(ringback).get(`${path}?limit=${limit}`)).status]).toEqual([limit, 422]);
  }
});

verifies("phone.texts.sender", async () => {
  await using world = await startTexting();
  const { ringback, control, phone } = world;
  const sdk = sdkOf(ringback);
  const { id: agent_id } = await sdk.agents.createAgent({ name: "desk" });
  const first = await addLine(control, { agentId: agent_id });
  const second = await addLine(control, { agentId: agent_id });
  const third = await addLine(control);
  const from = async (request: object) =>
    messageOf(ringback, await send(phone, { to_number: acme, ...request })).from;
  expect(await from({ agent_id })).toBe(first.number);
  expect(await from({ agent_id, number_id: second.numberId })).toBe(second.number);
  expect(await from({ agent_id, number_id: second.numberId, from_number: third.number })).toBe(third.number);
  expect(await from({ from_number: third.number.replace(/^\+1(\d{3})(\d{3})/, "($1) $2-") })).toBe(
    third.number,
  );
});

verifies("phone.texts.senderRefusals", async () => {
  await using world = await startTexting();
  const { ringback, control, phone } = world;
  const sdk = sdkOf(ringback);
  const { id: bare } = await sdk.agents.createAgent({ name: "bare" });
  const line = await addLine(control);
  const other = await openAccount(control, { name: "other" });
  const foreign = await addLine(control, { accountId: other.account });
  await phone.delete(`/v1/numbers/${line.numberId}`);
  const refused = async (request: object) =>
    refusalOf(await phone.post("/v1/messages", { body: "x", to_number: acme, ...request }));
  expect(await refused({ agent_id: bare })).toEqual([400, "Agent has no phone number attached."]);
  expect(await refused({ agent_id: "agt_999" })).toEqual([404, "Agent not found."]);
  expect(await refused({ number_id: line.numberId })).toEqual([400, "This number has been released."]);
  expect(await refused({ from_number: line.number })).toEqual([400, "This number has been released."]);
  for (const number_id of [foreign.numberId, "num_999"]) {
    expect(await refused({ number_id })).toEqual([404, "Number not found."]);
  }
  for (const from_number of [foreign.number, acme]) {
    expect(await refused({ from_number })).toEqual([404, "Number not found."]);
  }
  expect(await refused({})).toEqual([422, [expect.stringContaining("Provide agent_id")]]);
});

verifies("phone.texts.target", async () => {
  await using world = await startTexting();
  const { control, phone } = world;
  const plain = await addLine(control);
  const apple = await addLine(control, { type: "imessage" });
  const reached = async (number_id: string, to_number: string) =>
    ((await phone.post("/v1/messages", { body: "x", number_id, to_number })).body as { to_number: string })
      .to_number;
  for (const spelling of [
    "(415) 555-0123",
    "415.555.0123",
    "+1 415 555 0123",
    "tel:+14155550123",
    "14155550123",
  ]) {
    expect(await reached(plain.numberId, spelling)).toBe(acme);
  }
  expect(await reached(plain.numberId, "+44 20 7946 0018")).toBe("+442079460018");
  expect(await reached(plain.numberId, "72345")).toBe("72345");
  expect(await reached(apple.numberId, "Nina@Example.com")).toBe("nina@example.com");
  const refused = async (request: object) =>
    refusalOf(await phone.post("/v1/messages", { body: "x", number_id: plain.numberId, ...request }));
  expect(await refused({ to_number: "nonsense" })).toEqual([
    422,
    [expect.stringContaining("Invalid phone number")],
  ]);
  expect(await refused({ to_number: "123" })).toEqual([403, someText]);
  expect(await refused({ to_number: "12" })).toEqual([422, [someText]]);
  expect(await refused({ to_number: acme, recipients: [acme, "+14155550124"] })).toEqual([
    422,
    ["Value error, Provide either to_number or recipients, not both."],
  ]);
  expect(await refused({ to_number: "grp_999" })).toEqual([400, someText]);
});

verifies("phone.texts.neitherTarget", async () => {
  await using world = await startTexting();
  const { control, phone } = world;
  const { numberId: number_id } = await addLine(control);
  const sentence = "Value error, Provide to_number (an existing chat) or recipients (to start a group).";
  const list = await phone.post("/v1/messages", { body: "x", number_id });
  expect(list.body).toEqual({ detail: [{ loc: ["body"], msg: sentence, type: "value_error" }] });
  await changeProfile(control, { validationShape: "envelope" });
  const envelope = await phone.post("/v1/messages", { body: "x", number_id, to_number: null });
  expect(envelope.body).toMatchObject({ error: { code: "VALIDATION_ERROR", message: sentence } });
});

verifies(["phone.texts.media", "phone.texts.local", "phone.texts.requestRefusals"], async () => {
  await using world = await startTexting();
  const { ringback, control, phone } = world;
  const { numberId: number_id } = await addLine(control);
  const picture = "https://example.com/a.png";
  const post = (request: object) => phone.post("/v1/messages", { number_id, to_number: acme, ...request });
  const one = await post({ body: "", media_url: picture });
  expect(one.body).toMatchObject({ channel: "mms", media_urls: [picture] });
  const local = ["http://localhost:3000/a.png", "http://127.0.0.1/b.png"];
  expect((await post({ body: "two", media_urls: local })).body).toMatchObject({
    channel: "mms",
    media_urls: local,
  });
  expect(messageOf(ringback, "msg_002").mediaUrls).toEqual(local);
  const many = (count: number) => Array.from({ length: count }, (_, place) => `${picture}?${place}`);
  expect((await post({ body: "x", media_urls: many(20) })).status).toBe(200);
  const refused = [
    { body: "x", media_urls: many(21) },
    { body: "x", media_urls: [] },
    { body: "x", media_url: picture, media_urls: [picture] },
    { body: "x", media_url: "http://example.com/a.png" },
    { body: "x", media_url: "nonsense" },
    { body: "" },
    { media_url: picture },
    { body: "x".repeat(16_001) },
    { body: null },
  ];
  for (const request of refused) expect([request, (await post(request)).status]).toEqual([request, 422]);
  expect(refusalOf(await post({}))).toEqual([422, ["Field required"]]);
});

verifies(["phone.texts.channel", "phone.texts.effects"], async () => {
  await using world = await startTexting();
  const { ringback, control, phone } = world;
  await addPerson(control, "nina", "+14155550150");
  await addPerson(control, "android", "+14155550151", { imessage: false });
  const plain = await addLine(control);
  const apple = await addLine(control, { type: "imessage" });
  const other = await addLine(control, { type: "imessage" });
  const sent = async ({ numberId }: { numberId: string }, to_number: string, more: object = {}) => {
    const id = await send(phone, { number_id: numberId, to_number, send_style: "confetti", ...more });
    const { channel, sendStyle } = messageOf(ringback, id);
    return [channel, sendStyle];
  };
  expect(await sent(apple, "+14155550150")).toEqual(["imessage", "confetti"]);
  expect(await sent(apple, other.number)).toEqual(["imessage", "confetti"]);
  expect(await sent(apple, "nina@example.com")).toEqual(["imessage", "confetti"]);
  expect(await sent(apple, "+14155550151")).toEqual(["sms", undefined]);
  expect(await sent(apple, plain.number)).toEqual(["sms", undefined]);
  expect(await sent(plain, "+14155550150")).toEqual(["sms", undefined]);
  expect(await sent(plain, "+14155550150", { media_url: "https://a.example/b" })).toEqual(["mms", undefined]);
  const wrong = { number_id: apple.numberId, to_number: acme, body: "x", send_style: "sparkles" };
  expect((await phone.post("/v1/messages", wrong)).status).toBe(422);
});

verifies("phone.texts.carousel", async () => {
  await using world = await startTexting();
  const { control, phone } = world;
  const { numberId: number_id } = await addLine(control, { type: "imessage" });
  const media_urls = ["https://a.example/1.png", "https://a.example/2.png"];
  const request = { number_id, to_number: "nina@example.com", media_urls };
  expect((await phone.post("/v1/messages", { ...request, body: "" })).body).toMatchObject({
    channel: "imessage",
    media_urls,
  });
  expect((await phone.post("/v1/messages", { ...request, body: "look" })).status).toBe(422);
  expect(
    (await phone.post("/v1/messages", { ...request, to_number: acme, body: "look" })).body,
  ).toMatchObject({ channel: "mms" });
});

verifies("phone.texts.reply", async () => {
  await using world = await startTexting();
  const { ringback, control, phone } = world;
  await addPerson(control, "nina", acme);
  const apple = await addLine(control, { type: "imessage" });
  const plain = await addLine(control);
  const parent = await textLine(control, { from: acme, to: apple.number });
  const sms = await textLine(control, { from: acme, to: plain.number });
  const reply = async (number_id: string, reply_to_message_id: string) =>
    (await phone.post("/v1/messages", { body: "re", number_id, to_number: acme, reply_to_message_id })).body;
  const threaded = (await reply(apple.numberId, parent)) as { id: string };
  expect(threaded).toMatchObject({ reply_to_message_id: parent, reply_parent_unresolved: false });
  expect(messageOf(ringback, threaded.id).replyToId).toBe(parent);
  for (const [line, to] of [
    [apple, sms],
    [plain, sms],
  ] as const) {
    expect(await reply(line.numberId, to)).toMatchObject({
      reply_to_message_id: to,
      reply_parent_unresolved: true,
    });
  }
  expect(await reply(apple.numberId, "msg_999")).toEqual({ detail: "Reply target not found." });
});

verifies("phone.texts.registration", async () => {
  await using world = await startTexting();
  const { control, phone } = world;
  await changeProfile(control, { requireRegistration: true });
  const { number, numberId: number_id } = await addLine(control);
  const apple = await addLine(control, { type: "imessage" });
  const status = async (request: object) =>
    (await phone.post("/v1/messages", { body: "x", number_id, ...request })).status;
  const refused = await phone.post("/v1/messages", { body: "x", number_id, to_number: acme });
  expect(refusalOf(refused)).toEqual([403, expect.stringMatching(/10DLC.*https:\/\//)]);
  expect(await status({ to_number: "72345" })).toBe(403);
  expect(await status({ to_number: "+16045550101" })).toBe(200);
  expect(await status({ to_number: "+442079460018" })).toBe(200);
  expect(await status({ number_id: apple.numberId, to_number: "nina@example.com" })).toBe(200);
  expect(await textLine(control, { from: acme, to: number })).toBe("msg_004");
  await control.put("/accounts/acct_001/registration", { status: "approved" });
  expect(await status({ to_number: acme })).toBe(200);
});

verifies("phone.texts.price", async () => {
  await using world = await startTexting();
  const { ringback, control, phone } = world;
  const { number, numberId: number_id } = await addLine(control);
  await control.put("/accounts/acct_001/credit", { creditUsd: 0.05 });
  await changeProfile(control, { enforceBalance: true });
  await send(phone, { number_id, to_number: acme });
  await textLine(control, { from: acme, to: number });
  const refused = await phone.post("/v1/messages", { body: "x", number_id, to_number: acme });
  expect(refusalOf(refused)).toEqual([402, expect.stringContaining("$0.02")]);
  // What somebody else sends costs all the same.
  await textLine(control, { from: acme, to: number });
  const { ledger } = ringback.worlds.main.world.tables;
  const texts = [...ledger.all()].filter(({ kind }) => kind.startsWith("message_"));
  expect(texts.map(({ kind, amountMills, reference }) => [kind, amountMills, reference])).toEqual([
    ["message_sent", -20, "msg_001"],
    ["message_received", -20, "msg_002"],
    ["message_received", -20, "msg_003"],
  ]);
});

verifies("phone.texts.whatsapp", async () => {
  await using world = await startTexting();
  const { control, phone } = world;
  const { numberId: number_id } = await addLine(control);
  const post = (request: object) =>
    phone.post("/v1/messages", { number_id, to_number: acme, body: "x", ...request });
  await changeProfile(control, { errorShape: "envelope" });
  for (const request of [
    { channel: "whatsapp" },
    { buttons: ["Yes", "No"] },
    { template: { name: "hello" } },
  ]) {
    const { status, body } = await post(request);
    expect([status, body]).toMatchObject([403, { error: { code: "WHATSAPP_NOT_ENABLED" } }]);
  }
  const wrong = [
    { channel: "sms" },
    { buttons: ["a", "b", "c", "d"] },
    { buttons: ["x".repeat(21)] },
    { list: { rows: Array.from({ length: 11 }, () => ({})) } },
    { template: {} },
    { buttons: ["a"], template: { name: "hello" } },
  ];
  for (const request of wrong) expect([request, (await post(request)).status]).toEqual([request, 422]);
  expect((await post({ channel: null, buttons: null, nonsense: 1 })).status).toBe(200);
});

verifies("phone.texts.protected", async () => {
  await using world = await startTexting();
  const { ringback, control, phone } = world;
  const { numberId: number_id } = await addLine(control, { type: "imessage" });
  const spellings = [
    "911",
    "+1 911",
    "9-1-1",
    "tel:911",
    "988",
    "741741",
    "+1 800 273 8255",
    "(800) 273-8255",
    "112",
    "999",
    "９１１",
  ];
  for (const spelling of spellings) {
    const alone = await phone.post("/v1/messages", { body: "x", number_id, to_number: spelling });
    expect([spelling, alone.status]).toEqual([spelling, 403]);
    const group = await phone.post("/v1/messages", { body: "x", number_id, recipients: [acme, spelling] });
    expect([spelling, group.status]).toEqual([spelling, 403]);
  }
  expect(ringback.worlds.main.world.tables.messages.size).toBe(0);
});

verifies(["phone.texts.reactions", "phone.texts.oneReaction"], async () => {
  await using world = await startTexting();
  const { ringback, control, phone } = world;
  const sdk = sdkOf(ringback);
  await addPerson(control, "nina", acme);
  const apple = await addLine(control, { type: "imessage" });
  const plain = await addLine(control);
  const message_id = await textLine(control, { from: acme, to: apple.number });
  const sms = await textLine(control, { from: acme, to: plain.number });
  const first = await sdk.messages.sendReaction({ message_id, reaction: "love" });
  expect(first).toStrictEqual({ id: "rxn_001", reaction_type: "love", message_id, channel: "imessage" });
  await sdk.messages.sendReaction({ message_id, reaction: "👍🏽" });
  const shown = { id: "rxn_002", reactionType: "👍🏽", fromNumber: apple.number, direction: "outbound" };
  expect(messageOf(ringback, message_id).reactions).toMatchObject([shown]);
  expect(await eventsOf(control, "reaction.sent")).toEqual([
    { line: apple.number, to: acme, messageId: message_id, reaction: "love" },
    { line: apple.number, to: acme, messageId: message_id, reaction: "👍🏽" },
  ]);
  const status = async (id: string, reaction: unknown) =>
    (await phone.post(`/v1/messages/${id}/reactions`, { reaction })).status;
  expect(await status(sms, "love")).toBe(400);
  expect(await status("msg_999", "love")).toBe(404);
  for (const wrong of ["Loved", "", "🎉🎉", "x", 7, undefined])
    expect([wrong, await status(message_id, wrong)]).toEqual([wrong, 422]);
});

verifies(["phone.texts.limits", "phone.texts.coldLimit"], async () => {
  await using world = await startTexting();
  const { ringback, control, phone } = world;
  const { number, numberId: number_id } = await addLine(control, { type: "imessage" });
  const post = (to: string) => phone.post("/v1/messages", { number_id, to_number: to, body: "x" });
  const code = async (to: string) => {
    const { status, body, headers } = await post(to);
    if (status === 200) return "sent";
    expect([status, headers.get("retry-after")]).toEqual([429, null]);
    return (body as { error: { code: string } }).error.code;
  };
  const times = async (count: number, to: string) => {
    for (let place = 0; place < count; place += 1) expect(await code(to)).toBe("sent");
  };
  await changeProfile(control, { sendingLimits: true });
  await times(3, "nina@example.com");
  expect(await code("nina@example.com")).toBe("CONVERSATION_AWAITING_REPLY");
  await textLine(control, { from: "nina@example.com", to: number });
  await times(10, "nina@example.com");
  expect(await code("nina@example.com")).toBe("CONVERSATION_STREAK_LIMIT");
  for (let place = 1; place < 50; place += 1) await times(1, `p${place}@example.com`);
  expect(await code("last@example.com")).toBe("NEW_CONVERSATION_LIMIT_REACHED");
  await advance(control, "24h");
  await times(1, "last@example.com");
  await textLine(control, { from: "nina@example.com", to: number });
  await advance(control, "30d1s");
  expect(await code("nina@example.com")).toBe("CONVERSATION_INACTIVE");
  // Three to each of 50 new people, and one more to each of those of last month.
  const { texts } = ringback.worlds.main.domain.agentphone;
  const say = (toNumber: string) =>
    texts.send("acct_001", { numberId: number_id, toNumber, body: "x", mediaUrls: [] });
  for (let place = 0; place < 150; place += 1) await say(`q${place % 50}@example.com`);
  for (let place = 1; place < 50; place += 1) await say(`p${place}@example.com`);
  await times(1, "last@example.com");
  expect(await code("last@example.com")).toBe("OUTBOUND_LIMIT_REACHED");
  // SMS is the carriers' business.
  await times(1, acme);
});

verifies("phone.texts.segments", async () => {
  await using world = await startTexting();
  const { control, phone } = world;
  const { numberId: number_id } = await addLine(control);
  for (const body of ["a".repeat(160), "a".repeat(161), "é".repeat(160), "😀".repeat(36)]) {
    await send(phone, { number_id, to_number: acme, body });
  }
  const sent = await eventsOf(control, "message.sent");
  expect(sent.map(({ segments }) => segments)).toEqual([1, 2, 1, 2]);
});

verifies(["phone.texts.twilioNumbers", "phone.texts.failure"], async () => {
  await using world = await startTexting();
  const { ringback, control, phone } = world;
  const { numberId: number_id } = await addLine(control);
  for (const last of ["1", "2", "3", "4", "9"])
    await send(phone, { number_id, to_number: `+1500555000${last}` });
  expect(await eventsOf(control, "message.failed")).toEqual([]);
  await advance(control, "1s");
  const failed = await eventsOf(control, "message.failed");
  expect(failed.map(({ errorCode }) => errorCode)).toEqual(["21211", "21612", "21408", "21610", "21614"]);
  expect(messageOf(ringback, "msg_004")).toMatchObject({
    status: "failed",
    failure: "The recipient has opted out of messages from this number.",
  });
});

verifies("phone.texts.magicNumbers", async () => {
  await using world = await startTexting();
  const { ringback, control, phone } = world;
  const { number, numberId: number_id } = await addLine(control);
  const to = async (last: string) => send(phone, { number_id, to_number: `+1500555${last}` });
  const ids = Object.fromEntries(
    await Promise.all(
      ["0101", "0102", "0103", "0110", "0111", "0112", "0113", "0120", "0121"].map(async (last) => [
        last,
        await to(last),
      ]),
    ),
  ) as Record<string, string>;
  await advance(control, "2s");
  const bodies = (await eventsOf(control, "message.received")).map(({ from, body }) => [from, body]);
  const [issued] = await eventsOf(control, "otp.issued");
  expect(bodies).toEqual([
    ["+15005550101", "Got it, thanks!"],
    ["+15005550102", `Your verification code is ${String(issued?.["code"])}`],
    ["+15005550103", "STOP"],
  ]);
  expect(issued).toMatchObject({ to: number, code: expect.stringMatching(/^\d{6}$/) as string });
  const status = (last: string) => messageOf(ringback, ids[last] ?? "").status;
  expect(["0110", "0111", "0112", "0113", "0120", "0121"].map(status)).toEqual([
    "sent",
    "sent",
    "delivered",
    "delivered",
    "undelivered",
    "undelivered",
  ]);
  await advance(control, "298s");
  expect([status("0110"), status("0111")]).toEqual(["delivered", "sent"]);
  expect(await eventsOf(control, "message.delivered")).toHaveLength(6);
  // Whoever holds such a number is no conjurer any more.
  await addPerson(control, "nina", "+15005550106", { imessage: false });
  await to("0106");
  await advance(control, "10s");
  expect(await eventsOf(control, "message.received")).toHaveLength(3);
});

verifies("phone.texts.receipt", "keeps receipts that are on their way in a snapshot", async () => {
  await using world = await startTexting();
  const { ringback, control, phone } = world;
  const { numberId: number_id } = await addLine(control);
  const id = await send(phone, { number_id, to_number: "+15005550101" });
  const { snapshot } = (await control.get("/worlds/main/snapshot")).body as { snapshot: object };
  await advance(control, "5s");
  expect(messageOf(ringback, id).status).toBe("delivered");
  await control.post("/worlds/main/restore", { snapshot });
  expect(messageOf(ringback, id).status).toBe("sent");
  await advance(control, "5s");
  expect(messageOf(ringback, id).status).toBe("delivered");
  expect(ringback.worlds.main.world.tables.messages.size).toBe(2);
});

verifies("phone.texts.iMessageOnly", async () => {
  await using world = await startTexting();
  const { control, phone } = world;
  const { numberId: number_id } = await addLine(control);
  const says = "This recipient can only be reached from an iMessage number.";
  for (const request of [
    { to_number: "nina@example.com" },
    { to_number: "grp_001" },
    { recipients: [acme, "+14155550124"] },
  ]) {
    expect(refusalOf(await phone.post("/v1/messages", { body: "x", number_id, ...request }))).toEqual([
      400,
      says,
    ]);
  }
});
