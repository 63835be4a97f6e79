import { expect, it } from "vitest";
import { doneBy, equipAgent } from "../support/phone-agent.ts";
import { acme, advance } from "../support/store-client.ts";
import { verifies } from "../support/verifies.ts";
import { linesOf, openVoiceStage, type VoiceStage } from "../support/voice-call.ts";

const busy = "+15005550131";
const nobody = "+15005550132";
const declining = "+15005550133";
const voicemail = "+15005550134";
const closedScreener = "+15005550136";
const dropping = "+15005550137";
const mute = "+15005550141";
const quick = "+15005550142";

/** How an agent's server answers where a webhook speaks: it hangs up after its first words. */
const byeBye = () => ({ text: "Good bye.", hangup: true });

interface End {
  readonly name: string;
  readonly agent?: object;
  readonly profile?: object;
  /** Lets a call happen, and answers its id. */
  readonly play: (stage: VoiceStage) => Promise<string>;
  readonly status: "completed" | "failed";
  readonly reason: string;
  readonly seconds: number;
}

const call =
  (toNumber: string, more: object = {}) =>
  async ({ phone, agentId }: VoiceStage): Promise<string> =>
    doneBy("agentphone.calls.create", await phone.post("/v1/calls", { agentId, toNumber, ...more })).id;

/** Somebody answers, and does only what they are told. */
const callPlayed =
  (then: (stage: VoiceStage, id: string) => Promise<unknown>, more: object = {}) =>
  async (stage: VoiceStage): Promise<string> => {
    const id = await call(acme, { initialGreeting: "", ...more })(stage);
    expect((await stage.control.post(`/calls/${id}/answer`)).status).toBe(200);
    await then(stage, id);
    return id;
  };

const hosted = { voiceMode: "hosted", systemPrompt: "Be kind." };
const quiet = { ...hosted, beginMessage: "" };

