import { describe, expect, it, onTestFinished } from "vitest";
import { createInvoke } from "../src/api/invoke.ts";
import { loadScenario } from "../src/runtime/load-scenario.ts";
import { openDesk } from "../src/runtime/open-desk.ts";
import { isDecided, judge } from "../src/scenario/expect/judge/judge.ts";
import type { Judgement, RunFacts } from "../src/scenario/expect/judge/judge.ts";
import { readScenario } from "../src/scenario/read-scenario.ts";

const frame = [
  "version: 1",
  "name: x",
  "people: { acme: { number: +14155550123 } }",
  "lines: { inbox: { provider: store, country: US, number: +12125550186, balanceUsd: 10 } }",
];

/** Plays a story to itself, to its end. */
const playOn = async (rest: string) => {
  const text = [...frame, rest].join("\n");
  const { scenario } = readScenario(text, "story.yaml");
  const { desk, worlds } = openDesk({ scenario: { scenario, hash: "0" }, onWarning: () => {} });
  onTestFinished(() => worlds.close());
  const { main } = worlds;
  await loadScenario(desk, main, { scenario, hash: "0" }, () => {});
  main.begin();
  main.world.clock.setAgent("none");
  await main.world.clock.settled();
  return { running: main, invoke: createInvoke(desk, "main") };
};

/** An agent was there, and around it nothing went wrong. */
const nobodyElse: RunFacts = { file: "story.yaml", hasAgent: true, bugs: [], failures: [] };

/** The same, and judges it. */
const play = async (rest: string, facts: Partial<RunFacts> = {}): Promise<Judgement> => {
  const { running, invoke } = await playOn(rest);
  return judge(running, "run_001", { ...nobodyElse, ...facts }, invoke);
};

const script = `
script:
  - after: 10s
    sms: { from: acme, to: inbox, body: hello }
  - after: 20s
    otp: { from: acme, to: inbox, code: 834921, save: code }
`;

describe("what is met passes", () => {
  it.each([
    "- message.received: { from: acme, body: hello }",
    "- otp.issued: { code: 834921 }",
    "- message.received: { to: inbox }\n    times: 2",
    "- message.received: { to: inbox }\n    times: { lte: 2 }",
    "- call.missed: {}\n    times: { lte: 2 }",
    "- message.received: { body: hello }\n    within: 10s",
    "- never: { message.received: { from: +1900* } }",
    "- order: [{ message.received: { body: hello } }, { otp.issued: { to: inbox } }]\n    within: 30s",
    "- state: { lines.inbox.balanceUsd: 10.00, lines.inbox.unread: { gte: 2 }, people.acme.number: +14155550123 }",
    "- budget: { requests: 0, spentUsd: 0, time: 30s }",
  ])("%s", async (item) => {
    const { passed, failures, met, expected } = await play(`${script}expect:\n  ${item}`);
    expect({ passed, failures, met, expected }).toEqual({ passed: true, failures: [], met: 1, expected: 1 });
  });
});

describe("what is not met says what was seen, nearest first", () => {
  it("shows the field that differs", async () => {
    const { failures, blame, met } = await play(
      `${script}expect:\n  - message.received: { from: acme, body: hullo }`,
    );
    expect({ blame, met }).toEqual({ blame: "agent", met: 0 });
    expect(failures).toEqual([
      {
        code: "expectation_not_met",
        blame: "agent",
        message: "Expected message.received with from acme and body “hullo”, but it never happened.",
        cure: "The nearest differs in body: put right what made it so, or what is expected.",
        place: { file: "story.yaml", line: 12, column: 5 },
        seen: [
          {
            at: 30_000,
            seq: expect.any(Number) as number,
            what: "message.received line inbox from acme to inbox body “Your verification code is 834921” channel sms messageId msg_002",
            differences: [{ path: "body", wanted: "“hullo”", found: "“Your verification code is 834921”" }],
          },
          {
            at: 10_000,
            seq: expect.any(Number) as number,
            what: "message.received line inbox from acme to inbox body hello channel sms messageId msg_001",
            differences: [{ path: "body", wanted: "“hullo”", found: "“hello”" }],
          },
        ],
      },
    ]);
  });

  it.each([
    ["- call.missed: {}", "expectation_not_met Expected call.missed, but it never happened."],
    [
      "- message.received: { to: inbox }\n    times: 3",
      "expectation_not_met Expected message.received with to inbox, exactly 3 times, but it happened only twice.",
    ],
    [
      "- message.received: { to: inbox }\n    times: { lt: 2 }",
      "expectation_too_often Expected message.received with to inbox, at most once, but it happened twice.",
    ],
    [
      "- message.received: { body: hello }\n    within: 9s",
      "expectation_too_late Expected message.received with body “hello” within 9s, and it came too late by 1s.",
    ],
    [
      "- never: { message.received: { body: hello } }",
      "forbidden_event Expected no message.received with body “hello”, but it happened once.",
    ],
    [
      "- order: [{ otp.issued: {} }, { message.received: { body: hello } }]",
      "wrong_order Expected message.received with body “hello” after otp.issued, but it came at another place.",
    ],
    [
      "- state: { lines.inbox.balanceUsd: 12.50 }",
      "wrong_state At the end `lines.inbox.balanceUsd` should be 12.5, but is 10.",
    ],
    ["- budget: { time: 29s }", "over_budget It took 30s of the world's time; the budget allows 29s."],
    [
      "- order: [{ message.received: { body: hello } }, { message.received: { body: hello } }]",
      "expectation_not_met Expected message.received with body “hello” after message.received with body “hello”, but it never came.",
    ],
    [
      "- order: [{ message.received: { body: hello } }, { otp.issued: {} }]\n    within: 15s",
      "expectation_too_late Expected otp.issued after message.received with body “hello” within 15s, and it came too late by 15s.",
    ],
    [
      "- message.received: { to: inbox }\n    times: 1\n    within: 5s",
      "expectation_too_late Expected message.received with to inbox, exactly once within 5s, and it came too late by 5s.",
    ],
    [
      "- message.received: { to: inbox }\n    times: { gte: 1, lte: 1 }\n    within: 10s",
      "expectation_too_often Expected message.received with to inbox, exactly once within 10s, but it happened twice.",
    ],
    [
      '- message.received: { from: +14155550123, body: "one\\ntwo" }',
      "expectation_not_met Expected message.received with from acme (+14155550123) and body “one\\ntwo”, but it never happened.",
    ],
  ])("%s", async (item, said) => {
    const { failures } = await play(`${script}expect:\n  ${item}`);
    expect(failures.map(({ code, message }) => `${code} ${message}`)).toEqual([said]);
  });
});

