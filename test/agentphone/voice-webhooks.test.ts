import { expect } from "vitest";
import { breathe } from "../../src/kernel/clock/test-time.ts";
import { doneBy, equipAgent } from "../support/phone-agent.ts";
import { phoneOf } from "../support/phone-client.ts";
import { linesOf, ndjson, openVoiceStage } from "../support/voice-call.ts";
import { acme, addFault, advance, controlOf, startRingback } from "../support/store-client.ts";
import { verifies } from "../support/verifies.ts";
import { isGenuine, openReceiver } from "../support/webhook-receiver.ts";
import { setWebhook } from "../support/webhook-news.ts";

/** Says back what it heard. */
const echo = ({ data }: { readonly data: Readonly<Record<string, unknown>> }) => ({
  text: `You said: ${String(data["transcript"])}`,
});

verifies(["phone.voice.turns", "phone.voice.body", "phone.voice.endedOnce"], async () => {
  await using stage = await openVoiceStage(echo, { webhook: { contextLimit: 3 } });
  const { agentId, numberId, number } = stage;
  const id = await stage.hear("Hello there.", "Where is it?");
  const call = await stage.read(id);
  expect(linesOf(call)).toEqual([
    "user: Hello there.",
    "agent: You said: Hello there.",
    "user: Where is it?",
    "agent: You said: Where is it?",
  ]);
  expect(call).toMatchObject({ status: "completed", disconnectionReason: "user_hangup" });
  const data = {
    callId: id,
    numberId,
    from: acme,
    to: number,
    status: "in-progress",
    confidence: 0.95,
    direction: "inbound",
  };
  const told = { event: "agent.message", channel: "voice", agentId, conversationState: null };
  expect(stage.told()).toMatchObject([
    { ...told, data: { ...data, transcript: "Hello there." }, recentHistory: [] },
    {
      ...told,
      data: { ...data, transcript: "Where is it?" },
      recentHistory: [
        { content: "Hello there.", direction: "inbound", channel: "voice" },
        { content: "You said: Hello there.", direction: "outbound", channel: "voice" },
      ],
    },
  ]);
  expect(stage.receiver.received.every((one) => isGenuine(one, stage.secret, Date.now()))).toBe(true);
  expect(stage.ended()).toMatchObject([
    {
      agentId,
      data: {
        callId: id,
        transcript: [
          { role: "user", content: "Hello there." },
          { role: "agent", content: "You said: Hello there." },
          { role: "user", content: "Where is it?" },
          { role: "agent", content: "You said: Where is it?" },
        ],
      },
    },
  ]);
  const rows = doneBy(
    "agentphone.webhooks.deliveries.list",
    await stage.phone.get("/v1/webhooks/deliveries"),
  ).items;
  expect(rows.map(({ eventType, status, channel }) => [eventType, status, channel])).toEqual([
    ["agent.call_ended", "success", "voice"],
    ["agent.message", "success", "voice"],
    ["agent.message", "success", "voice"],
  ]);
});

verifies(
  ["phone.voice.turns", "phone.voice.endedOnce"],
  "takes the turns of calls that the agent places, and hangs up",
  async () => {
    await using stage = await openVoiceStage(({ data }) =>
      data["transcript"] === "Bye." ? { text: "Goodbye.", hangup: true } : { text: "It is Frida." },
    );
    const { agentId, phone, control } = stage;
    await control.post("/people", { name: "acme", number: acme, answers: { after: "2s" }, says: ["Who?"] });
    const placed = await phone.post("/v1/calls", { agentId, toNumber: acme });
    const { id } = doneBy("agentphone.calls.create", placed);
    await control.post(`/calls/${id}/take`);
    await control.post(`/calls/${id}/say`, { text: "Who is it?" });
    await control.post(`/calls/${id}/say`, { text: "Bye." });
    await advance(control, "1h");
    const call = await stage.read(id);
    expect(linesOf(call)).toEqual([
      "user: Who is it?",
      "agent: It is Frida.",
      "user: Bye.",
      "agent: Goodbye.",
    ]);
    expect(call).toMatchObject({ status: "completed", disconnectionReason: "agent_hangup" });
    expect(stage.told()).toMatchObject([{ data: { direction: "outbound" } }, {}]);
    expect(stage.ended()).toMatchObject([{ data: { disconnectionReason: "agent_hangup" } }]);
  },
);

