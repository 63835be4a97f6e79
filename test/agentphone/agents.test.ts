import { expect, it } from "vitest";
import { phoneOf, sdkOf } from "../support/phone-client.ts";
import { refusalFrom, refused, unprocessable } from "../support/sdk-refusal.ts";
import { type Answer, controlOf, sendText, startRingback } from "../support/store-client.ts";
import { verifies } from "../support/verifies.ts";

interface Agent {
  readonly id: string;
  readonly [field: string]: unknown;
}

const agentIn = ({ status, body }: Answer): Agent => {
  expect(status).toBe(200);
  return body as Agent;
};

/** Where a 422 says that something is wrong. */
const placesOf = ({ status, body }: Answer): unknown => {
  expect(status).toBe(422);
  return (body as { detail: { loc: unknown[] }[] }).detail.map(({ loc }) => loc.slice(1).join("."));
};

const hosted = { name: "Desk", voiceMode: "hosted", systemPrompt: "Be kind.", beginMessage: "Hello!" };

verifies("phone.agents.defaults", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const agent = agentIn(await phoneOf(ringback).post("/v1/agents", { name: "Desk", whatever: 1 }));
  expect(agent).toEqual({
    id: "agt_001",
    name: "Desk",
    description: null,
    voiceMode: "webhook",
    enableMessaging: true,
    modelTier: "balanced",
    systemPrompt: null,
    beginMessage: null,
    voice: "custom_voice_ea22ba5fdfaa18f39c274851c1",
    transferNumber: null,
    customTools: [],
    voicemailMessage: null,
    callScreeningIdentity: null,
    callScreeningPurpose: null,
    sttMode: "fast",
    ambientSound: "none",
    denoisingMode: "noise-cancellation",
    maxSilenceMs: 600_000,
    voiceSpeed: 1,
    interruptionSensitivity: 0.8,
    enableBackchannel: true,
    language: "en-US",
    createdAt: "2026-04-01T10:22:00.000Z",
    numbers: [],
  });
});

verifies(["phone.agents.hosted", "phone.agents.stillHosted"], async () => {
  await using ringback = await startRingback();
  const phone = phoneOf(ringback);
  for (const systemPrompt of [undefined, null, "", "  "]) {
    const answer = await phone.post("/v1/agents", { name: "Desk", voiceMode: "hosted", systemPrompt });
    expect(placesOf(answer)).toEqual(["systemPrompt"]);
  }
  const { id } = agentIn(await phone.post("/v1/agents", { name: "Desk" }));
  expect(placesOf(await phone.patch(`/v1/agents/${id}`, { voiceMode: "hosted" }))).toEqual(["systemPrompt"]);
  agentIn(await phone.patch(`/v1/agents/${id}`, { systemPrompt: "Be kind." }));
  agentIn(await phone.patch(`/v1/agents/${id}`, { voiceMode: "hosted" }));
  expect(placesOf(await phone.patch(`/v1/agents/${id}`, { systemPrompt: null }))).toEqual(["systemPrompt"]);
  expect(agentIn(await phone.get(`/v1/agents/${id}`))).toMatchObject({ systemPrompt: "Be kind." });
});

verifies("phone.agents.toWebhook", async () => {
  await using ringback = await startRingback();
  const phone = phoneOf(ringback);
  const { id } = agentIn(await phone.post("/v1/agents", hosted));
  const changed = agentIn(await phone.patch(`/v1/agents/${id}`, { voiceMode: "webhook" }));
  expect(changed).toMatchObject({ voiceMode: "webhook", systemPrompt: null, beginMessage: null });
});