it("says what to do about something that happened, but too few times", async () => {
  const { failures } = await play(`${script}expect:\n  - message.received: { to: inbox }\n    times: 3`);
  expect(failures.map(({ cure }) => cure)).toEqual([
    "See what kept it from happening again, or expect it fewer `times`.",
  ]);
});

it("calls late what came late, also before the limit's own timer has fired", async () => {
  const late = `${script}expect:\n  - message.received: { body: hello }\n    within: 9s`;
  const { running, invoke } = await playOn(late);
  for (const { id } of running.world.tables.expectations.by("run", "run_001")) {
    running.world.tables.expectations.update(id, { overdue: false });
  }
  const { failures } = await judge(running, "run_001", nobodyElse, invoke);
  expect(failures.map(({ code }) => code)).toEqual(["expectation_too_late"]);
});

it("tells an event in one line, however many its text has", async () => {
  const story =
    'script: [sms: { from: acme, to: inbox, body: "one\\ntwo" }]\nexpect: [message.received: { body: one }]';
  const { failures } = await play(story);
  expect(failures[0]?.seen?.[0]).toMatchObject({
    what: "message.received line inbox from acme to inbox body “one\\ntwo” channel sms messageId msg_001",
    differences: [{ path: "body", wanted: "“one”", found: "“one\\ntwo”" }],
  });
});

it("does not say that there was nothing when older events have left the log", async () => {
  const { running, invoke } = await playOn(`${script}expect: [call.missed: {}]`);
  // A log is no part of the world: what was restored has none.
  running.world.restore(running.world.snapshot());
  const { failures } = await judge(running, "run_001", nobodyElse, invoke);
  expect(failures.map(({ cure }) => cure)).toEqual([
    "The log holds no call.missed, but older events are gone from it: use --journal to keep them all.",
  ]);
});

it("says what an agent used too much of", async () => {
  const search = "  - request: { operation: store.catalog.search, with: { q: phone } }";
  const refused =
    "  - request: { operation: store.services.get, with: { serviceId: no }, refused: not_found }";
  const budget = "budget: { requests: 2, refusals: 0, purchases: 0, spentUsd: 1 }";
  const story = `script:\n${search}\n${search}\n${refused}\nexpect: [${budget}]`;
  const { failures } = await play(story);
  expect(failures.map(({ message }) => message)).toEqual([
    "The agent made 3 requests; the budget allows 2.",
    "The agent was refused once; the budget allows 0.",
  ]);
});

it("compares a text that holds a literal reference", async () => {
  const story =
    'script: [sms: { from: acme, to: inbox, body: "$${x}" }]\nexpect: [message.received: { body: "$${x}" }]';
  expect(await play(story)).toMatchObject({ passed: true });
});

it("tells of a passed limit with the value that was looked for", async () => {
  const { running } = await playOn(`${script}expect:\n  - otp.used: { code: "\${code}" }\n    within: 5s`);
  expect(
    running.world.events.after(0, 1000).filter(({ type }) => type === "expectation.overdue"),
  ).toMatchObject([{ what: "otp.used with code “834921” within 5s", line: 12 }]);
});

it("arms an expectation when its last reference has a value, and counts from there", async () => {
  const story = `
script:
  - sms: { from: acme, to: inbox, body: "834921" }
  - after: 1h
    otp: { from: acme, to: inbox, code: 834921, save: code }
  - after: 10s
    sms: { from: acme, to: inbox, body: "834921" }
expect:
  - message.received: { body: "\${code}" }
    within: 10s
    times: 1
`;
  expect(await play(story)).toMatchObject({ passed: true });
});