verifies("phone.voice.object", "hands the call over to the agent's number", async () => {
  const transferNumber = "+14155550199";
  await using stage = await openVoiceStage(() => ({ text: "One moment.", action: "transfer" }), {
    agent: { transferNumber },
  });
  const call = await stage.read(await stage.hear("A person, please."));
  expect(linesOf(call)).toEqual(["user: A person, please.", "agent: One moment."]);
  expect(call).toMatchObject({ disconnectionReason: "call_transfer" });
  expect(await stage.events("call.transferred")).toMatchObject([{ target: transferNumber }]);
});

verifies("phone.voice.object", "goes on where there is nowhere to transfer to", async () => {
  await using stage = await openVoiceStage(() => ({ action: "transfer" }));
  const call = await stage.read(await stage.hear("A person, please.", "Hello?"));
  expect(linesOf(call)).toEqual(["user: A person, please.", "user: Hello?"]);
  expect(call).toMatchObject({ disconnectionReason: "user_hangup" });
  expect(stage.ended()).toHaveLength(1);
});

verifies(["phone.voice.digits", "phone.voice.aliases"], async () => {
  await using stage = await openVoiceStage(({ data }) => ({
    text: "Yes.",
    dtmf: `${String(data["transcript"])}0`,
  }));
  const id = await stage.ring();
  await stage.control.post(`/calls/${id}/press`, { digits: "12#" });
  await advance(stage.control, "1m");
  await stage.control.post(`/calls/${id}/hang-up`);
  await advance(stage.control, "1m");
  expect(stage.told()).toMatchObject([{ data: { transcript: "12#", confidence: 1 } }]);
  expect(linesOf(await stage.read(id))).toEqual(["user: 12#", "agent: Yes.", "agent: 12#0"]);
  expect(await stage.events("digits.pressed")).toMatchObject([
    { by: "user", digits: "12#" },
    { by: "agent", digits: "12#0" },
  ]);
});

verifies("phone.voice.once", async () => {
  await using stage = await openVoiceStage(() => 503);
  const id = await stage.hear("Hello?");
  expect(stage.told()).toHaveLength(1);
  expect(await stage.events("turn.silent")).toMatchObject([
    { callId: id, why: "The webhook answered HTTP 503." },
  ]);
  expect(await stage.events("webhook.failed")).toMatchObject([{ final: true, attempt: 1 }]);
  const [ended] = stage.ended();
  expect(ended).toMatchObject({ data: { callId: id, disconnectionReason: "user_hangup" } });
});

verifies("phone.voice.endedOnce", "tries to tell of the end again, as of everything but turns", async () => {
  await using stage = await openVoiceStage(echo);
  const { receiver } = stage;
  const { answer } = receiver;
  let refused = 0;
  receiver.answer = (received) => {
    if (!received.raw.toString().includes("agent.call_ended") || refused > 1) return answer(received);
    refused += 1;
    return 500;
  };
  await stage.hear("Hello?");
  expect(stage.ended()).toHaveLength(3);
  expect(new Set(stage.ended().map((body) => JSON.stringify(body)))).toHaveProperty("size", 1);
});

verifies("phone.voice.turns", "is silent where the webhook was taken away meanwhile", async () => {
  await using stage = await openVoiceStage(echo);
  const id = await stage.ring();
  await advance(stage.control, "5s");
  await stage.phone.delete("/v1/webhooks");
  await stage.control.post(`/calls/${id}/say`, { text: "Hello?" });
  await advance(stage.control, "1m");
  expect(await stage.events("turn.silent")).toMatchObject([{ why: "The agent has no webhook." }]);
  expect(await stage.read(id)).toMatchObject({ phase: "talking" });
});

const point = "webhook:agent.message";

verifies("phone.voice.faults", "is silent at once where a turn is dropped", async () => {
  await using stage = await openVoiceStage(echo);
  await addFault(stage.control, { point, times: 1, answer: { webhook: "drop" } });
  const call = await stage.read(await stage.hear("One.", "Two."));
  expect(linesOf(call)).toEqual(["user: One.", "user: Two.", "agent: You said: Two."]);
  expect(await stage.events("turn.silent")).toMatchObject([{ why: "dropped on purpose by fault_001" }]);
  expect(stage.told()).toHaveLength(1);
});

for (const webhook of ["delay", "reorder"] as const) {
  verifies("phone.voice.faults", `lets a turn last longer by ${webhook}`, async () => {
    await using stage = await openVoiceStage(echo);
    await addFault(stage.control, { point, times: 1, answer: { webhook, by: "20s" } });
    const id = await stage.hear("One.", "Two.");
    expect(linesOf(await stage.read(id))).toEqual([
      "user: One.",
      "agent: You said: One.",
      "user: Two.",
      "agent: You said: Two.",
    ]);
    const [heard] = await stage.events("turn.user");
    const [spoke] = await stage.events("turn.agent");
    // Three words take 1.2 seconds.
    expect(Date.parse(String(spoke?.["at"])) - Date.parse(String(heard?.["at"]))).toBe(21_200);
  });
}

