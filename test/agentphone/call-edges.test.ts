import { expect } from "vitest";
import { doneBy, equipAgent } from "../support/phone-agent.ts";
import { linesOf, ndjson, openVoiceStage } from "../support/voice-call.ts";
import { acme, advance, agentOf, buyNumber } from "../support/store-client.ts";
import { SlowBody } from "../support/slow-body.ts";
import { verifies } from "../support/verifies.ts";

const ten = "one two three four five six seven eight nine ten";

verifies("phone.calls.interruption", "comes too late for an agent that still thinks", async () => {
  let answer = (): void => undefined;
  const thinking = new Promise<void>((resolve) => (answer = resolve));
  await using stage = await openVoiceStage(async ({ data }) => {
    if (data["transcript"] === "First.") await thinking;
    return { text: `To ${String(data["transcript"])}` };
  });
  const { control, receiver } = stage;
  const id = await stage.ring();
  await control.post(`/calls/${id}/say`, { text: "First." });
  const advanced = advance(control, "1m");
  await receiver.arrived(1);
  await control.post(`/calls/${id}/say`, { text: "Second.", interrupt: true });
  answer();
  await advanced;
  expect(linesOf(await stage.read(id))).toEqual(["user: First.", "user: Second.", "agent: To Second."]);
  expect(await stage.events("turn.silent")).toMatchObject([{ why: "the far end went on talking" }]);
});

verifies(
  "phone.calls.interruption",
  "in the transcript, whoever ends the call in the middle of a sentence",
  async () => {
    await using stage = await openVoiceStage(() => ({ text: ten, digits: "12#" }));
    const { control, phone } = stage;
    const end = (id: string) => phone.post(`/v1/calls/${id}/end`);
    const drop = (id: string) => control.post(`/calls/${id}/hang-up`, { drop: true });
    // It rings for two seconds; the caller speaks for four, the agent after that.
    for (const [from, how, said] of [
      ["4s", drop, [`user: ${ten.slice(0, 23)}`]],
      ["3500ms", end, [`user: ${ten.slice(0, 23)}`]],
      ["7200ms", drop, [`user: ${ten}`, "agent: one two three"]],
      ["6700ms", end, [`user: ${ten}`, "agent: one two three"]],
      ["10s", drop, [`user: ${ten}`, `agent: ${ten}`]],
      ["10400ms", drop, [`user: ${ten}`, `agent: ${ten}`, "agent: 12"]],
      ["2s", drop, []],
    ] as const) {
      const id = await stage.ring();
      await control.post(`/calls/${id}/say`, { text: ten });
      await advance(control, from);
      await how(id);
      await advance(control, "1s");
      const call = await stage.read(id);
      expect([from, call.phase, linesOf(call)]).toEqual([from, "over", said]);
      const transcript = stage.ended().at(-1)?.data["transcript"];
      expect(transcript).toHaveLength(said.length);
    }
  },
);

verifies("phone.calls.interruption", "heard by the line at the other end too", async () => {
  await using stage = await openVoiceStage(() => ({ text: ten }));
  const { control, phone } = stage;
  const other = await equipAgent(phone, { name: "Bo", beginMessage: "Hello." });
  const placed = await phone.post("/v1/calls", { agentId: stage.agentId, toNumber: other.number });
  const { id } = doneBy("agentphone.calls.create", placed);
  await advance(control, "3600ms");
  await control.post(`/calls/${id}/hang-up`, { drop: true });
  const { calls } = doneBy("control.calls.list", await control.get("/calls?all=true"));
  expect(calls.map((call) => linesOf(call))).toEqual([
    ["agent: Hello.", "user: one two three"],
    ["user: Hello.", "agent: one two three"],
  ]);
});

verifies("phone.calls.transferTo", "never for ever: a line gets each call once", async () => {
  await using stage = await openVoiceStage(() => ({ action: "transfer" }));
  const { agentId, number, control, phone } = stage;
  const other = await equipAgent(phone, { voiceMode: "webhook", systemPrompt: null, transferNumber: number });
  const callsOf = async (transferNumber: string) => {
    await phone.patch(`/v1/agents/${agentId}`, { transferNumber });
    await control.post("/people/call", { from: acme, to: number });
    await advance(control, "1h");
    const { calls } = doneBy("control.calls.list", await control.get("/calls?all=true"));
    return calls.map(({ to, disconnectionReason }) => [to, disconnectionReason]);
  };
  expect(await callsOf(number)).toEqual([[number, "call_transfer"]]);
  expect(await callsOf(other.number)).toEqual([
    [other.number, "call_transfer"],
    [number, "call_transfer"],
    [number, "call_transfer"],
  ]);
});

verifies("phone.calls.transferTo", "leads nowhere where the line takes no calls", async () => {
  await using stage = await openVoiceStage(() => ({ action: "transfer" }));
  const { agentId, control, phone, ringback } = stage;
  const { number } = await buyNumber(agentOf(ringback), { capabilities: ["sms"] });
  await phone.patch(`/v1/agents/${agentId}`, { transferNumber: number });
  await stage.hear("A person, please.");
  const { calls } = doneBy("control.calls.list", await control.get("/calls?all=true"));
  expect(calls).toMatchObject([{ phase: "over", disconnectionReason: "call_transfer" }]);
});

