import { expect, it } from "vitest";
import type { WorldEvent } from "../src/contract/events.ts";
import type { RingbackConfig } from "../src/runtime/config.ts";
import { createRingback, type Ringback } from "../src/runtime/create-ringback.ts";
import { readScenario } from "../src/scenario/read-scenario.ts";
import { startRingback as startLibrary } from "../src/index.ts";
import { controlOf } from "./support/store-client.ts";

const frame = `version: 1
name: Receipts
seed: 7
people: { acme: { number: +14155550123 } }
agents: { desk: {} }
lines: { main: { provider: agentphone, country: US, number: +14155550186, agent: desk } }
script:`;

const send =
  'request: { operation: agentphone.messages.send, with: { agent_id: "${agents.desk.id}", to_number: "${people.acme.number}", body: Hi } }';

const start = (script: string, config: RingbackConfig = {}): Promise<Ringback> => {
  const { scenario } = readScenario(`${frame}\n${script}`, "a.yaml");
  return createRingback({ port: 0, agent: "none", scenario: { scenario, hash: "a" }, ...config });
};

const eventsOf = ({ worlds }: Ringback): readonly WorldEvent[] => worlds.main.world.events.after(0, 1000);

/** What was said of texts, each with its second. */
const told = (ringback: Ringback): string[] => {
  const events = eventsOf(ringback);
  const begin = events.find(({ type }) => type === "scenario.started")?.at ?? 0;
  const tell = (event: WorldEvent): string[] => {
    if (event.type === "message.sent") return ["sent"];
    if (event.type === "message.delivered") return ["delivered"];
    if (event.type === "message.failed") return [`failed ${event.errorCode ?? ""} ${event.why}`];
    if (event.type === "scenario.noted") return [event.text];
    if (event.type === "scenario.step.failed")
      return [`${event.step} failed: ${event.code ?? ""} ${event.why}`];
    return [];
  };
  return events.flatMap((event) => tell(event).map((what) => `${(event.at - begin) / 1000} ${what}`));
};

const play = async (script: string): Promise<string[]> => {
  await using ringback = await start(script);
  return told(ringback);
};

it("reports on a text in the place of the network, late or never", async () => {
  const rule = (steps: string): string =>
    `  - ${send}\n  - when: { message.sent: { to: acme } }\n    do: [${steps}]`;
  expect(await play(rule("{ after: 1h, receipt: { status: delivered } }"))).toEqual([
    "0 sent",
    "3600 delivered",
  ]);
  expect(await play(rule("{ receipt: { status: failed, errorCode: 30007, why: Filtered. } }"))).toEqual([
    "0 sent",
    "0 failed 30007 Filtered.",
  ]);
});

it("lets the first of several receipts count", async () => {
  const later = "after: 5s\n    receipt: { from: main, to: acme, status: failed }";
  expect(await play(`  - ${send}\n  - ${later}`)).toEqual(["0 sent", "1 delivered"]);
  const twice = "receipt: { from: main, to: acme, status: undelivered, times: 2 }";
  expect(await play(`  - ${send}\n  - ${twice}`)).toEqual([
    "0 sent",
    "0 failed 30003 The telephone at the other end cannot be reached.",
  ]);
});

it("means the text of its rule, whatever was sent since", async () => {
  const script = `  - ${send}
  - after: 1m
    ${send.replace("Hi", "Again")}
  - when: { message.sent: { body: Hi } }
    do: [{ after: 2m, receipt: { status: undelivered } }]`;
  await using ringback = await start(script);
  const { messages } = ringback.worlds.main.world.tables;
  expect([...messages.all()].map(({ body, status }) => [body, status])).toEqual([
    ["Hi", "undelivered"],
    ["Again", "delivered"],
  ]);
});

it("fails a receipt for a text that nobody sent", async () => {
  expect(await play("  - receipt: { from: main, to: acme, status: delivered }")).toEqual([
    "0 receipt failed: not_found The line +14155550186 has sent +14155550123 no message yet.",
  ]);
});

it("keeps the world under a name, and goes on from there as often as you like", async () => {
  const script = "  - note: before\n  - snapshot: here\n  - after: 1m\n    note: after";
  await using ringback = await start(script, { clock: "manual", agent: "expected" });
  const control = controlOf(ringback);
  await control.post("/clock/advance", { by: "2m" });
  const whole = told(ringback);
  expect(whole).toEqual(["0 before", "60 after"]);
  const { main } = ringback.worlds;
  const rows = main.world.snapshot().tables;
  for (let round = 0; round < 2; round += 1) {
    expect((await control.post("/worlds/main/restore", { kept: "here" })).status).toBe(200);
    const last = main.world.events.last;
    await control.post("/clock/advance", { by: "2m" });
    const since = main.world.events.after(last, 1000).map(({ type }) => type);
    expect(since.filter((type) => type.startsWith("scenario."))).toEqual([
      "scenario.noted",
      "scenario.ended",
    ]);
    expect(main.world.snapshot().tables).toEqual(rows);
  }
});

it("goes back to what a story kept from a test of your own", async () => {
  await using ringback = await startLibrary({ clock: "manual" });
  await ringback.scenario(`${frame}\n  - snapshot: start`);
  await ringback.clock.advance("1s");
  await ringback.person("+14155550123").text("+14155550186", "Hello");
  const before = (await ringback.clock.now()) - 1000;
  await ringback.clock.advance("1h");
  await ringback.restore("start");
  expect(await ringback.clock.now()).toEqual(before);
});

it("says which snapshots there are, keeps twenty, and takes one kind only", async () => {
  await using ringback = await createRingback({ port: 0 });
  const control = controlOf(ringback);
  const restore = async (body: object) => {
    const { status, body: answer } = await control.post("/worlds/main/restore", body);
    return [status, (answer as { error?: { message: string } }).error?.message];
  };
  expect(await restore({ kept: "x" })).toEqual([
    404,
    "The world main has no snapshot x. Nothing was kept of it.",
  ]);
  for (let place = 1; place <= 20; place += 1) {
    expect((await control.post("/worlds/main/snapshots", { as: `s${place}` })).status).toBe(201);
  }
  expect((await control.post("/worlds/main/snapshots", { as: "s1" })).status).toBe(201);
  expect((await control.post("/worlds/main/snapshots", { as: "s21" })).status).toBe(400);
  expect((await restore({ kept: "x" }))[1]).toContain("Kept are: s1, s2,");
  expect((await restore({}))[1]).toContain("Say what to restore");
  expect((await restore({ kept: "s1", snapshot: {} }))[1]).toContain("Say what to restore");
});