verifies("phone.voice.faults", "ignores the answer to a duplicate", async () => {
  let count = 0;
  await using stage = await openVoiceStage(() => ({ text: `${(count += 1)}` }));
  await addFault(stage.control, { point, times: 1, answer: { webhook: "duplicate" } });
  const call = await stage.read(await stage.hear("One.", "Two."));
  expect(stage.told()).toHaveLength(3);
  expect(linesOf(call)).toEqual(["user: One.", "agent: 1", "user: Two.", "agent: 3"]);
});

verifies("phone.voice.faults", "is heard by servers that check signatures", async () => {
  await using stage = await openVoiceStage(({ data }, received) =>
    isGenuine(received, stage.secret, Date.now()) ? { text: `Yes, ${String(data["transcript"])}` } : 401,
  );
  await addFault(stage.control, { point, times: 1, answer: { webhook: "corrupt-signature" } });
  const call = await stage.read(await stage.hear("One.", "Two."));
  expect(linesOf(call)).toEqual(["user: One.", "user: Two.", "agent: Yes, Two."]);
});

verifies("phone.voice.restored", async () => {
  let answer: object | "hang" = "hang";
  await using stage = await openVoiceStage(() => answer, { clock: "auto", quiet: 3_600_000 });
  const { control, receiver } = stage;
  const id = await stage.ring();
  await control.post(`/calls/${id}/say`, { text: "Hello?" });
  await receiver.arrived(1);
  const { snapshot } = doneBy("control.worlds.snapshot", await control.get("/worlds/main/snapshot"));
  answer = { text: "Here I am." };
  await control.post("/worlds/main/restore", { snapshot });
  const again = await receiver.arrived(2);
  expect(new Set(again.map(({ headers }) => headers["x-webhook-id"]))).toHaveProperty("size", 1);
  await control.get("/wait?type=turn.agent");
  expect(linesOf(await stage.read(id))).toEqual(["user: Hello?", "agent: Here I am."]);
});

verifies("phone.voice.hostedVoice", async () => {
  await using model = await openReceiver(() => ({ status: 200, body: '{"text":"I am Frida\'s voice."}' }), {
    checked: false,
  });
  const agent = { voiceMode: "hosted", systemPrompt: "Be kind.", language: "de-DE", beginMessage: "Hallo." };
  await using stage = await openVoiceStage(echo, { agent, profile: { hostedVoice: model.url } });
  const id = await stage.hear("Hello?", "Who?");
  expect(linesOf(await stage.read(id))).toEqual([
    "agent: Hallo.",
    "user: Hello?",
    "agent: I am Frida's voice.",
    "user: Who?",
    "agent: I am Frida's voice.",
  ]);
  const { hostedVoiceSecret } = doneBy(
    "control.profiles.get",
    await stage.control.get("/accounts/acct_001/profile"),
  );
  const [first] = model.received;
  if (first === undefined || hostedVoiceSecret === null) throw new Error("Nothing came, or unsigned.");
  expect(isGenuine(first, hostedVoiceSecret, Date.now())).toBe(true);
  expect(hostedVoiceSecret).not.toBe(stage.secret);
  expect(JSON.parse(first.raw.toString())).toMatchObject({
    event: "agent.message",
    agentId: stage.agentId,
    data: { callId: id, transcript: "Hello?", direction: "inbound" },
    recentHistory: [{ content: "Hallo.", direction: "outbound" }],
    agent: {
      name: "Frida",
      systemPrompt: "Be kind.",
      language: "de-DE",
      voice: expect.any(String) as string,
    },
  });
  // The account's webhook hears of the end only, and its log of nothing else.
  expect(stage.told()).toEqual([]);
  expect(stage.ended()).toHaveLength(1);
  const log = await stage.phone.get("/v1/webhooks/deliveries");
  expect(log.body).toMatchObject({ total: 1, items: [{ eventType: "agent.call_ended" }] });
});

