import { expect, it } from "vitest";
import { answers, hears, says } from "../fake-twilio/calls/steps.ts";
import { sdkOf, phoneOf } from "../support/phone-client.ts";
import { openRealStage, type RealStage } from "../support/real-stage.ts";
import { controlOf } from "../support/store-client.ts";
import { setWebhook } from "../support/webhook-news.ts";
import { jsonOf, openReceiver } from "../support/webhook-receiver.ts";

const line = "+14155550110";
const anna = "+14155550123";
const stranger = "+14155550199";

/** An agent with a number, made by the vendor's own client. */
const equip = async ({ ringback }: RealStage, more: object = {}) => {
  const sdk = sdkOf(ringback);
  const agent = (await sdk.agents.createAgent({ name: "Ada", ...more })) as { id: string };
  const number = (await sdk.numbers.createNumber({ agentId: agent.id })) as {
    id: string;
    phoneNumber: string;
  };
  return { sdk, agent, number };
};

it("texts a real telephone, with the vendor's own client, and is told when it has arrived", async () => {
  await using stage = await openRealStage({ owned: [line] });
  const { sdk, number } = await equip(stage);
  expect(number.phoneNumber).toBe(line);
  const sent = await sdk.messages.sendMessage({
    from_number: line,
    to_number: anna,
    body: "Your table is ready.",
  });
  await stage.fake.settled();
  expect(stage.fake.people.read(anna)).toEqual([{ from: line, body: "Your table is ready.", media: [] }]);
  expect((await controlOf(stage.ringback).get("/events?type=message.delivered")).body).toMatchObject({
    events: [{ type: "message.delivered", messageId: sent.id, to: anna }],
  });
});

it("tells the agent's webhook what people text, and lets it answer", async () => {
  await using receiver = await openReceiver();
  await using stage = await openRealStage({ owned: [line] });
  const { sdk } = await equip(stage);
  await setWebhook(phoneOf(stage.ringback), receiver.url);
  stage.fake.people.text({ from: anna, to: line, body: "Is it ready?" });
  const [told] = await receiver.arrived(1);
  expect(told && jsonOf(told)).toMatchObject({
    event: "agent.message",
    channel: "sms",
    data: { from: anna, to: line, message: "Is it ready?" },
  });
  await sdk.messages.sendMessage({ from_number: line, to_number: anna, body: "Yes." });
  const { data } = (await sdk.conversations.listConversations()) as { data: readonly object[] };
  expect(data).toHaveLength(1);
});

it("talks over a real call: the webhook's words are spoken, what is said comes back, and its end is told once", async () => {
  await using receiver = await openReceiver((received) => {
    const { event, data } = jsonOf(received) as { event: string; data: { transcript?: string } };
    if (event !== "agent.message") return 200;
    const reply =
      data.transcript === "Yes, please."
        ? { text: "Done. Goodbye.", hangup: true }
        : { text: "Shall I book the table?" };
    return { status: 200, body: JSON.stringify(reply) };
  });
  await using stage = await openRealStage({ owned: [line] });
  const { sdk, agent } = await equip(stage, { voiceMode: "webhook" });
  await setWebhook(phoneOf(stage.ringback), receiver.url);
  stage.fake.calls.callee(anna, answers(), says("Hello?"), hears(), says("Yes, please."), hears());
  const placed = (await sdk.calls.createOutboundCall({ agentId: agent.id, toNumber: anna })) as {
    id: string;
  };
  const ended = await receiver.arrived(3);
  expect(ended.map((one) => (jsonOf(one) as { event: string }).event)).toEqual([
    "agent.message",
    "agent.message",
    "agent.call_ended",
  ]);
  const call = await stage.fake.calls.next(anna);
  await stage.fake.settled();
  expect(call.conversation).toEqual([
    { by: "person", text: "Hello?" },
    { by: "line", text: "Shall I book the table?" },
    { by: "person", text: "Yes, please." },
    { by: "line", text: "Done. Goodbye." },
  ]);
  expect((await controlOf(stage.ringback).get(`/calls/${placed.id}`)).body).toMatchObject({
    status: "completed",
    disconnectionReason: "agent_hangup",
  });
  expect(receiver.received).toHaveLength(3);
});

it("reaches nobody who is not on the list, and says how to change that", async () => {
  await using stage = await openRealStage({ owned: [line], allowTo: [anna] });
  const { sdk, agent } = await equip(stage);
  await expect(
    sdk.messages.sendMessage({ from_number: line, to_number: stranger, body: "hello" }),
  ).rejects.toMatchObject({ statusCode: 403 });
  await expect(sdk.calls.createOutboundCall({ agentId: agent.id, toNumber: stranger })).rejects.toMatchObject(
    { statusCode: 403 },
  );
  const { body } = await phoneOf(stage.ringback).post("/v1/messages", {
    from_number: line,
    to_number: stranger,
    body: "hello",
  });
  expect(JSON.stringify(body)).toMatch(/RINGBACK_REAL_ALLOW_TO/);
  await stage.fake.settled();
  expect(
    stage.fake.requests.filter(({ path, method }) => method === "POST" && /Messages|Calls/.test(path)),
  ).toEqual([]);
});

it("says with every answer that a real carrier is behind it, and refuses what only a simulated one can", async () => {
  await using stage = await openRealStage({ owned: [line] });
  const control = controlOf(stage.ringback);
  const { headers, body } = await control.get("/carrier");
  expect(headers.get("x-carrier")).toBe("twilio");
  expect(body).toMatchObject({
    carrier: "twilio",
    hearing: "webhook",
    dryRun: false,
    stopped: false,
    liveCalls: 0,
  });
  expect(JSON.stringify(body)).not.toContain(stage.fake.accountSid);
  expect(await control.post("/people/text", { from: anna, to: line, body: "hello" })).toMatchObject({
    status: 501,
  });
  expect(await control.post("/clock/advance", { by: "1h" })).toMatchObject({ status: 501 });
  expect(await control.post("/worlds", {})).toMatchObject({ status: 501 });
});

it("stops everything at one word: live calls end, and nothing is sent any more", async () => {
  await using stage = await openRealStage({ owned: [line] });
  const { sdk, agent } = await equip(stage, { voiceMode: "hosted", systemPrompt: "Be kind." });
  stage.fake.calls.callee(anna, answers(), says("Hello?"));
  await sdk.calls.createOutboundCall({ agentId: agent.id, toNumber: anna });
  const call = await stage.fake.calls.next(anna);
  await call.until(() => call.conversation.length > 0);
  expect(await controlOf(stage.ringback).post("/carrier/stop")).toMatchObject({
    status: 200,
    body: { stopped: true, callsEnded: 1 },
  });
  await stage.fake.settled();
  expect(call.status).toBe("completed");
  await expect(
    sdk.messages.sendMessage({ from_number: line, to_number: anna, body: "hello" }),
  ).rejects.toMatchObject({ statusCode: 503 });
});
