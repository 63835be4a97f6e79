import { expect, it } from "vitest";
import { doneBy, equipAgent, type Equipped } from "../support/phone-agent.ts";
import { phoneOf, sdkOf } from "../support/phone-client.ts";
import {
  acme,
  advance,
  agentOf,
  buyNumber,
  type Client,
  controlOf,
  startRingback,
} from "../support/store-client.ts";
import { verifies } from "../support/verifies.ts";
import { type CallState, linesOf, openVoiceStage, type ToldTurn } from "../support/voice-call.ts";

const read = async (control: Client, id: string) =>
  doneBy("control.calls.get", await control.get(`/calls/${id}`));

/** The legs of the calls of a world, oldest first. */
const legsOf = async (control: Client) =>
  doneBy("control.calls.list", await control.get("/calls?all=true")).calls.toReversed();

const callLine = async (phone: Client, { agentId }: Equipped, toNumber: string, more: object = {}) =>
  doneBy("agentphone.calls.create", await phone.post("/v1/calls", { agentId, toNumber, ...more })).id;

const mirrored = (lines: readonly string[]): readonly string[] =>
  lines.map((line) =>
    line.startsWith("agent: ") ? line.replace("agent: ", "user: ") : line.replace("user: ", "agent: "),
  );

verifies("phone.calls.lines", "lets two hosted agents talk, each in a call of its own", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const [phone, control] = [phoneOf(ringback), controlOf(ringback)];
  const caller = await equipAgent(phone, { name: "Ada", systemPrompt: "A table for two, please. At eight." });
  const callee = await equipAgent(phone, {
    name: "Bob",
    systemPrompt: "We have one at eight. See you then.",
  });
  const id = await callLine(phone, caller, callee.number);
  await advance(control, "5m");
  const [own, other] = await legsOf(control);
  expect(own).toMatchObject({ callId: id, direction: "outbound", line: caller.number, phase: "over" });
  expect(other).toMatchObject({ direction: "inbound", line: callee.number, phase: "over" });
  expect([other?.from, other?.to, other?.answeredAt]).toEqual([own?.from, own?.to, own?.answeredAt]);
  expect(other?.endedAt).toBe(own?.endedAt);
  const lines = linesOf(own as CallState);
  expect(lines.slice(0, 4)).toEqual([
    "user: Hello, this is Bob. How can I help you?",
    "agent: Hello, this is Ada.",
    "user: We have one at eight.",
    "agent: A table for two, please.",
  ]);
  // Whatever one has said by the time that somebody hangs up, the other has heard.
  expect(linesOf(other as CallState)).toEqual(mirrored(lines));
  expect(new Set([own?.disconnectionReason, other?.disconnectionReason])).toEqual(
    new Set(["agent_hangup", "user_hangup"]),
  );
  const rows = ringback.worlds.main.world.tables.calls;
  expect(rows.get(id)?.otherLegId).toBe(other?.callId);
  expect(rows.get(other?.callId ?? "")?.otherLegId).toBe(id);
});

verifies("phone.calls.lines", "lets a hosted agent talk with one whose webhook speaks", async () => {
  const speaker = ({ data }: ToldTurn) =>
    String(data["transcript"]).includes("table") ? { text: "It is yours.", hangup: true } : { text: "Yes?" };
  await using stage = await openVoiceStage(speaker);
  const { phone, control, number } = stage;
  const caller = await equipAgent(phone, { name: "Ada", systemPrompt: "I want a table." });
  const id = await callLine(phone, caller, number);
  await advance(control, "5m");
  const [own, other] = await legsOf(control);
  expect(linesOf(own as CallState)).toEqual([
    "agent: Hello, this is Ada.",
    "user: Yes?",
    "agent: I want a table.",
    "user: It is yours.",
  ]);
  expect(linesOf(other as CallState)).toEqual(mirrored(linesOf(own as CallState)));
  expect(own).toMatchObject({ callId: id, disconnectionReason: "user_hangup" });
  expect(other).toMatchObject({ disconnectionReason: "agent_hangup" });
  const told = stage.told().map(({ data }) => [data["callId"], data["direction"], data["transcript"]]);
  expect(told).toEqual([
    [other?.callId, "inbound", "Hello, this is Ada."],
    [other?.callId, "inbound", "I want a table."],
  ]);
  // Each leg is told to its own agent.
  const ended = stage.ended().map(({ agentId, data }) => [agentId, data["callId"]] as const);
  expect(new Map(ended)).toEqual(
    new Map([
      [caller.agentId, id],
      [stage.agentId, other?.callId],
    ]),
  );
  expect(ended).toHaveLength(2);
});

verifies("phone.calls.rings", "rings at a store's number, where nobody answers", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const [phone, control] = [phoneOf(ringback), controlOf(ringback)];
  const caller = await equipAgent(phone);
  const { number, path } = await buyNumber(agentOf(ringback));
  const id = await callLine(phone, caller, number);
  await advance(control, "2m");
  expect(await read(control, id)).toMatchObject({
    status: "completed",
    disconnectionReason: "dial_no_answer",
  });
  const missed = await agentOf(ringback).get(`${path}/missed-calls`);
  expect(missed.body).toMatchObject({ calls: [{ from: caller.number, status: "missed" }] });
  const deaf = await buyNumber(agentOf(ringback), { capabilities: ["sms"] });
  const unheard = await callLine(phone, caller, deaf.number);
  expect(await read(control, unheard)).toMatchObject({
    status: "failed",
    disconnectionReason: "dial_failed",
  });
});

