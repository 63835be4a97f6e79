import { Client as McpClient } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { expect, it, onTestFinished } from "vitest";
import type { RingbackConfig } from "../src/runtime/config.ts";
import { doneBy, equipAgent } from "./support/phone-agent.ts";
import { phoneOf } from "./support/phone-client.ts";
import {
  acme,
  advance,
  type Answer,
  buyNumber,
  agentOf,
  controlOf,
  startRingback,
} from "./support/store-client.ts";

const nina = "+14155550177";

/** A hosted agent with a number, and whoever runs ringback. */
const open = async (config: RingbackConfig = { clock: "manual" }) => {
  const ringback = await startRingback(config);
  onTestFinished(() => ringback.close());
  const [phone, control] = [phoneOf(ringback), controlOf(ringback)];
  const systemPrompt = "We are open until nine. Ask for Jo.";
  const { agentId, number } = await equipAgent(phone, { systemPrompt, beginMessage: "Desk." });
  const ring = async (more: object = {}): Promise<string> => {
    const called = await control.post("/people/call", { from: acme, to: number, played: true, ...more });
    return doneBy("control.people.call", called).callId;
  };
  /** The agent calls somebody whom the controls play. */
  const place = async (): Promise<string> => {
    await control.post("/people/instruct", { number: nina, played: true });
    return doneBy("agentphone.calls.create", await phone.post("/v1/calls", { agentId, toNumber: nina })).id;
  };
  const read = async (callId: string) => doneBy("control.calls.get", await control.get(`/calls/${callId}`));
  return { ringback, control, number, ring, place, read };
};

const refusalOf = ({ status, body }: Answer): readonly unknown[] => {
  const { code, message } = (body as { error: { code: string; message: string } }).error;
  return [status, code, message];
};

it("plays a caller: rings, says, presses, hangs up", async () => {
  const { control, ring, read, number } = await open();
  const callId = await ring();
  expect(await read(callId)).toMatchObject({
    callId,
    line: number,
    phase: "ringing",
    isPlayed: true,
    turns: [],
  });
  await advance(control, "1h");
  expect(await read(callId)).toMatchObject({ phase: "over", disconnectionReason: "inactivity" });

  const second = await ring();
  expect(
    (await control.post(`/calls/${second}/say`, { text: "Are you open?", confidence: 0.5 })).status,
  ).toBe(200);
  await advance(control, "5s");
  expect(await read(second)).toMatchObject({
    phase: "talking",
    isAgentsTurn: true,
    turns: [
      { role: "agent", text: "Desk." },
      { role: "user", text: "Are you open?" },
    ],
  });
  await control.post(`/calls/${second}/press`, { digits: "1#" });
  await advance(control, "5s");
  await control.post(`/calls/${second}/hang-up`, {});
  await advance(control, "30s");
  const over = await read(second);
  expect(over).toMatchObject({ status: "completed", disconnectionReason: "user_hangup", toDo: 0 });
  expect(over.turns.at(-2)).toMatchObject({ role: "user", text: "1#", digits: true });
  expect((await control.get("/calls")).body).toEqual({ calls: [] });
  expect((await control.get("/calls?all=true&limit=1")).body).toEqual({ calls: [over] });
});

it("plays whom an agent calls: taken before anything happens of itself", async () => {
  const { control, place, read } = await open();
  const first = await place();
  await control.post(`/calls/${first}/answer`, { after: "3s" });
  await advance(control, "4s");
  expect(await read(first)).toMatchObject({
    phase: "talking",
    answeredBy: "person",
    turns: [{ text: "Desk." }],
  });
  await control.post(`/calls/${first}/say`, {
    text: "One moment please, somebody is at the door.",
    interrupt: true,
  });
  await control.post(`/calls/${first}/hang-up`, { drop: true });
  expect(await read(first)).toMatchObject({ phase: "over", disconnectionReason: "error_unknown" });
  for (const [why, disconnectionReason] of [
    ["busy", "dial_busy"],
    ["no-answer", "dial_no_answer"],
    ["declined", "user_declined"],
    ["unreachable", "dial_failed"],
  ]) {
    const callId = await place();
    await control.post(`/calls/${callId}/refuse`, { why });
    expect(await read(callId)).toMatchObject({ phase: "over", disconnectionReason });
  }
});

it("tells somebody what to do when they are called, and keeps what is not said again", async () => {
  const { control } = await open();
  const instruct = async (told: object) =>
    doneBy(
      "control.people.instruct",
      await control.post("/people/instruct", { number: "+1 415 555 0177", ...told }),
    );
  const usual = { number: nina, played: false, agentPlayed: false };
  expect(await instruct({})).toEqual(usual);
  expect(await instruct({ answers: { after: "3s" } })).toEqual({ ...usual, answers: { after: 3000 } });
  expect(await instruct({ says: ["Hi."], agentPlayed: true })).toEqual({
    number: nina,
    answers: { after: 3000 },
    says: ["Hi."],
    played: true,
    agentPlayed: true,
  });
  expect(await instruct({ says: [], played: false })).toEqual({ ...usual, answers: { after: 3000 } });
  const { status } = await control.post("/people/instruct", { number: "911", played: true });
  expect(status).toBe(403);
});

