import { expect, it } from "vitest";
import type { WorldEvent } from "../src/contract/events.ts";
import { breathe, TestTime } from "../src/kernel/clock/test-time.ts";
import type { RingbackConfig } from "../src/runtime/config.ts";
import { createRingback, type Ringback } from "../src/runtime/create-ringback.ts";
import { readScenario } from "../src/scenario/read-scenario.ts";

const frame = [
  "version: 1",
  "name: x",
  "seed: 7",
  "people: { acme: { number: +14155550123 } }",
  "lines: { inbox: { provider: store, country: US, number: +12125550186 } }",
  "script:",
];

const start = (script: string, config: RingbackConfig = {}): Promise<Ringback> => {
  const text = `${frame.join("\n")}${script}`;
  const { scenario } = readScenario(text, "a.yaml");
  return createRingback({
    port: 0,
    agent: "none",
    scenario: { scenario, hash: "a" },
    ...config,
  });
};

const eventsOf = ({ worlds }: Ringback): readonly WorldEvent[] => worlds.main.world.events.after(0, 1000);

/** The captions and the end of a story, each with its second; and what failed. */
const told = (ringback: Ringback): string[] => {
  const { main } = ringback.worlds;
  const begin =
    eventsOf(ringback).find(({ type }) => type === "scenario.started")?.at ?? main.world.clock.now();
  return eventsOf(ringback).flatMap((event) => {
    const second = (event.at - begin) / 1000;
    if (event.type === "scenario.noted") return [`${second} ${event.text}`];
    if (event.type === "scenario.ended") return [`${second} end`];
    return event.type === "scenario.step.failed" ? [`${second} failed: ${event.why}`] : [];
  });
};

const play = async (script: string): Promise<string[]> => {
  await using ringback = await start(script);
  return told(ringback);
};

it("acts on an event as often as it says, wherever the rule stands in its list", async () => {
  const script = `
  - sms: { from: acme, to: inbox, body: one }
  - after: 5s
    sms: { from: acme, to: inbox, body: two }
  - when: { message.received: { from: acme } }
    times: 2
    do:
      - note: at once
      - after: 3s
        note: later
  - after: 5s
    sms: { from: acme, to: inbox, body: three }
`;
  expect(await play(script)).toEqual(["0 at once", "3 later", "5 at once", "8 later", "10 end"]);
});

it("lets every rule that matches act, in the order of the file, and none that does not", async () => {
  const script = `
  - when: { message.received: { body: { contains: code } } }
    do: [note: first]
  - when: { message.received: { body: /^hello/ } }
    do: [note: never]
  - when: { otp.issued: { from: acme, to: inbox } }
    do: [note: third]
  - when: { message.received: { line: inbox, from: +1415* } }
    do: [note: second]
  - after: 1s
    otp: { from: acme, to: inbox }
`;
  expect(await play(script)).toEqual(["1 first", "1 second", "1 third", "1 end"]);
});

it("arms what stands in a rule when that rule acts, and not for the event that made it act", async () => {
  const script = `
  - when: { message.received: {} }
    times: 2
    do:
      - when: { message.received: {} }
        do: [note: inner]
      - at: 2s
        note: outer
  - sms: { from: acme, to: inbox, body: one }
  - after: 10s
    sms: { from: acme, to: inbox, body: two }
  - after: 10s
    sms: { from: acme, to: inbox, body: three }
`;
  expect(await play(script)).toEqual([
    "2 outer",
    // The second text makes the outer rule act again, too late for its own moment, and the inner one of the first time.
    "10 outer",
    "10 inner",
    "20 inner",
    "20 end",
  ]);
});

it("ends when the script is over and nothing that a rule began goes on, though rules are still armed", async () => {
  const script = `
  - when: { scenario.started: {} }
    do:
      - after: 1m
        note: late
  - when: { call.missed: {} }
    do: [note: never]
  - note: soon
`;
  expect(await play(script)).toEqual(["0 soon", "60 late", "60 end"]);
});

it("fills references with the latest value when they are used", async () => {
  const script = `
  - otp: { from: acme, to: inbox, code: 1111, save: code }
  - note: 'It is \${code}, written $\${code}, from \${people.acme.number} to \${lines.inbox.number}.'
  - otp: { from: acme, to: inbox, code: 2222, text: 'Now \${code}', save: code }
  - note: 'It is \${code}.'
`;
  await using ringback = await start(script);
  expect(told(ringback)).toEqual([
    "0 It is 1111, written ${code}, from +14155550123 to +12125550186.",
    "0 It is 2222.",
    "0 end",
  ]);
  const bodies = eventsOf(ringback).flatMap((event) =>
    event.type === "message.received" ? [event.body] : [],
  );
  expect(bodies).toEqual(["Your verification code is 1111", "Now 2222"]);
});