verifies("phone.calls.rings", "keeps a call that somebody took at a store's number in its log", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const control = controlOf(ringback);
  const { number: to, path } = await buyNumber(agentOf(ringback));
  await control.post("/people/call", { from: acme, to, says: ["Is anybody there?"], answered: true });
  await advance(control, "1m");
  expect((await agentOf(ringback).get(`${path}/missed-calls`)).body).toEqual({ calls: [] });
  expect((await agentOf(ringback).get(`${path}/call-logs`)).body).toMatchObject({
    calls: [{ from: acme, status: "answered", durationSeconds: 1 }],
  });
});

it("lets a line call itself", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const [phone, control] = [phoneOf(ringback), controlOf(ringback)];
  const agent = await equipAgent(phone);
  await callLine(phone, agent, agent.number);
  await advance(control, "5m");
  const legs = await legsOf(control);
  expect(legs.map(({ direction, phase }) => [direction, phase])).toEqual([
    ["outbound", "over"],
    ["inbound", "over"],
  ]);
  expect(linesOf(legs[1] as CallState)).toEqual(mirrored(linesOf(legs[0] as CallState)));
  expect((await control.get("/clock")).body).toMatchObject({ nextStory: null });
});

verifies("phone.calls.lines", "leaves each line to whoever speaks for it", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const [phone, control] = [phoneOf(ringback), controlOf(ringback)];
  const [one, other] = [await equipAgent(phone), await equipAgent(phone)];
  const id = await callLine(phone, one, other.number);
  for (const [name, body] of [
    ["answer", {}],
    ["refuse", { why: "busy" }],
    ["say", { text: "Hello?" }],
    ["hang-up", {}],
  ] as const) {
    const refused = await control.post(`/calls/${id}/${name}`, body);
    expect([name, refused.status, refused.text]).toEqual([
      name,
      400,
      expect.stringContaining("another line"),
    ]);
  }
  expect((await control.post(`/calls/${id}/hang-up`, { drop: true })).status).toBe(200);
  const legs = await legsOf(control);
  expect(legs.map(({ phase, status }) => [phase, status])).toEqual([
    ["over", "failed"],
    ["over", "failed"],
  ]);
});

verifies("phone.calls.lines", "declines where the called line cannot take calls", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const [phone, control] = [phoneOf(ringback), controlOf(ringback)];
  const caller = await equipAgent(phone);
  const dumb = await equipAgent(phone, { voiceMode: "webhook", systemPrompt: null });
  await callLine(phone, caller, dumb.number);
  const [own, other] = await legsOf(control);
  expect(own).toMatchObject({ status: "failed", disconnectionReason: "user_declined" });
  expect(other).toMatchObject({ status: "failed", disconnectionReason: "error_inbound_webhook" });
});

/** What may go away in the middle of a call. */
const goings: readonly (readonly [what: string, go: (phone: Client, agent: Equipped) => Promise<unknown>])[] =
  [
    ["number", (phone, { numberId }) => phone.delete(`/v1/numbers/${numberId}`)],
    ["agent", (phone, { agentId }) => phone.delete(`/v1/agents/${agentId}`)],
    [
      "webhook",
      async (phone) => {
        await phone.delete("/v1/webhooks");
      },
    ],
  ];

verifies("phone.calls.gone", "goes on with a call whose number, agent or webhook is gone", async () => {
  for (const voiceMode of ["hosted", "webhook"]) {
    for (const [what, go] of goings) {
      await using stage = await openVoiceStage(() => ({ text: "Yes." }), {
        agent: { voiceMode, systemPrompt: voiceMode === "hosted" ? "One. Two. Three." : null },
      });
      const { phone, control } = stage;
      const id = await stage.ring();
      await advance(control, "10s");
      expect(await stage.read(id)).toMatchObject({ phase: "talking" });
      await go(phone, stage);
      expect((await control.post(`/calls/${id}/say`, { text: "Are you there?" })).status).toBe(200);
      await advance(control, "10s");
      const said = await stage.read(id);
      expect(linesOf(said)).toContain("user: Are you there?");
      // A hosted agent that is gone has nothing left to say, and so hangs up.
      const isGone = voiceMode === "hosted" && what === "agent";
      expect([voiceMode, what, said.phase]).toEqual([voiceMode, what, isGone ? "over" : "talking"]);
      await control.post(`/calls/${id}/hang-up`);
      await advance(control, "1m");
      const reason = isGone ? "agent_hangup" : "user_hangup";
      expect(await stage.read(id)).toMatchObject({ phase: "over", disconnectionReason: reason });
      expect(await stage.events("call.ended")).toHaveLength(1);
      expect((await control.get("/clock")).body).toMatchObject({ nextStory: null });
    }
  }
});

verifies("phone.calls.gone", "ends a call of a sub-account that is gone", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const [phone, control, sdk] = [phoneOf(ringback), controlOf(ringback), sdkOf(ringback)];
  const child = (await phone.post("/v1/sub-accounts", { name: "Branch" })).body as { id: string };
  const within = { headers: { "X-Sub-Account-Id": child.id } };
  const wishes = { name: "Ada", voiceMode: "hosted", systemPrompt: "One. Two. Three." } as const;
  const agent = await sdk.agents.createAgent(wishes, within);
  const number = await sdk.numbers.createNumber({ country: "US", agentId: agent.id }, within);
  const calling = { from: acme, to: number.phoneNumber, played: true };
  const { callId } = doneBy("control.people.call", await control.post("/people/call", calling));
  await advance(control, "10s");
  await sdk.numbers.deleteNumber({ number_id: number.id }, within);
  expect(await read(control, callId)).toMatchObject({ phase: "talking" });
  expect((await phone.delete(`/v1/sub-accounts/${child.id}`)).status).toBeLessThan(300);
  expect(await read(control, callId)).toMatchObject({ phase: "over", disconnectionReason: "agent_hangup" });
  await advance(control, "2h");
  expect((await control.get("/clock")).body).toMatchObject({ nextStory: null });
});