const ends: readonly End[] = [
  {
    name: "whoever was called hangs up",
    agent: hosted,
    play: callPlayed(({ control }, id) => control.post(`/calls/${id}/hang-up`)),
    status: "completed",
    reason: "user_hangup",
    seconds: 0,
  },
  {
    name: "whoever was called hangs up once they have heard the greeting",
    agent: { ...hosted, beginMessage: "one two three four five" },
    play: call(quick),
    status: "completed",
    reason: "user_hangup",
    seconds: 2,
  },
  {
    name: "the agent's server hangs up",
    play: callPlayed(({ control }, id) => control.post(`/calls/${id}/say`, { text: "Hello?" })),
    status: "completed",
    reason: "agent_hangup",
    // Each a word or two: 0.4 s and 0.8 s.
    seconds: 1,
  },
  {
    name: "the agent ends it by a request",
    agent: quiet,
    play: callPlayed(async ({ control, phone }, id) => {
      await advance(control, "10s");
      const ending = { id, status: "ending" };
      expect((await phone.send("POST", `/v1/calls/${id}/end`)).body).toEqual(ending);
      await advance(control, "1s");
      expect((await phone.send("POST", `/v1/calls/${id}/end`)).status).toBe(409);
    }),
    status: "completed",
    reason: "agent_hangup",
    seconds: 11,
  },
  { name: "busy", play: call(busy), status: "failed", reason: "dial_busy", seconds: 0 },
  { name: "no answer", play: call(nobody), status: "completed", reason: "dial_no_answer", seconds: 0 },
  { name: "declined", play: call(declining), status: "failed", reason: "user_declined", seconds: 0 },
  { name: "unreachable", play: call("+15005550002"), status: "failed", reason: "dial_failed", seconds: 0 },
  {
    name: "a message is left on a voicemail",
    agent: { ...hosted, voicemailMessage: "Call me back." },
    play: call(voicemail),
    status: "completed",
    reason: "voicemail_reached",
    // Thirteen words and three.
    seconds: 6,
  },
  {
    name: "the agent talks to a voicemail, which hangs up",
    agent: { ...hosted, voicemailMessage: "" },
    play: call(voicemail),
    status: "completed",
    reason: "user_hangup",
    // Thirteen words, two of the agent's, and the minute for which a machine listens.
    seconds: 66,
  },
  {
    name: "a screener takes nobody",
    agent: { ...hosted, callScreeningPurpose: "It is about a table." },
    play: call(closedScreener),
    status: "completed",
    reason: "user_hangup",
    seconds: 7,
  },
  {
    name: "the network drops it",
    agent: { ...hosted, beginMessage: "one two three four five" },
    play: call(dropping),
    status: "failed",
    reason: "error_unknown",
    seconds: 7,
  },
  {
    name: "the network drops it while it rings",
    play: async (stage) => {
      const id = await call(acme)(stage);
      expect((await stage.control.post(`/calls/${id}/hang-up`, { drop: true })).status).toBe(200);
      return id;
    },
    status: "failed",
    reason: "error_unknown",
    seconds: 0,
  },
  {
    name: "it has lasted for as long as it may",
    agent: hosted,
    profile: { maxCallMinutes: 2 },
    play: call(mute),
    status: "completed",
    reason: "max_duration_reached",
    seconds: 120,
  },
  {
    name: "nobody speaks for too long",
    agent: { ...hosted, beginMessage: "one two three four five", maxSilenceMs: 20_000 },
    play: call(mute),
    status: "completed",
    reason: "inactivity",
    seconds: 22,
  },
  {
    name: "the agent hands it over to somebody",
    agent: { ...quiet, transferNumber: "+14155550199" },
    play: callPlayed(({ control }, id) => control.post(`/calls/${id}/speak`, { then: "transfer" })),
    status: "completed",
    reason: "call_transfer",
    seconds: 0,
  },
  {
    name: "a number without an agent is called",
    play: async ({ control, phone }) => {
      const bought = await phone.post("/v1/numbers", { country: "US" });
      const to = doneBy("agentphone.numbers.create", bought).phoneNumber;
      return doneBy("control.people.call", await control.post("/people/call", { from: acme, to })).callId;
    },
    status: "failed",
    reason: "dial_failed",
    seconds: 0,
  },
  {
    name: "a webhook is to speak and there is none",
    play: async ({ control, phone, number: to }) => {
      await phone.delete("/v1/webhooks");
      return doneBy("control.people.call", await control.post("/people/call", { from: acme, to })).callId;
    },
    status: "failed",
    reason: "error_inbound_webhook",
    seconds: 0,
  },
  {
    name: "whoever calls gives up before anybody answers",
    play: async ({ control, number: to }) => {
      const calling = await control.post("/people/call", { from: acme, to, ringFor: "1s" });
      return doneBy("control.people.call", calling).callId;
    },
    status: "completed",
    reason: "user_hangup",
    seconds: 0,
  },
  {
    name: "nobody joins a browser's call",
    agent: hosted,
    play: async ({ phone, agentId }) =>
      doneBy("agentphone.calls.createWeb", await phone.post("/v1/calls/web", { agentId })).callId,
    status: "failed",
    reason: "error_user_not_joined",
    seconds: 0,
  },
];

it.each(ends)("ends when $name", async ({ agent, profile, play, status, reason, seconds }) => {
  await using stage = await openVoiceStage(byeBye, { agent, profile });
  const { phone, control } = stage;
  const id = await play(stage);
  await advance(control, "5m");
  const { body } = await phone.get(`/v1/calls/${id}`);
  expect(body).toMatchObject({ status, durationSeconds: seconds });
  const ofCall = ({ callId }: Readonly<Record<string, unknown>>) => callId === id;
  const [ended, ...more] = (await stage.events("call.ended")).filter(ofCall);
  expect(more).toEqual([]);
  expect(ended).toMatchObject({ status, disconnectionReason: reason });
  expect(Math.round(Number(ended?.["durationMs"]) / 1000)).toBe(seconds);
  const told = stage.ended().filter(({ data }) => data["callId"] === id);
  const outcome = { status, disconnectionReason: reason, durationSeconds: seconds };
  // Without a webhook nobody is told.
  expect(told).toMatchObject(reason === "error_inbound_webhook" ? [] : [{ data: outcome }]);
  // Nothing is left to happen.
  expect((await control.get("/clock")).body).toMatchObject({ nextStory: null });
});