it("fails a step whose reference has no value, and goes on", async () => {
  const script = `
  - note: 'It is \${code}.'
  - otp: { from: acme, to: inbox, code: 1111, save: code }
  - note: 'It is \${code.length}.'
  - request: { operation: store.services.list, save: all }
  - note: 'They are \${all.services}.'
  - note: 'It is \${all.services.0.id}.'
`;
  expect(await play(script)).toEqual([
    "0 failed: ${code} has no value: nothing was saved yet.",
    "0 failed: ${code.length} has no value: what was saved holds no such value.",
    "0 failed: ${all.services} is not a single value. Say which part is meant, such as ${all.services.0}.",
    "0 It is svc_phone_001.",
    "0 end",
  ]);
});

it("fails a request that is refused or answered otherwise, and says how", async () => {
  const script = `
  - request:
      operation: store.services.list
      answers: { services: [{ status: { oneOf: [gone, lost] } }] }
  - request:
      operation: store.services.list
      answers: { services: [] }
  - request: { operation: store.services.get, with: { serviceId: svc_404 } }
  - request:
      operation: store.services.get
      with: { serviceId: svc_phone_001 }
      answers: { service: { status: active, phone: { balanceUsd: /^\\d+\\.\\d\\d$/, e164: { not: +14155550123 } } } }
`;
  expect(await play(script)).toEqual([
    "0 failed: store.services.list answered something else: services[0].status should be one of “gone”, “lost”, but is “active”.",
    "0 failed: store.services.list answered something else: services should be a list of 0, but is a list of 1.",
    expect.stringMatching(/^0 failed: .*svc_404/) as string,
    "0 end",
  ]);
});

it("tells the same story with rules in every clock mode", async () => {
  const script = `
  - when: { message.received: {} }
    times: 3
    do:
      - after: 1s
        otp: { from: acme, to: inbox, expiresIn: 30s }
      - when: { otp.expired: {} }
        do: [{ after: 1500ms, missed-call: { from: acme, to: inbox, rings: 2s } }]
      - note: sent
  - after: 2s
    sms: { from: acme, to: inbox, body: go }
  - after: 5m
    note: Time goes on until here, past the last code.
`;
  const hashIn = async (clock: RingbackConfig["clock"]): Promise<string> => {
    const realTime = new TestTime();
    await using ringback = await start(script, { clock, realTime });
    if (typeof clock === "number") await realTime.pass(10 * 60_000);
    await breathe();
    expect(told(ringback).filter((line) => line.endsWith("sent"))).toHaveLength(3);
    return ringback.worlds.main.runHash();
  };
  const jumped = await hashIn("auto");
  expect(await hashIn(1)).toBe(jumped);
  expect(await hashIn(60)).toBe(jumped);
});

it("goes on from a snapshot taken at any moment of a story with rules as if nothing had been", async () => {
  const script = `
  - when: { message.received: {} }
    times: 2
    do:
      - after: 2s
        otp: { from: acme, to: inbox, save: code }
      - after: 2s
        note: 'It was \${code}.'
      - when: { scenario.noted: {} }
        do: [{ after: 1s, sms: { from: acme, to: inbox, body: 'Really \${code}' } }]
  - after: 1s
    sms: { from: acme, to: inbox, body: go }
  - after: 5s
    note: end of the script
`;
  const config = { clock: "manual", agent: "expected" } as const;
  await using whole = await start(script, config);
  await whole.worlds.main.world.clock.advance(30_000);
  for (let second = 0; second < 12; second += 1) {
    await using ringback = await start(script, config);
    const { main } = ringback.worlds;
    await main.world.clock.advance(second * 1000);
    const state = main.world.snapshot();
    await main.world.clock.advance(7000);
    ringback.worlds.restore(main, state);
    await main.world.clock.advance(30_000 - second * 1000);
    const rows = (of: Ringback): unknown => of.worlds.main.world.snapshot().tables;
    expect([second, rows(ringback)]).toEqual([second, rows(whole)]);
  }
});