verifies("phone.agents.patch", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const phone = phoneOf(ringback);
  const tool = { name: "look_up", description: "Looks up.", url: "https://example.com/look-up" };
  const { id, ...made } = agentIn(await phone.post("/v1/agents", { ...hosted, customTools: [tool] }));
  expect(made["customTools"]).toEqual([{ ...tool, method: "POST" }]);
  const renamed = agentIn(await phone.patch(`/v1/agents/${id}`, { name: "Front desk" }));
  expect(renamed).toEqual({ id, ...made, name: "Front desk" });
  expect(agentIn(await phone.patch(`/v1/agents/${id}`, {}))).toEqual(renamed);
  const other = { ...tool, name: "other", method: "GET" };
  const replaced = agentIn(await phone.patch(`/v1/agents/${id}`, { customTools: [other] }));
  expect(replaced["customTools"]).toEqual([other]);
  expect(agentIn(await phone.patch(`/v1/agents/${id}`, { customTools: [] }))["customTools"]).toEqual([]);
});

verifies("phone.agents.null", async () => {
  await using ringback = await startRingback();
  const phone = phoneOf(ringback);
  const said = {
    name: "Desk",
    voiceSpeed: 1.5,
    maxSilenceMs: 10_000,
    enableMessaging: false,
    description: "x",
  };
  const { id } = agentIn(await phone.post("/v1/agents", { ...said, voice: "11labs-Marissa" }));
  const nulls = { name: null, voiceSpeed: null, maxSilenceMs: null, enableMessaging: null, voice: null };
  expect(agentIn(await phone.patch(`/v1/agents/${id}`, { ...nulls, description: null }))).toMatchObject({
    name: "Desk",
    voiceSpeed: 1,
    maxSilenceMs: 600_000,
    enableMessaging: true,
    voice: "custom_voice_ea22ba5fdfaa18f39c274851c1",
    description: null,
  });
  const tool = { name: "look_up", description: "Looks an order up.", url: "https://example.com/tool" };
  expect(agentIn(await phone.patch(`/v1/agents/${id}`, { customTools: [tool] }))["customTools"]).toHaveLength(
    1,
  );
  expect(agentIn(await phone.patch(`/v1/agents/${id}`, { customTools: null }))["customTools"]).toEqual([]);
  expect(agentIn(await phone.post("/v1/agents", { name: "Bare", customTools: null }))["customTools"]).toEqual(
    [],
  );
});

const accepted = {
  modelTier: ["turbo", "balanced", "max"],
  sttMode: ["fast", "accurate"],
  ambientSound: ["none", "office", "coffee-shop", "outdoor"],
  denoisingMode: ["noise-cancellation", "noise-and-background-speech-cancellation"],
  language: ["en-US", "de-DE", "yue-CN", "es-419"],
  maxSilenceMs: [10_000, 3_600_000],
  voiceSpeed: [0.5, 2],
  interruptionSensitivity: [0, 1],
  enableBackchannel: [false],
  voicemailMessage: ["x".repeat(1000)],
  callScreeningIdentity: ["x".repeat(100)],
  callScreeningPurpose: ["x".repeat(300)],
};

const refusedValues = {
  modelTier: ["huge", null],
  sttMode: ["slow", null],
  ambientSound: ["beach", null],
  denoisingMode: ["off", null],
  language: ["tlh", "en", null],
  voiceMode: ["both", null],
  maxSilenceMs: [9999, 3_600_001, 20_000.5, "20000"],
  voiceSpeed: [0.49, 2.01],
  interruptionSensitivity: [-0.1, 1.1],
  enableBackchannel: ["yes"],
  voicemailMessage: ["x".repeat(1001)],
  callScreeningIdentity: ["x".repeat(101)],
  callScreeningPurpose: ["x".repeat(301)],
  transferNumber: ["4155550123", "+442079460123", "+12425550123", "+911", "+18002738255", "nobody"],
};

verifies("phone.agents.ranges", async () => {
  await using ringback = await startRingback();
  const phone = phoneOf(ringback);
  const { id } = agentIn(await phone.post("/v1/agents", { name: "Desk" }));
  for (const [field, values] of Object.entries(accepted)) {
    for (const value of values) {
      const changed = agentIn(await phone.patch(`/v1/agents/${id}`, { [field]: value }));
      expect([field, changed[field]]).toEqual([field, value]);
    }
  }
  for (const [field, values] of Object.entries(refusedValues)) {
    for (const value of values) {
      const answer = await phone.patch(`/v1/agents/${id}`, { [field]: value });
      expect([field, value, placesOf(answer)]).toEqual([field, value, [field]]);
      const made = await phone.post("/v1/agents", { name: "Other", [field]: value });
      expect([field, value, placesOf(made)]).toEqual([field, value, [field]]);
    }
  }
  expect(placesOf(await phone.post("/v1/agents", {}))).toEqual(["name"]);
});

