import * as fc from "fast-check";
import { expect } from "vitest";
import type { OutputOf, Operations } from "../../src/contract/operations.ts";
import type { Ringback } from "../../src/runtime/create-ringback.ts";
import { doneBy, equipAgent, type Equipped } from "../support/phone-agent.ts";
import { phoneOf } from "../support/phone-client.ts";
import {
  acme,
  advance,
  type Answer,
  type Client,
  controlOf,
  startRingback,
} from "../support/store-client.ts";
import { verifies } from "../support/verifies.ts";

type State = OutputOf<Operations["control.calls.get"]>;

const order = ["ringing", "talking", "over"] as const;

/** What is known of the calls of a world: how each stood when somebody last looked. */
interface Model {
  readonly calls: Map<string, State>;
  /** What was announced before the world was last brought back, which forgets it. */
  readonly told: Told[];
}

type Told = Readonly<Record<string, unknown>>;

/** The world that is tried, and the means to do so. */
class Stage {
  readonly ringback: Ringback;
  readonly phone: Client;
  readonly control: Client;
  readonly agents: readonly Equipped[];

  constructor(ringback: Ringback, agents: readonly Equipped[]) {
    this.ringback = ringback;
    this.phone = phoneOf(ringback);
    this.control = controlOf(ringback);
    this.agents = agents;
  }

  /** Whether both ends of a call are lines of this world. */
  isOfLines({ from, to }: State): boolean {
    return [from, to].every((number) => this.agents.some((agent) => agent.number === number));
  }

  async states(): Promise<readonly State[]> {
    const listed = await this.control.get("/calls?all=true&limit=1000");
    return doneBy("control.calls.list", listed).calls.toReversed();
  }

  async events(): Promise<readonly Told[]> {
    const { events } = doneBy("control.events.list", await this.control.get("/events?limit=1000"));
    return events;
  }
}

/** Holds for every call at every instant. */
const checkCall = (call: State, before: State | undefined): void => {
  expect(order.indexOf(call.phase)).toBeGreaterThanOrEqual(order.indexOf(before?.phase ?? "ringing"));
  expect(call.turns.slice(0, before?.turns.length ?? 0)).toEqual(before?.turns ?? []);
  if (before?.phase === "over") expect(call).toEqual(before);
  const isOver = call.phase === "over";
  expect([call.callId, call.status === "in-progress"]).toEqual([call.callId, !isOver]);
  expect([call.callId, call.endedAt !== undefined]).toEqual([call.callId, isOver]);
  if (isOver) expect(call).toMatchObject({ toDo: 0, isAgentsTurn: false });
  if (call.phase === "ringing") expect([call.turns, call.answeredAt]).toEqual([[], undefined]);
  if (call.phase === "talking") expect(call.answeredAt).toBeDefined();
  for (const role of ["user", "agent"]) {
    let last = call.answeredAt ?? "";
    for (const { at, until } of call.turns.filter((turn) => turn.role === role)) {
      expect([call.callId, role, at >= last, until >= at]).toEqual([call.callId, role, true, true]);
      last = until;
    }
  }
  const overAt = call.turns.map(({ until }) => until);
  expect(overAt).toEqual(overAt.toSorted());
};

const look = async (model: Model, stage: Stage): Promise<void> => {
  const states = await stage.states();
  for (const state of states) {
    checkCall(state, model.calls.get(state.callId));
    model.calls.set(state.callId, state);
  }
  expect(states.length).toBe(model.calls.size);
  // What is over leaves nothing behind, neither a timer nor a memory of the network's; what goes on will end one day.
  const { tables, clock } = stage.ringback.worlds.main.world;
  const live = states.filter(({ phase }) => phase !== "over").length;
  expect(tables.carrierRows.size).toBe(live);
  expect([live === 0, clock.nextStory === undefined]).toEqual([live === 0, live === 0]);
};

/** A refusal is a sentence with a code, and what was refused did nothing. */
const checkRefused = async (model: Model, stage: Stage, answer: Answer, codes: readonly string[]) => {
  const { error } = answer.body as { error: { code: string; message: string } };
  expect(codes).toContain(error.code);
  expect(error.message).toMatch(/^[A-Z].{10,}\.$/s);
  expect(await stage.states()).toEqual([...model.calls.values()]);
};