verifies("worlds.timersSurvive", "goes on after the words of an answer that were spoken before", async () => {
  const bodies = [new SlowBody(), new SlowBody()];
  const wait = '{"text":"One moment.","interim":true}\n';
  const here = '{"text":"Here it is."}\n';
  let asked = 0;
  await using stage = await openVoiceStage(() => ndjson(bodies[asked++] ?? ""));
  const { control, receiver, ringback } = stage;
  const id = await stage.ring();
  await control.post(`/calls/${id}/say`, { text: "Hello?" });
  const advanced = advance(control, "1m");
  await receiver.arrived(1);
  const spoken = async (): Promise<boolean> =>
    JSON.stringify([...ringback.worlds.main.world.tables.carrierRows.all()]).includes("One moment.");
  bodies[0]?.write(wait);
  while (!(await spoken())) await control.get("/health");
  const { snapshot } = (await control.get("/worlds/main/snapshot")).body as { snapshot: object };
  bodies[0]?.write(here);
  bodies[0]?.end();
  await advanced;
  await control.post("/worlds/main/restore", { snapshot });
  bodies[1]?.write(wait + here);
  bodies[1]?.end();
  await advance(control, "1m");
  expect(asked).toBe(2);
  expect(linesOf(await stage.read(id))).toEqual(["user: Hello?", "agent: One moment. Here it is."]);
});

/** An agent with a server that calls another, which is played and transfers to a third. */
const openHandOver = async (deskWishes: object) => {
  const stage = await openVoiceStage(({ data }) =>
    data["transcript"] === "Hello." ? { text: "Support, please." } : { text: "Fine, thanks." },
  );
  const { control, phone, agentId } = stage;
  const desk = await equipAgent(phone, { name: "Desk", ...deskWishes });
  const door = await equipAgent(phone, {
    name: "Door",
    beginMessage: "Hello.",
    transferNumber: desk.number,
  });
  const placed = await phone.post("/v1/calls", { agentId, toNumber: door.number });
  const { id } = doneBy("agentphone.calls.create", placed);
  const list = async () => doneBy("control.calls.list", await control.get("/calls?all=true")).calls;
  // It rings for two seconds; one word is greeted with, two are answered.
  await advance(control, "2s");
  const doorCall = (await list()).find(({ line }) => line === door.number)?.callId;
  await control.post(`/calls/${doorCall}/take`, { agentPlayed: true });
  await advance(control, "1300ms");
  const body = { text: "One moment.", then: "transfer" };
  expect((await control.post(`/calls/${doorCall}/speak`, body)).status).toBe(200);
  return { stage, control, phone, id, desk, door, list, [Symbol.asyncDispose]: stage[Symbol.asyncDispose] };
};

verifies(
  "phone.calls.transferTo",
  "lets a line that called go on with the line that takes over",
  async () => {
    const lines = { beginMessage: "This is support.", systemPrompt: "Well." };
    await using call = await openHandOver(lines);
    const { control, id, desk, door, list } = call;
    await advance(control, "1h");
    expect(linesOf(await call.stage.read(id))).toEqual([
      "user: Hello.",
      "agent: Support, please.",
      "user: One moment.",
      "agent: Fine, thanks.",
      "user: This is support.",
      "agent: Fine, thanks.",
      "user: Well.",
      "agent: Fine, thanks.",
      "user: Thank you. Goodbye.",
    ]);
    const calls = await list();
    expect(calls.map(({ to, disconnectionReason: why }) => [to, why])).toEqual([
      [desk.number, "agent_hangup"],
      [door.number, "call_transfer"],
      [door.number, "user_hangup"],
    ]);
    expect(linesOf(calls[0] ?? { phase: "", status: "", turns: [] })).toEqual([
      "agent: This is support.",
      "user: Fine, thanks.",
      "agent: Well.",
      "user: Fine, thanks.",
      "agent: Thank you. Goodbye.",
    ]);
  },
);

verifies("phone.calls.transferTo", "ends the caller's call as well where nobody takes over", async () => {
  const own = { voiceMode: "webhook", systemPrompt: null };
  await using call = await openHandOver(own);
  const { control, phone, id, desk, list } = call;
  // Nobody is at the desk: its number has no agent.
  await phone.send("DELETE", `/v1/agents/${desk.agentId}`);
  await advance(control, "1h");
  expect(await call.stage.read(id)).toMatchObject({ phase: "over", disconnectionReason: "user_hangup" });
  expect((await list())[0]).toMatchObject({
    to: desk.number,
    status: "failed",
    disconnectionReason: "dial_failed",
  });
});

verifies("phone.calls.transferTo", "stops ringing where the caller leaves meanwhile", async () => {
  await using call = await openHandOver({ beginMessage: "This is support." });
  const { control, phone, id, desk, list } = call;
  await advance(control, "1s");
  expect((await list())[0]).toMatchObject({ to: desk.number, phase: "ringing" });
  await phone.post(`/v1/calls/${id}/end`);
  await advance(control, "1h");
  expect(await call.stage.read(id)).toMatchObject({ phase: "over", disconnectionReason: "agent_hangup" });
  expect((await list())[0]).toMatchObject({ phase: "over", disconnectionReason: "user_hangup", turns: [] });
});