verifies("phone.agents.clear", async () => {
  await using ringback = await startRingback();
  const phone = phoneOf(ringback);
  const said = { name: "Desk", transferNumber: "+14155550123", voicemailMessage: "Call me." };
  const { id, ...made } = agentIn(await phone.post("/v1/agents", said));
  expect(made).toMatchObject(said);
  const cleared = await phone.patch(`/v1/agents/${id}`, { transferNumber: "", voicemailMessage: "" });
  expect(agentIn(cleared)).toMatchObject({ transferNumber: null, voicemailMessage: null });
});

const tool = (change: object = {}) => ({
  name: "t",
  description: "d",
  url: "https://example.com/t",
  ...change,
});

const refusedTools: readonly (readonly [object[], string])[] = [
  [[tool({ name: "look up" })], "customTools.0.name"],
  [[tool({ name: "x".repeat(65) })], "customTools.0.name"],
  [[tool(), tool()], "customTools.1.name"],
  [[tool({ url: "http://example.com/t" })], "customTools.0.url"],
  [[tool({ url: "http://localhost.example.com/t" })], "customTools.0.url"],
  [[tool({ method: "PUT" })], "customTools.0.method"],
  [[tool({ timeoutMs: 999 })], "customTools.0.timeoutMs"],
  [[tool({ headers: { a: 1 } })], "customTools.0.headers.a"],
  [[tool({ description: "x".repeat(1025) })], "customTools.0.description"],
  [[tool({ executionMessage: "x".repeat(501) })], "customTools.0.executionMessage"],
  [Array.from({ length: 21 }, (_, place) => tool({ name: `t${place}` })), "customTools"],
];

verifies(["phone.agents.tools", "phone.agents.reserved", "phone.agents.localTools"], async () => {
  await using ringback = await startRingback();
  const phone = phoneOf(ringback);
  const { id } = agentIn(await phone.post("/v1/agents", hosted));
  const whole = tool({
    name: "A-b_9",
    method: "GET",
    headers: { authorization: "x" },
    parameters: { type: "object", properties: { day: { type: "string" } } },
    timeoutMs: 1000,
    speakDuringExecution: true,
    executionMessage: "One moment.",
  });
  const twenty = [
    whole,
    ...Array.from({ length: 19 }, (_, place) => tool({ name: `t${place}`, method: "POST" })),
  ];
  const changed = agentIn(await phone.patch(`/v1/agents/${id}`, { customTools: twenty }));
  expect(changed["customTools"]).toEqual(twenty);
  const local = tool({ url: "http://127.0.0.1:3000/t" });
  expect((await phone.patch(`/v1/agents/${id}`, { customTools: [local] })).status).toBe(200);
  for (const [customTools, place] of refusedTools) {
    expect(placesOf(await phone.patch(`/v1/agents/${id}`, { customTools }))).toEqual([place]);
  }
  for (const name of ["end_call", "transfer_call", "press_digit", "send_message", "read_messages"]) {
    const answer = await phone.patch(`/v1/agents/${id}`, { customTools: [tool({ name })] });
    expect(placesOf(answer)).toEqual(["customTools.0.name"]);
  }
});

verifies("phone.agents.anyVoice", async () => {
  await using ringback = await startRingback();
  const agent = await sdkOf(ringback).agents.createAgent({ name: "Desk", voice: "custom_voice_of_mine" });
  expect(agent.voice).toBe("custom_voice_of_mine");
});