type Move = fc.AsyncCommand<Model, Stage>;

/** Places a call, or lets somebody call. */
const place = (to: number, played: boolean, inbound: boolean): Move => ({
  check: ({ calls }) => calls.size < 8,
  toString: () => `${inbound ? "receive" : "place"}(${to}, ${played})`,
  async run(model, stage) {
    const [own, other] = stage.agents;
    const callees = [acme, other?.number, own?.number, ...magic];
    const toNumber = callees[to % callees.length];
    const placed = inbound
      ? await stage.control.post("/people/call", { from: acme, to: own?.number, played })
      : await stage.phone.post("/v1/calls", { agentId: own?.agentId, toNumber });
    expect(placed.status).toBe(inbound ? 201 : 200);
    const known = model.calls.size;
    for (const state of await stage.states()) model.calls.set(state.callId, state);
    expect(model.calls.size).toBeGreaterThan(known);
    const { callId } = [...model.calls.values()].at(known) ?? {};
    if (played && !inbound) await stage.control.post(`/calls/${callId}/take`);
    await look(model, stage);
  },
});

const magic = ["0130", "0131", "0134", "0135", "0138", "0139", "0142", "0143"].map((end) => `+1500555${end}`);

/** A control of one call: what it may be refused for as the call stands; nothing where it must be done. */
interface Control {
  readonly name: string;
  readonly body?: object;
  readonly mayRefuse: (call: State) => boolean;
  readonly mustRefuse: (call: State) => boolean;
  /** What must be so once it is done. */
  readonly after?: (before: State, after: State) => void;
}

const never = (): boolean => false;

const controls: readonly Control[] = [
  { name: "take", mayRefuse: never, mustRefuse: never },
  {
    name: "answer",
    mayRefuse: never,
    mustRefuse: ({ direction, answeredBy }) => direction === "inbound" || answeredBy === "person",
    after: (before, after) => {
      if (before.phase === "ringing" && before.toDo === 0) expect(after.phase).toBe("talking");
    },
  },
  {
    name: "refuse",
    body: { why: "busy" },
    mayRefuse: never,
    mustRefuse: ({ direction, phase }) => direction === "inbound" || phase === "talking",
    after: (before, after) => {
      if (before.isPlayed && before.toDo === 0)
        expect(after).toMatchObject({ phase: "over", disconnectionReason: "dial_busy" });
    },
  },
  { name: "say", body: { text: "one two three" }, mayRefuse: never, mustRefuse: never },
  { name: "say", body: { text: "no, wait", interrupt: true }, mayRefuse: never, mustRefuse: never },
  { name: "press", body: { digits: "12#" }, mayRefuse: never, mustRefuse: never },
  { name: "hang-up", mayRefuse: never, mustRefuse: never },
  {
    name: "hang-up",
    body: { drop: true },
    mayRefuse: never,
    mustRefuse: never,
    after: (_before, after) => expect(after.phase).toBe("over"),
  },
  {
    name: "speak",
    body: { text: "well, well" },
    mayRefuse: () => true,
    mustRefuse: ({ phase }) => phase === "ringing",
  },
  {
    name: "speak",
    body: { text: "good bye", digits: "9", then: "hang up" },
    mayRefuse: () => true,
    mustRefuse: ({ phase }) => phase === "ringing",
  },
];

const doTo = (which: number, { name, body, mayRefuse, mustRefuse, after }: Control): Move => ({
  check: ({ calls }) => calls.size > 0,
  toString: () => `${name}(${which}, ${JSON.stringify(body ?? {})})`,
  async run(model, stage) {
    const before = [...model.calls.values()][which % model.calls.size];
    if (before === undefined) return;
    const answer = await stage.control.post(`/calls/${before.callId}/${name}`, body);
    if (before.phase === "over") {
      expect(answer.status).toBe(409);
      return checkRefused(model, stage, answer, ["call_not_live"]);
    }
    const isOfLines = stage.isOfLines(before);
    const isRefused = answer.status !== 200;
    const forLines =
      isOfLines && !["take", "speak"].includes(name) && !JSON.stringify(body ?? {}).includes("drop");
    if (mustRefuse(before) || forLines) expect([name, before, answer.status]).toEqual([name, before, 400]);
    if (isRefused) {
      expect([name, mayRefuse(before) || mustRefuse(before) || forLines]).toEqual([name, true]);
      return checkRefused(model, stage, answer, ["not_possible"]);
    }
    await look(model, stage);
    after?.(before, model.calls.get(before.callId) as State);
  },
});