it("refuses what cannot be in a call, in a sentence, and changes nothing", async () => {
  const { ringback, control, ring, place } = await open();
  const ask = async (callId: string, name: string, body: object = {}) =>
    refusalOf(await control.post(`/calls/${callId}/${name}`, body));
  expect(await ask("call_009", "say", { text: "Hello?" })).toEqual([
    404,
    "not_found",
    "There is no call call_009 in this world.",
  ]);
  const [inbound, outbound] = [await ring(), await place()];
  const before = JSON.stringify(ringback.worlds.main.world.tables.calls.get(inbound));
  expect(await ask(inbound, "answer")).toEqual([
    400,
    "not_possible",
    `The call ${inbound} reached a line: its far end is who calls.`,
  ]);
  expect(await ask(inbound, "refuse", { why: "busy" })).toEqual([
    400,
    "not_possible",
    "Only who is called, and as long as it rings, refuses. Hang up instead.",
  ]);
  expect(await ask(inbound, "speak", { text: "Hello." })).toEqual([400, "not_possible", expect.any(String)]);
  expect(await ask(inbound, "tool", { tool: "look_up" })).toEqual([400, "not_possible", expect.any(String)]);
  expect(await ask(inbound, "press", { digits: "12x" })).toEqual([
    400,
    "validation_error",
    expect.stringContaining("up to 64 of the keys 0 to 9, * and #"),
  ]);
  expect(JSON.stringify(ringback.worlds.main.world.tables.calls.get(inbound))).toBe(before);
  await control.post(`/calls/${outbound}/refuse`, { why: "busy" });
  for (const name of ["take", "answer", "hang-up", "speak"]) {
    expect(await ask(outbound, name)).toEqual([
      409,
      "call_not_live",
      `The call ${outbound} is over: dial_busy.`,
    ]);
  }
});

it("waits until something has come of a call", async () => {
  const { control, ring } = await open({});
  const callId = await ring();
  const wait = async (until: string, more = "") =>
    doneBy("control.calls.wait", await control.get(`/calls/${callId}/wait?until=${until}${more}`));
  expect(await wait("answered")).toMatchObject({ phase: "talking" });
  expect(await wait("reply")).toMatchObject({ isAgentsTurn: false, turns: [{ text: "Desk." }] });
  await control.post(`/calls/${callId}/say`, { text: "Are you open?" });
  expect((await wait("done")).turns[1]).toMatchObject({ role: "user", text: "Are you open?" });
  expect((await wait("turn", "&turns=2")).turns).toHaveLength(3);
  const look = await control.get(`/calls/${callId}/wait?until=end&timeout=0s`);
  expect(refusalOf(look)).toEqual([
    408,
    "wait_timed_out",
    `In the call ${callId} nobody has hung up: a timeout of 0 only looks at how it stands. It is the far end's turn, and it has been told nothing.`,
  ]);
  // Nobody speaks any more: whoever plays the call waits for that.
  expect(await wait("end", "&timeout=1h")).toMatchObject({ disconnectionReason: "inactivity" });
  expect(await wait("reply")).toMatchObject({ phase: "over" });
  expect((await control.get("/calls/call_009/wait?until=end")).status).toBe(404);
});

it("lets somebody take a call at the store's line, and lists it with its state", async () => {
  const ringback = await startRingback({ clock: "manual" });
  onTestFinished(() => ringback.close());
  const control = controlOf(ringback);
  const { number } = await buyNumber(agentOf(ringback));
  await control.post("/people/call", { from: acme, to: number, answered: true, says: ["Hello."] });
  await advance(control, "1h");
  expect((await control.get("/state")).body).toMatchObject({ calls: { ringing: 0, talking: 0, over: 1 } });
  const { callId } = doneBy("control.wait", await control.get("/wait?type=turn.user&text=Hello."))
    .event as unknown as { callId: string };
  expect((await control.get(`/calls/${callId}`)).body).toMatchObject({
    turns: [{ role: "user", text: "Hello." }],
  });
});

it("is a conversation that a model plays over MCP", async () => {
  const { ringback, number } = await open({});
  const client = new McpClient({ name: "test", version: "1" });
  await client.connect(new StreamableHTTPClientTransport(new URL(`${ringback.url}/mcp/control`)));
  onTestFinished(() => client.close());
  const use = async (name: string, input: object) => {
    const { structuredContent, isError } = await client.callTool({ name, arguments: { ...input } });
    expect({ name, isError }).toEqual({ name, isError: undefined });
    return structuredContent as Record<string, unknown>;
  };
  const { callId } = await use("person_call", { from: acme, to: number, played: true, agentPlayed: true });
  expect(await use("call_wait", { callId, until: "reply" })).toMatchObject({ turns: [{ text: "Desk." }] });
  await use("call_say", { callId, text: "A table for two." });
  expect(await use("call_wait", { callId, until: "done" })).toMatchObject({ isAgentsTurn: true });
  await use("call_speak", { callId, text: "It is yours. Goodbye.", then: "hang up" });
  expect(await use("call_wait", { callId, until: "end" })).toMatchObject({
    disconnectionReason: "agent_hangup",
    turns: [{ text: "Desk." }, { text: "A table for two." }, { text: "It is yours. Goodbye." }],
  });
});