verifies(["phone.agents.list", "phone.agents.order"], async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const phone = phoneOf(ringback);
  for (let place = 1; place <= 21; place += 1) await phone.post("/v1/agents", { name: `agent ${place}` });
  const namesOf = async (query: string) => {
    const { body } = await phone.get(`/v1/agents${query}`);
    const { data, ...rest } = body as { data: { name: string }[] };
    expect(rest).toEqual({ total: 21 });
    return data.map(({ name }) => name);
  };
  expect((await namesOf("")).length).toBe(20);
  expect(await namesOf("?limit=2")).toEqual(["agent 21", "agent 20"]);
  expect(await namesOf("?limit=2&offset=20")).toEqual(["agent 1"]);
  expect(await namesOf("?limit=100&offset=21")).toEqual([]);
  for (const query of ["limit=0", "limit=101", "limit=two", "offset=-1"]) {
    expect((await phone.get(`/v1/agents?${query}`)).status).toBe(422);
  }
});

verifies(["phone.agents.delete", "phone.agents.webhookGoes"], async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const { agents, numbers, conversations, agentWebhooks } = sdkOf(ringback);
  const { id: agent_id } = await agents.createAgent({ name: "Desk" });
  const { id: number_id, phoneNumber } = await numbers.createNumber({ agentId: agent_id });
  await agentWebhooks.createOrUpdateAgentWebhook({ agent_id, body: { url: "https://example.com/hook" } });
  await sendText(controlOf(ringback), phoneNumber);
  expect(await agents.deleteAgent({ agent_id })).toEqual({ success: true, id: agent_id, name: "Desk" });
  expect(await numbers.getNumber({ number_id })).toMatchObject({ status: "active", agentId: null });
  const { data } = await conversations.listConversations();
  expect(data).toMatchObject([{ agentId: null, phoneNumberId: number_id }]);
  expect(ringback.worlds.main.world.tables.webhookEndpoints.size).toBe(0);
  for (const asked of [agents.getAgent({ agent_id }), agents.deleteAgent({ agent_id })]) {
    expect(await refusalFrom(asked)).toEqual(refused(404, "Agent not found."));
  }
});

verifies(
  ["phone.numbers.attach", "phone.numbers.move", "phone.agents.firstNumber", "phone.numbers.detachOther"],
  async () => {
    await using ringback = await startRingback({ clock: "manual" });
    const { agents, numbers } = sdkOf(ringback);
    const { id: one } = await agents.createAgent({ name: "one" });
    const { id: two } = await agents.createAgent({ name: "two" });
    const ids = [];
    for (let count = 0; count < 3; count += 1) ids.push((await numbers.createNumber()).id);
    const [first = "", second = "", third = ""] = ids;
    const attach = (agent_id: string, numberId: string) => agents.attachNumberToAgent({ agent_id, numberId });
    const numbersOf = async (agent_id: string) =>
      (await agents.getAgent({ agent_id })).numbers?.map(({ id }) => id);

    for (const id of [third, first, second]) {
      expect(await attach(one, id)).toMatchObject({
        agentId: one,
        number: { id, status: "active", type: "sms" },
      });
    }
    expect(await numbersOf(one)).toEqual([third, first, second]);
    await attach(two, third);
    await attach(one, third);
    await attach(one, first);
    expect(await numbersOf(one)).toEqual([first, second, third]);
    expect(await numbersOf(two)).toEqual([]);

    await agents.detachNumberFromAgent({ agent_id: one, number_id: first });
    expect(await numbers.getNumber({ number_id: first })).toMatchObject({ status: "active", agentId: null });
    for (const number_id of [first, "num_nothing"]) {
      const asked = agents.detachNumberFromAgent({ agent_id: one, number_id });
      expect(await refusalFrom(asked)).toMatchObject({ statusCode: 404 });
    }
    await numbers.deleteNumber({ number_id: second });
    expect(await numbersOf(one)).toEqual([third]);
    expect(await refusalFrom(attach(one, second))).toEqual(
      refused(400, "Phone number has already been released."),
    );
  },
);