const end = (which: number): Move => ({
  check: ({ calls }) => calls.size > 0,
  toString: () => `end(${which})`,
  async run(model, stage) {
    const call = [...model.calls.values()][which % model.calls.size];
    const { status } = await stage.phone.send("POST", `/v1/calls/${call?.callId}/end`);
    expect(status).toBe(call?.phase === "over" ? 409 : 200);
    await look(model, stage);
  },
});

const pass = (milliseconds: number): Move => ({
  check: () => true,
  toString: () => `pass(${milliseconds})`,
  async run(model, stage) {
    await advance(stage.control, `${milliseconds}ms`);
    await look(model, stage);
  },
});

const remember = (): Move => ({
  check: () => true,
  toString: () => "snapshot, restore",
  async run(model, stage) {
    model.told.push(...(await stage.events()));
    const { snapshot } = (await stage.control.get("/worlds/main/snapshot")).body as { snapshot: object };
    expect((await stage.control.post("/worlds/main/restore", { snapshot })).status).toBe(200);
    expect(await stage.states()).toEqual([...model.calls.values()]);
  },
});

/** Once nothing is left to happen. */
const checkEnd = async (model: Model, stage: Stage): Promise<void> => {
  await advance(stage.control, "3h");
  await look(model, stage);
  const told = [...model.told, ...(await stage.events())];
  const ofType = (type: string): readonly Told[] => told.filter((event) => event["type"] === type);
  const ended = ofType("call.ended");
  const ids = new Set(model.calls.keys());
  expect(new Set(ended.map(({ callId }) => callId))).toEqual(ids);
  expect([ended.length, ofType("webhook.unheard").length]).toEqual([ids.size, ids.size]);
  for (const { callId, status, durationMs } of ended) {
    const call = model.calls.get(String(callId));
    const since = Date.parse(call?.answeredAt ?? call?.endedAt ?? "");
    expect(durationMs).toBe(Date.parse(call?.endedAt ?? "") - since);
    expect([call?.phase, call?.status]).toEqual(["over", status]);
    expect(["completed", "failed"]).toContain(status);
  }
  const answered = ofType("call.answered");
  const byPerson = answered.filter(({ by }) => by === "person").map(({ callId }) => callId);
  expect(new Set(byPerson).size).toBe(byPerson.length);
  expect((await stage.control.get("/clock")).body).toMatchObject({ nextStory: null });
  expect(stage.ringback.worlds.main.world.tables.carrierRows.size).toBe(0);
};

const index = fc.nat(20);
const moves: readonly fc.Arbitrary<Move>[] = [
  fc.tuple(index, fc.boolean(), fc.boolean()).map((made) => place(...made)),
  fc.tuple(index, fc.constantFrom(...controls)).map((done) => doTo(...done)),
  fc.tuple(index, fc.constantFrom(...controls)).map((done) => doTo(...done)),
  fc.tuple(index, fc.constantFrom(...controls)).map((done) => doTo(...done)),
  index.map(end),
  fc.constantFrom(0, 1, 400, 1000, 1999, 2000, 3600, 12_000, 60_000).map(pass),
  fc.constantFrom(400, 2000, 12_000).map(pass),
  fc.constant(undefined).map(remember),
];

verifies("phone.calls.life", "lives as calls do, whatever is done to it", async () => {
  await fc.assert(
    fc.asyncProperty(fc.commands([...moves], { maxCommands: 30, size: "max" }), async (commands) => {
      await using ringback = await startRingback({ clock: "manual" });
      const phone = phoneOf(ringback);
      const agents = [await equipAgent(phone), await equipAgent(phone, { name: "Lou", beginMessage: "Hi." })];
      const stage = new Stage(ringback, agents);
      const model: Model = { calls: new Map(), told: [] };
      await fc.asyncModelRun(() => ({ model, real: stage }), commands);
      await checkEnd(model, stage);
    }),
    { numRuns: 40 },
  );
});