it("captures what was seen, for expectations that come after it", async () => {
  const captured = `${script}expect:
  - message.received: { body: hello }
    capture: { sender: from }
  - otp.issued: { from: "\${sender}" }`;
  expect(await play(captured)).toMatchObject({ passed: true, met: 2 });
  const never = `${script}expect:
  - message.received: { body: goodbye }
    capture: { sender: from }
  - otp.issued: { from: "\${sender}" }`;
  const { failures } = await play(never);
  expect(failures.map(({ code, blame }) => `${code} ${blame}`)).toEqual([
    "expectation_not_met agent",
    "never_armed agent",
  ]);
});

describe("says whose fault it was", () => {
  const failing = `${script}expect:\n  - call.missed: {}`;

  it.each([
    ["the agent's, when there is one", failing, {}, "agent"],
    ["the scenario's, when nobody else was there", failing, { hasAgent: false }, "scenario"],
    ["ringback's own, before anybody else's", failing, { bugs: ["store.quotes.create threw."] }, "ringback"],
    [
      "the scenario's, when a reference has no value",
      "script:\n  - when: { call.missed: {} }\n    do: [otp: { from: acme, to: inbox, save: code }]\n  - sms: { from: acme, to: inbox, body: '${code}' }",
      {},
      "scenario",
    ],
    [
      "the agent's, when a value is lacking because nobody rented the number",
      "script:\n  - otp: { from: acme, to: +12125550199, save: code }\n  - sms: { from: acme, to: inbox, body: '${code}' }\nexpect: [message.received: { body: '${code}' }]",
      {},
      "agent",
    ],
    [
      "the scenario's, when the step that saves a value fails by its own doing",
      "script:\n  - request: { operation: store.services.get, with: { serviceId: no }, save: item }\nexpect: [message.received: { body: '${item.id}' }]",
      {},
      "scenario",
    ],
    [
      "the agent's, when it never set off the rule that saves a value",
      "script:\n  - when: { message.read: {} }\n    do: [otp: { from: acme, to: inbox, save: code }]\nexpect: [message.received: { body: '${code}' }]",
      {},
      "agent",
    ],
    [
      "the scenario's, when a value has no such part",
      `${script}expect: [message.received: { body: '\${code.nothing}' }]`,
      {},
      "scenario",
    ],
    [
      "the scenario's, when it captures what an event need not have",
      `${script}expect:\n  - otp.issued: {}\n    capture: { until: expiresAt }\n  - message.received: { body: '\${until}' }`,
      {},
      "scenario",
    ],
    [
      "the agent's, when nobody rented the number",
      "script:\n  - sms: { from: acme, to: +12125550199, body: hello }",
      {},
      "agent",
    ],
  ] as const)("%s", async (_name, story, facts, blame) => {
    expect(await play(story, facts)).toMatchObject({ passed: false, blame });
  });
});

it.each([
  [
    "expect: [message.received: { body: '${code.nothing}' }]",
    "Expected message.received with body “${code.nothing}”, but ${code.nothing} has no value: what was saved holds no such value.",
    "`code` is a single value: write `${code}`.",
  ],
  [
    "expect:\n  - otp.issued: {}\n    capture: { until: expiresAt }\n  - message.received: { body: '${until}' }",
    "Expected message.received with body “${until}”, but ${until} never had a value: the otp.issued that was found has no `expiresAt`.",
    "In line 12, capture a field that such an event always has, or let the story give it this one.",
  ],
])("says why a value was lacking: %s", async (expectations, message, cure) => {
  expect((await play(`${script}${expectations}`)).failures).toMatchObject([{ message, cure }]);
});

it("is decided when nothing is left that could be seen before the end", async () => {
  const decided = async (expectations: string): Promise<boolean> => {
    const { running } = await playOn(`${script}${expectations}`);
    return isDecided(running, "run_001");
  };
  expect(await decided("")).toBe(true);
  expect(await decided("expect: [message.received: {}]")).toBe(true);
  expect(await decided("expect: [call.missed: {}]")).toBe(false);
  expect(await decided("expect:\n  - call.missed: {}\n    within: 5m")).toBe(true);
  expect(await decided("expect: [never: { call.missed: {} }]")).toBe(false);
  expect(await decided("expect:\n  - call.missed: {}\n    times: { lte: 2 }")).toBe(false);
  expect(await decided("expect:\n  - message.received: {}\n  - call.missed: {}\n    times: 0")).toBe(true);
  expect(await decided("expect: [message.received: {}, never: { call.missed: {} }]")).toBe(true);
});

it("warns of a fault that never struck", async () => {
  const { passed, warnings } = await play(
    `${script}faults:\n  - { api: store.catalog.search, answer: { status: 503 } }`,
  );
  expect(passed).toBe(true);
  expect(warnings.map(({ code, place }) => `${code} ${place?.line}`)).toEqual(["fault_never_struck 12"]);
});