it("lets nobody see, change or attach another account's agents and numbers", async () => {
  await using ringback = await startRingback();
  const { accounts } = ringback.worlds.main.domain;
  const stranger = sdkOf(ringback, accounts.create("stranger").phoneKey);
  const { agents, numbers } = sdkOf(ringback);
  const { id: agent_id } = await agents.createAgent({ name: "Desk" });
  const { id: number_id } = await numbers.createNumber({ agentId: agent_id });
  const theirs = await stranger.agents.createAgent({ name: "theirs" });
  const asked = [
    stranger.agents.getAgent({ agent_id }),
    stranger.agents.updateAgent({ agent_id, name: "mine" }),
    stranger.agents.deleteAgent({ agent_id }),
    stranger.agents.attachNumberToAgent({ agent_id: theirs.id, numberId: number_id }),
    stranger.agents.detachNumberFromAgent({ agent_id, number_id }),
    stranger.numbers.createNumber({ agentId: agent_id }),
    stranger.numbers.getNumber({ number_id }),
    stranger.numbers.deleteNumber({ number_id }),
    stranger.contactCards.getContactCard({ number_id }),
    stranger.contactCards.putContactCard({ number_id, firstName: "x" }),
    stranger.contactCards.deleteContactCard({ number_id }),
  ];
  for (const refusal of await Promise.all(asked.map(refusalFrom))) expect(refusal.statusCode).toBe(404);
  expect((await stranger.numbers.listNumbers()).data).toEqual([]);
  expect((await stranger.agents.listAgents()).total).toBe(1);
});

verifies("phone.voices", async () => {
  await using ringback = await startRingback();
  const { data } = (await phoneOf(ringback).get("/v1/agents/voices")).body as {
    data: Record<string, unknown>[];
  };
  expect(data[0]).toMatchObject({
    voice_id: "custom_voice_ea22ba5fdfaa18f39c274851c1",
    voice_name: "Skylar — Friendly Guide",
  });
  expect(data.find(({ voice_id }) => voice_id === "11labs-Marissa")).toEqual({
    voice_id: "11labs-Marissa",
    voice_name: "Marissa",
    provider: "elevenlabs",
    gender: "female",
    accent: "American",
    preview_audio_url: "https://voices.ringback.invalid/11labs-Marissa.mp3",
  });
  expect(new Set(data.map(({ provider }) => provider)).size).toBe(8);
  expect(new Set(data.map(({ voice_id }) => voice_id)).size).toBe(data.length);
  for (const field of ["gender", "accent", "preview_audio_url"]) {
    expect(data.some((voice) => voice[field] === null)).toBe(true);
  }
});

it("makes agents over the controls, all or nothing", async () => {
  await using ringback = await startRingback();
  const control = controlOf(ringback);
  const { agents } = sdkOf(ringback);
  const url = "https://example.com/hook";
  const { body } = await control.post("/phone-agents", { ...hosted, webhookUrl: url });
  const { agentId, ...rest } = body as { agentId: string };
  expect(rest).toEqual({
    name: "Desk",
    account: "acct_001",
    voiceMode: "hosted",
    secret: expect.stringMatching(/^whsec_/) as string,
  });
  expect(await agents.getAgent({ agent_id: agentId })).toMatchObject(hosted);
  expect(await sdkOf(ringback).agentWebhooks.getAgentWebhook({ agent_id: agentId })).toMatchObject({ url });
  const refusedUrl = await control.post("/phone-agents", { ...hosted, webhookUrl: "http://10.0.0.1/hook" });
  expect(refusedUrl.status).toBeGreaterThanOrEqual(400);
  expect((await control.post("/phone-agents", { name: "x", voiceMode: "hosted" })).status).toBe(400);
  expect((await agents.listAgents()).total).toBe(1);
  expect((await control.post("/phone-agents", { name: "x", accountId: "acct_999" })).status).toBe(404);
});

it("says a wrong field where it is", async () => {
  await using ringback = await startRingback();
  const asked = sdkOf(ringback).agents.createAgent({ name: "Desk", voiceSpeed: 3 });
  expect(await refusalFrom(asked)).toEqual(unprocessable("body.voiceSpeed"));
});