verifies("phone.calls.ways", "has a status and a reason for every way a call can end", () => {
  expect(new Set(ends.map(({ reason }) => reason))).toEqual(
    new Set([
      "user_hangup",
      "agent_hangup",
      "dial_busy",
      "dial_no_answer",
      "user_declined",
      "dial_failed",
      "voicemail_reached",
      "error_unknown",
      "max_duration_reached",
      "inactivity",
      "call_transfer",
      "error_inbound_webhook",
      "error_user_not_joined",
    ]),
  );
});

verifies("phone.calls.voicemail", async () => {
  await using stage = await openVoiceStage(byeBye, {
    agent: { ...hosted, voicemailMessage: "Call me back." },
  });
  const id = await call(voicemail, { initialGreeting: "Hi!" })(stage);
  await advance(stage.control, "5m");
  expect(linesOf(await stage.read(id))).toEqual([
    "user: Hi, you have reached my voicemail. Please leave a message after the tone.",
    "agent: Call me back.",
  ]);
  await stage.phone.patch(`/v1/agents/${stage.agentId}`, { voicemailMessage: "" });
  const talked = await call(voicemail)(stage);
  await advance(stage.control, "5m");
  expect(linesOf(await stage.read(talked))[1]).toMatch(/^agent: /);
  expect(await stage.read(talked)).toMatchObject({
    answeredBy: "machine",
    disconnectionReason: "user_hangup",
  });
});

const screened = "+15005550135";

verifies("phone.calls.screener", async () => {
  await using stage = await openVoiceStage(byeBye, {
    agent: { ...hosted, callScreeningIdentity: "Frida's desk", callScreeningPurpose: "It is about a table." },
  });
  const { phone, agentId, control } = stage;
  const toldTo = async (more: object = {}): Promise<string | undefined> => {
    const id = await call(screened, more)(stage);
    await advance(control, "5m");
    const state = await stage.read(id);
    expect(state).toMatchObject({ answeredBy: "person", status: "completed" });
    return linesOf(state)[1];
  };
  expect(await toldTo()).toBe("agent: This is Frida's desk. It is about a table.");
  expect(await toldTo({ callScreeningPurpose: "It is urgent." })).toBe(
    "agent: This is Frida's desk. It is urgent.",
  );
  const both = { callScreeningIdentity: "Lou", callScreeningPurpose: "It is urgent." };
  expect(await toldTo(both)).toBe("agent: This is Lou. It is urgent.");
  await phone.patch(`/v1/agents/${agentId}`, { callScreeningIdentity: null });
  expect(await toldTo()).toBe("agent: This is Frida. It is about a table.");
});

verifies(["phone.calls.transfer", "phone.calls.transferTo"], async () => {
  await using stage = await openVoiceStage(() => ({ text: "One moment.", action: "transfer" }));
  const { control, phone, agentId } = stage;
  const other = await equipAgent(phone);
  const say = async (): Promise<string> => {
    const id = await stage.ring();
    await advance(control, "2s");
    await control.post(`/calls/${id}/say`, { text: "Anna, please." });
    await advance(control, "10s");
    return id;
  };
  // Nowhere to go: the call goes on.
  expect(await stage.read(await say())).toMatchObject({ phase: "talking" });
  await phone.patch(`/v1/agents/${agentId}`, { transferNumber: other.number });
  const id = await say();
  expect(await stage.read(id)).toMatchObject({ phase: "over", disconnectionReason: "call_transfer" });
  expect(await stage.events("call.transferred")).toMatchObject([{ callId: id, target: other.number }]);
  const received = (await stage.events("call.received")).filter(({ line }) => line === other.number);
  expect(received).toMatchObject([{ from: acme, to: other.number }]);
  await advance(control, "5m");
  const taken = await phone.get(`/v1/agents/${other.agentId}/calls`);
  expect(taken.body).toMatchObject({ data: [{ fromNumber: acme, status: "completed" }] });
});