verifies("phone.voice.hostedVoice", "needs no webhook, and fills variables in", async () => {
  await using model = await openReceiver(() => ({ status: 200, body: '{"text":"Yes.","hangup":true}' }), {
    checked: false,
  });
  await using stage = await openVoiceStage(echo, { profile: { hostedVoice: model.url } });
  const { phone, control, agentId } = stage;
  await phone.delete("/v1/webhooks");
  const placed = await phone.post("/v1/calls", {
    agentId,
    toNumber: acme,
    systemPrompt: "Ask for {{name}}.",
    variables: { name: "Jo" },
  });
  const { id } = doneBy("agentphone.calls.create", placed);
  await advance(control, "10m");
  expect(await stage.read(id)).toMatchObject({ disconnectionReason: "agent_hangup" });
  expect(JSON.parse(model.received[0]?.raw.toString() ?? "{}")).toMatchObject({
    agent: { systemPrompt: "Ask for Jo." },
  });
});

verifies("phone.voice.turns", "asks the agent's own webhook where it has one", async () => {
  await using own = await openReceiver(() => ({ status: 200, body: '{"text":"My own."}' }));
  await using stage = await openVoiceStage(echo);
  await stage.phone.post(`/v1/agents/${stage.agentId}/webhook`, { url: own.url });
  expect(linesOf(await stage.read(await stage.hear("Hello?")))).toEqual(["user: Hello?", "agent: My own."]);
  expect(stage.told()).toEqual([]);
  await setWebhook(stage.phone, stage.receiver.url);
  expect(own.received).toHaveLength(2);
});

verifies("phone.voice.endedOnce", "whoever called whom, in both modes, answered or not", async () => {
  await using stage = await openVoiceStage(echo);
  const { phone, control, agentId } = stage;
  const hosted = await equipAgent(phone);
  const call = (wishes: object) => phone.post("/v1/calls", { agentId, toNumber: acme, ...wishes });
  await stage.hear("Hello?");
  await call({});
  await call({ agentId: hosted.agentId });
  await call({ systemPrompt: "Be brief." });
  await call({ toNumber: hosted.number });
  await phone.post("/v1/calls/web", { agentId });
  await control.post("/people/call", { from: acme, to: stage.number, ringFor: 0 });
  await control.post("/people/call", { from: acme, to: hosted.number });
  await advance(control, "2h");
  const calls = doneBy("agentphone.calls.list", await phone.get("/v1/calls?limit=100")).data;
  expect(calls.map(({ status }) => status)).not.toContain("in-progress");
  expect(calls.length).toBe(9);
  const told = stage.ended().map(({ data }) => String(data["callId"]));
  expect(told.toSorted()).toEqual(calls.map(({ id }) => id).toSorted());
});

verifies("phone.voice.faults", "needs nobody to move the clock where the network is late", async () => {
  await using stage = await openVoiceStage(echo, { clock: "auto", quiet: 3_600_000 });
  await addFault(stage.control, { point, times: 1, answer: { webhook: "delay", by: "20s" } });
  const id = await stage.ring();
  await stage.control.post(`/calls/${id}/say`, { text: "One." });
  await stage.control.get("/wait?type=turn.agent");
  expect(linesOf(await stage.read(id))).toEqual(["user: One.", "agent: You said: One."]);
  // The wait of this test is worth a jump too, where one is needed.
  const signals = (await stage.events("clock.jumped")).map(({ signal }) => signal);
  expect(new Set(signals)).toEqual(new Set(["call"]));
});

verifies("determinism.sameBytes", "hears equal streams of an agent's server as equal calls", async () => {
  const pieces = ['{"text":"One mo', 'ment.","interim":true}\n{"text":"', 'Here.","digits":"1"}\n'];
  const cut = async function* (places: readonly number[]): AsyncGenerator<string> {
    const text = pieces.join("");
    const ends = [0, ...places, text.length];
    for (const [place, end] of ends.slice(1).entries()) {
      yield text.slice(ends[place], end);
      await breathe();
    }
  };
  let places: readonly number[] = [];
  await using server = await openReceiver(({ raw }) =>
    raw.includes("agent.message") ? ndjson(cut(places)) : 200,
  );
  const hashOf = async (cuts: readonly number[]): Promise<string> => {
    places = cuts;
    await using ringback = await startRingback({ clock: "manual" });
    const { number } = await equipAgent(phoneOf(ringback), { voiceMode: "webhook", systemPrompt: null });
    await setWebhook(phoneOf(ringback), server.url);
    await controlOf(ringback).post("/people/call", { from: acme, to: number, says: ["Hello?", "Hm?"] });
    await advance(controlOf(ringback), "1h");
    return ringback.worlds.main.runHash();
  };
  expect(await hashOf([])).toBe(await hashOf([3, 20, 44]));
  expect(server.received).toHaveLength(6);
});
