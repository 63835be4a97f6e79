import { expect, it } from "vitest";
import type { WorldEvent } from "../src/contract/events.ts";
import type { RingbackConfig } from "../src/runtime/config.ts";
import { createRingback, type Ringback } from "../src/runtime/create-ringback.ts";
import type { ClockMode } from "../src/kernel/clock/clock.ts";
import { breathe, TestTime } from "../src/kernel/clock/test-time.ts";
import { readScenario } from "../src/scenario/read-scenario.ts";
import { phoneOf } from "./support/phone-client.ts";
import { controlOf, playScenario, startRingback } from "./support/store-client.ts";
import { openReceiver } from "./support/webhook-receiver.ts";

const frame = [
  "version: 1",
  "name: x",
  "seed: 7",
  "people: { salon: { number: +14155559999 }, acme: { number: +14155550123 } }",
  "agents:",
  "  desk: { voiceMode: hosted, prompt: I would like to come on Saturday. Yes please., greeting: Good day. }",
  "lines: { main: { provider: agentphone, country: US, number: +14155550186, agent: desk } }",
  "script:",
];

const start = (script: string, config: RingbackConfig = {}): Promise<Ringback> => {
  const { scenario } = readScenario(`${frame.join("\n")}${script}`, "a.yaml");
  return createRingback({ port: 0, agent: "none", scenario: { scenario, hash: "a" }, ...config });
};

const eventsOf = ({ worlds }: Ringback): readonly WorldEvent[] => worlds.main.world.events.after(0, 1000);

/** What was said and done in calls, each with its second; and what the steps did not come about. */
const told = (ringback: Ringback): string[] => {
  const { main } = ringback.worlds;
  const begin =
    eventsOf(ringback).find(({ type }) => type === "scenario.started")?.at ?? main.world.clock.now();
  return eventsOf(ringback).flatMap((event) => {
    const what = tell(event);
    return what === undefined ? [] : [`${(event.at - begin) / 1000} ${what}`];
  });
};

const tell = (event: WorldEvent): string | undefined => {
  if (event.type === "call.answered") return `${event.by} answers`;
  if (event.type === "turn.user") return `person: ${event.text}`;
  if (event.type === "turn.agent") return `agent: ${event.text}${event.interrupted ? " …" : ""}`;
  if (event.type === "turn.silent") return "agent says nothing";
  if (event.type === "digits.pressed") return `${event.by} presses ${event.digits}`;
  if (event.type === "call.ended") return `over: ${event.disconnectionReason ?? ""}`;
  if (event.type === "scenario.noted") return `note: ${event.text}`;
  if (event.type !== "scenario.step.failed") return undefined;
  return `${event.step} failed: ${event.code ?? ""} ${event.why}`;
};

/** Resolves when something of a kind has happened. */
const until = async (ringback: Ringback, type: WorldEvent["type"]): Promise<void> => {
  if (eventsOf(ringback).some((event) => event.type === type)) return;
  await new Promise<void>((resolve) => {
    ringback.worlds.main.world.events.subscribe((event) => {
      if (event.type === type) resolve();
    });
  });
};

const play = async (script: string, config: RingbackConfig = {}): Promise<string[]> => {
  await using ringback = await start(script, config);
  return told(ringback);
};

/** The agent's program calls the salon. */
const place =
  'request: { operation: agentphone.calls.create, with: { agentId: "${agents.desk.id}", toNumber: "${people.salon.number}" } }';

/** A list that plays the salon when it is called. */
const salon = (steps: readonly string[]): string =>
  [
    ``,
    `- ${place}`,
    `- when: { call.placed: { to: salon } }`,
    `  do:`,
    ...steps.map((step) => `    - ${step}`),
  ].join("\n  ");

/** A list that calls the desk. */
const acme = (steps: readonly string[]): string =>
  [``, `- call: { from: acme, to: main }`, ...steps.map((step) => `- ${step}`)].join("\n  ");

it("plays the person that a line calls, turn by turn", async () => {
  const steps = [
    "say: Lovely Nails, how can I help?",
    "hear: { matching: /saturday/i, within: 15s }",
    "say: Saturday is full. Sunday at two?",
    "hear: { matching: /yes|sure|great/i }",
    "hang-up",
  ];
  expect(await play(salon(steps))).toEqual([
    "12 person answers",
    "12.8 agent: Good day.",
    "15.2 person: Lovely Nails, how can I help?",
    "18 agent: I would like to come on Saturday.",
    "20.4 person: Saturday is full. Sunday at two?",
    "21.2 agent: Yes please.",
    "21.2 over: user_hangup",
  ]);
});

it("branches where something is not heard, and goes on", async () => {
  const steps = [
    "say: Hello?",
    "hear: { matching: /sunday/i, otherwise: [say: Sunday?, hear: { contains: Yes, save: answer }] }",
    'note: "${answer}"',
    "hang-up",
  ];
  expect(await play(salon(steps))).toEqual([
    "12 person answers",
    "12.8 agent: Good day.",
    "13.2 person: Hello?",
    "16 agent: I would like to come on Saturday.",
    "16.4 person: Sunday?",
    "17.2 agent: Yes please.",
    "17.2 note: Yes please.",
    "17.2 over: user_hangup",
  ]);
});

it("passes over what is left of a call that ended in a branch", async () => {
  const steps = [
    "say: Hello?",
    "hear: { matching: /sunday/i, otherwise: [hang-up] }",
    "say: Never.",
    "note: after",
  ];
  expect(await play(salon(steps))).toEqual([
    "12 person answers",
    "12.8 agent: Good day.",
    "13.2 person: Hello?",
    "16 agent: I would like to come on Saturday.",
    "16 over: user_hangup",
    "16 note: after",
  ]);
});

it("hears what was said before the step began, each turn once", async () => {
  const steps = [
    "say: Hello?",
    "after: 20s\n        hear: { contains: day. }",
    "hear: { contains: Saturday }",
    "hear: { contains: Saturday }",
    "hang-up",
  ];
  expect(await play(salon(steps))).toEqual([
    "12 person answers",
    "12.8 agent: Good day.",
    "13.2 person: Hello?",
    "16 agent: I would like to come on Saturday.",
    "33.2 hear failed: not_heard The agent was to say or press something containing “Saturday”. Nothing was heard.",
    "33.2 over: user_hangup",
  ]);
});

it("decides at once where the agent cannot speak again, else when the time is over", async () => {
  const silent = salon([
    "answer",
    "after: 10s\n        hear: { contains: nothing }",
    "note: at once",
    "hang-up",
  ]);
  expect(await play(silent)).toEqual([
    "0 person answers",
    "0.8 agent: Good day.",
    "10 hear failed: not_heard The agent was to say or press something containing “nothing”. Heard: “Good day.”.",
    "10 note: at once",
    "10 over: user_hangup",
  ]);
  const slow = salon(["say: Hello?", "hear: { contains: nothing, within: 1s }", "note: later", "hang-up"]);
  expect(await play(slow)).toEqual([
    "12 person answers",
    "12.8 agent: Good day.",
    "13.2 person: Hello?",
    "14.2 hear failed: not_heard The agent was to say or press something containing “nothing”. Heard: “Good day.”.",
    "14.2 note: later",
    "16 agent: I would like to come on Saturday.",
    "16 over: user_hangup",
  ]);
});

it("gives a call to the first rule that plays in it, and to no other", async () => {
  const script = `${salon(["say: First.", "hang-up"])}
  - when: { call.placed: { to: salon } }
    do: [say: Second., hang-up]
  - when: { call.placed: { to: salon } }
    do: [note: I only watch.]
`;
  expect(await play(script)).toEqual([
    "0 note: I only watch.",
    "12 person answers",
    "12.8 agent: Good day.",
    "13.2 person: First.",
    "16 agent: I would like to come on Saturday.",
    "16 over: user_hangup",
  ]);
});

it("says what a hosted agent says", async () => {
  const steps = ["agent: Desk here.", "say: Two people at seven?", "agent: { say: Gladly., then: hang-up }"];
  expect(await play(acme(steps))).toEqual([
    "2 agent answers",
    "2.8 agent: Good day.",
    "3.6 agent: Desk here.",
    "5.2 person: Two people at seven?",
    "5.6 agent: Gladly.",
    "5.6 over: agent_hangup",
  ]);
});

it("lets an agent press keys, and people too", async () => {
  const steps = [
    "say: Press one for Sunday.",
    "agent: { press: 1 }",
    "hear: { digits: 1, save: key }",
    'note: "${key}"',
    "press: 42#",
    "agent: {}",
    "hang-up",
  ];
  expect(await play(salon(steps))).toEqual([
    "12 person answers",
    "12.8 agent: Good day.",
    "14.4 person: Press one for Sunday.",
    "14.6 agent presses 1",
    "14.6 note: 1",
    "15.2 user presses 42#",
    "15.2 agent says nothing",
    "15.2 over: user_hangup",
  ]);
});

it("blames a scenario that leaves a hosted agent's turn open", async () => {
  expect(await play(acme(["agent: Hello.", "say: Who?", "hear: { contains: me }", "hang-up"]))).toEqual([
    "2 agent answers",
    "2.8 agent: Good day.",
    "3.2 agent: Hello.",
    "3.6 person: Who?",
    "3.6 agent says nothing",
    "3.6 hear failed: line_missing It is the hosted agent's turn, and no `agent` step says what it does.",
    "3.6 over: user_hangup",
  ]);
  expect(await play(acme(["agent: Hello.", "say: Who?"]))).toEqual([
    "2 agent answers",
    "2.8 agent: Good day.",
    "3.2 agent: Hello.",
    "3.6 person: Who?",
    "3.6 agent says nothing",
    "3.6 say failed: line_missing It is the hosted agent's turn, and no `agent` step says what it does.",
    "603.6 over: inactivity",
  ]);
});

it("calls a line as somebody", async () => {
  expect(await play(acme(["say: Is it open?", "hear: { contains: Saturday }", "hang-up"]))).toEqual([
    "2 agent answers",
    "2.8 agent: Good day.",
    "4 person: Is it open?",
    "6.8 agent: I would like to come on Saturday.",
    "6.8 over: user_hangup",
  ]);
});

it("lets a caller speak by itself", async () => {
  const script = `
  - call: { from: acme, to: main, says: [Hello., Thank you.], save: call }
  - note: "\${call}"
`;
  expect(await play(script)).toEqual([
    "2 agent answers",
    "2 note: call_001",
    "2.8 agent: Good day.",
    "3.2 person: Hello.",
    "6 agent: I would like to come on Saturday.",
    "6.8 person: Thank you.",
    "7.6 agent: Yes please.",
    "7.6 over: user_hangup",
  ]);
});

it("leaves what a call would have been where nobody answers", async () => {
  const script = `
  - call: { from: acme, to: main, rings: 1s }
  - say: Hello?
  - say: Anybody?
  - note: goes on
`;
  expect(await play(script)).toEqual([
    "1 over: user_hangup",
    "1 say failed: call_over The call was never answered: user_hangup. A step of it was left.",
    "1 note: goes on",
  ]);
});

it("answers as a machine that records", async () => {
  const steps = ["ring: 5s", "voicemail: Please leave a message.", "hear: { contains: back }", "hang-up"];
  expect(await play(salon(steps))).toEqual([
    "5 machine answers",
    "6.6 person: Please leave a message.",
    "9.4 agent: I would like to come on Saturday.",
    "9.4 hear failed: not_heard The agent was to say or press something containing “back”. Heard: “I would like to come on Saturday.”.",
    "9.4 over: user_hangup",
  ]);
});

it("is busy, does not answer, or declines", async () => {
  expect(await play(salon(["ring: 2s", "busy"]))).toEqual(["2 over: dial_busy"]);
  expect(await play(salon(["ring: 20s", "no-answer"]))).toEqual(["20 over: dial_no_answer"]);
  expect(await play(salon(["ring: 2s", "hang-up"]))).toEqual(["2 over: user_declined"]);
  expect(await play(salon(["answer", "after: 2s\n        hang-up: { drop: true }"]))).toEqual([
    "0 person answers",
    "0.8 agent: Good day.",
    "2 over: error_unknown",
  ]);
});

it("interrupts", async () => {
  const steps = [
    "say: Hello?",
    "after: 1s\n        say: { text: Wait!, interrupt: true, confidence: 0.6 }",
    "hang-up",
  ];
  expect(await play(salon(steps))).toEqual([
    "12 person answers",
    "12.8 agent: Good day.",
    "13.2 person: Hello?",
    "14.2 agent: I would …",
    "14.6 person: Wait!",
    "15.4 agent: Yes please.",
    "15.4 over: user_hangup",
  ]);
});

it("fails a step when the agent has hung up, once", async () => {
  const steps = [
    "agent: Hello.",
    "say: One.",
    "agent: { say: Bye., then: hang-up }",
    "say: Two.",
    "say: Three.",
  ];
  expect(await play(acme([...steps, "note: goes on"]))).toEqual([
    "2 agent answers",
    "2.8 agent: Good day.",
    "3.2 agent: Hello.",
    "3.6 person: One.",
    "4 agent: Bye.",
    "4 over: agent_hangup",
    "4 say failed: call_over The call is over: agent_hangup. The person had not finished.",
    "4 note: goes on",
  ]);
});

it("acts on what is said with rules inside the list", async () => {
  const script = salon([
    "say: Hello?",
    "when: { turn.agent: { text: { contains: Saturday } } }\n        do: [say: We are closed on Saturdays., hang-up]",
    "hear: { contains: nothing }",
  ]);
  expect(await play(script)).toEqual([
    "12 person answers",
    "12.8 agent: Good day.",
    "13.2 person: Hello?",
    "16 agent: I would like to come on Saturday.",
    "18 person: We are closed on Saturdays.",
    "18.8 agent: Yes please.",
    "18.8 over: user_hangup",
  ]);
});

it("takes a call in the middle from people with manners of their own", async () => {
  const script = `
  - ${place}
  - when: { turn.agent: { text: { contains: Saturday } } }
    do: [say: I take over., hang-up]
`;
  expect(await play(script)).toEqual([
    "12 person answers",
    "12.8 agent: Good day.",
    "15.2 person: Hi, how can I help you?",
    "18 agent: I would like to come on Saturday.",
    "20 person: That sounds fine to me.",
    "20.8 agent: Yes please.",
    "22 person: I take over.",
    "23.2 agent: Thank you. Goodbye.",
    "23.2 over: agent_hangup",
  ]);
});

/** A story with most that calls have: a branch, rules inside the list, lines of the agent's, keys and both directions. */
const manyCalls = `
  - ${place}
  - when: { call.placed: { to: salon } }
    do:
      - ring: 4s
      - say: Hello?
      - hear: { contains: Sunday, within: 2s, otherwise: [say: Not Sunday?] }
      - when: { turn.agent: { text: { contains: Yes } } }
        do: [{ after: 1s, press: 12 }]
      - after: 3s
        hang-up: {}
  - after: 1m
    call: { from: acme, to: main }
  - agent: { say: Desk., press: 9 }
  - say: Are you there?
  - agent: { say: I was., then: hang-up }
`;

it("goes on from a snapshot taken at any moment of its calls as if nothing had been", async () => {
  const config = { clock: "manual", agent: "expected" } as const;
  await using whole = await start(manyCalls, config);
  await whole.worlds.main.world.clock.advance(120_000);
  for (let at = 500; at < 75_000; at += at < 20_000 ? 1300 : 6100) {
    await using ringback = await start(manyCalls, config);
    const { main } = ringback.worlds;
    await main.world.clock.advance(at);
    const state = main.world.snapshot();
    await main.world.clock.advance(7000);
    ringback.worlds.restore(main, state);
    await main.world.clock.advance(120_000 - at);
    const rows = (of: Ringback): unknown => of.worlds.main.world.snapshot().tables;
    expect([at, rows(ringback)]).toEqual([at, rows(whole)]);
  }
});

it("plays calls alike however time goes", async () => {
  const playIn = async (clock: ClockMode): Promise<object> => {
    const realTime = new TestTime();
    await using ringback = await start(manyCalls, { clock, realTime });
    if (typeof clock === "number") await realTime.pass(60 * 60_000);
    await breathe();
    return { told: told(ringback), hash: ringback.worlds.main.runHash() };
  };
  const jumped = await playIn("auto");
  expect(await playIn(1)).toEqual(jumped);
  expect(await playIn(60)).toEqual(jumped);
});

it("hears a webhook's agent, whose long sentences take longer than it listens, without waiting for real time", async () => {
  const long = `Well, ${"to be quite honest ".repeat(12)}yes.`;
  await using receiver = await openReceiver(({ raw }) =>
    raw.includes("call_ended") ? 200 : { status: 200, body: JSON.stringify({ text: long }) },
  );
  const text =
    `${frame.join("\n")}${salon(["say: Sunday?", "hear: { matching: /yes/, within: 5s }", "hang-up"])}`
      .replace(`- ${place}`, "- note: The agent calls when it likes.")
      .replace(
        "voiceMode: hosted, prompt: I would like to come on Saturday. Yes please., greeting: Good day.",
        `webhook: "${receiver.url}"`,
      );
  const { scenario } = readScenario(text, "a.yaml");
  await using ringback = await createRingback({ port: 0, scenario: { scenario, hash: "a" } });
  const [agent] = ringback.worlds.main.world.tables.phoneAgents.all();
  await phoneOf(ringback).post("/v1/calls", { agentId: agent?.id, toNumber: "+14155559999" });
  await until(ringback, "call.ended");
  expect(told(ringback).map((line) => line.slice(0, 90))).toEqual([
    "0 note: The agent calls when it likes.",
    "12 person answers",
    "12.4 person: Sunday?",
    "17.4 hear failed: not_heard The agent was to say or press something matching /yes/. Nothin",
    "32.4 agent: Well, to be quite honest to be quite honest to be quite honest to be quite hon",
    "32.4 over: user_hangup",
  ]);
  const signals = eventsOf(ringback).flatMap((event) =>
    event.type === "clock.jumped" ? [event.signal] : [],
  );
  expect(new Set(signals)).toEqual(new Set(["call"]));
});

it("says why nothing was heard where a webhook's answer was nothing to say, and why a call was not taken", async () => {
  await using receiver = await openReceiver(() => 200);
  const whyOf = async (agent: string): Promise<unknown> => {
    const lines = acme(["say: Hello?", "hear: anything", "hang-up"]);
    const text = `${frame.join("\n")}${lines}`.replace(/voiceMode: hosted.+ }/, `${agent} }`);
    const { scenario } = readScenario(text, "a.yaml");
    await using ringback = await createRingback({ port: 0, scenario: { scenario, hash: "a" } });
    await until(ringback, "scenario.step.failed");
    return told(ringback).find((line) => line.includes("failed"));
  };
  expect(await whyOf(`webhook: "${receiver.url}"`)).toMatch(
    /Nothing was heard\. The webhook's answer is empty\.$/,
  );
  expect(await whyOf("voiceMode: webhook")).toContain(
    "never answered: error_inbound_webhook. The agent desk (agt_001) is in webhook mode, and no webhook is set.",
  );
});

it("calls a hosted agent's tool for real and keeps what it answers", async () => {
  await using tool = await openReceiver(
    () => ({
      status: 200,
      body: JSON.stringify({ time: "seven" }),
      headers: { "content-type": "application/json" },
    }),
    { checked: false },
  );
  const script = acme([
    "agent: Hello.",
    "say: When is there a table?",
    "agent: { tool: find, with: { people: 2 }, save: slot }",
    'agent: "At ${slot.time}."',
    "hang-up",
  ]);
  const tools = `tools: { find: { url: "${tool.url}" } }, greeting`;
  const { scenario } = readScenario(`${frame.join("\n").replace("greeting", tools)}${script}`, "a.yaml");
  await using ringback = await createRingback({ port: 0, agent: "none", scenario: { scenario, hash: "a" } });
  await tool.arrived(1);
  await until(ringback, "call.ended");
  expect(told(ringback)).toEqual([
    "2 agent answers",
    "2.8 agent: Good day.",
    "3.2 agent: Hello.",
    "5.2 person: When is there a table?",
    "6 agent: At seven.",
    "6 over: user_hangup",
  ]);
});

it("screens calls, and has people who decline or say their sentences", async () => {
  expect(
    await play(
      salon([
        "answer: { by: screener }",
        "say: Who is calling?",
        "hear: {}",
        "answer",
        "say: Hi.",
        "hang-up",
      ]),
    ),
  ).toEqual([
    "0 screener answers",
    "1.2 person: Who is calling?",
    "4 agent: I would like to come on Saturday.",
    "4 person answers",
    "4.4 person: Hi.",
    "5.2 agent: Yes please.",
    "5.2 over: user_hangup",
  ]);
  const people = frame
    .join("\n")
    .replace("+14155559999", "+14155559999, answers: { after: 3s }, says: [Salon., Bye.]");
  const { scenario } = readScenario(`${people}\n  - ${place}`, "a.yaml");
  await using ringback = await createRingback({ port: 0, agent: "none", scenario: { scenario, hash: "a" } });
  expect(told(ringback)).toEqual([
    "3 person answers",
    "3.8 agent: Good day.",
    "4.2 person: Salon.",
    "7 agent: I would like to come on Saturday.",
    "7.4 person: Bye.",
    "8.2 agent: Yes please.",
    "8.2 over: user_hangup",
  ]);
});

it("says whose fault it is, and what was heard instead", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const control = controlOf(ringback);
  const steps = ["say: Hello?", "hear: { contains: Sunday }", "hang-up"];
  const run = await playScenario(control, `${frame.join("\n")}${salon(steps)}`);
  await control.post("/clock/advance", { by: "1m" });
  const { blame, failures } = (await control.post(`/scenarios/${run}/finish`)).body as {
    blame: string;
    failures: readonly { code: string; seen?: readonly { what: string }[] }[];
  };
  expect([blame, failures.map(({ code, seen = [] }) => [code, seen.length])]).toEqual([
    "agent",
    [["not_heard", 2]],
  ]);
});

/** How a story is judged, with somebody about who could have been its agent; and what of its call is shown. */
const judged = async (script: string): Promise<unknown[]> => {
  await using ringback = await startRingback({ clock: "manual" });
  const control = controlOf(ringback);
  const run = await playScenario(control, `${frame.join("\n")}${script}`);
  await control.post("/clock/advance", { by: "15m" });
  const { blame, failures } = (await control.post(`/scenarios/${run}/finish`)).body as {
    blame: string;
    failures: readonly { code: string; cure: string; seen?: readonly { what: string }[] }[];
  };
  return [
    blame,
    ...failures.map(({ code, cure, seen }) => [code, ...(seen?.map(({ what }) => what) ?? [cure])]),
  ];
};

it("says where a call never came about that nobody was there to answer it", async () => {
  expect(await judged("\n  - call: { from: acme, to: main, rings: 1s }\n  - say: Hello?")).toEqual([
    "agent",
    [
      "call_over",
      "See why nobody answered: the line's agent needs a webhook, or has to be hosted, before the call comes. What stands at the story's start comes before an agent is up: give it `after: 5s`.",
    ],
  ]);
});

it("blames the agent for a call that is over too early, and shows what was said in it", async () => {
  const endless = ["say: One.", "say: Two.", "say: Three.", "say: Four.", "say: Five."];
  expect(await judged(salon(endless))).toEqual([
    "agent",
    [
      "call_over",
      "turn.agent main to salon: “I would like to come on Saturday.”",
      "turn.user salon to main: “Two.”",
      "turn.agent main to salon: “Yes please.”",
      "turn.user salon to main: “Three.”",
      "turn.agent main to salon: “Thank you. Goodbye.”",
    ],
  ]);
});

it("shows keys, silence and cut sentences where something was not pressed", async () => {
  const steps = [
    "agent: Hello.",
    "press: 7",
    "agent: {}",
    "say: And now a long sentence of mine?",
    "agent: { press: 1 }",
    "hear: { digits: 2 }",
    "hang-up",
  ];
  expect(await judged(acme(steps))).toEqual([
    "agent",
    [
      "not_heard",
      "turn.agent main to acme: “Hello.”",
      "digits.pressed acme to main: 7",
      "turn.silent main to acme: nothing was written for it",
      "turn.user acme to main: “And now a long sentence of mine?”",
      "digits.pressed main to acme: 1",
    ],
  ]);
});

it("shows of what was not heard only what was said by then, and blames a scenario for lines that nobody wrote", async () => {
  const steps = ["say: Hello?", "hear: { contains: Sunday }", "say: Saturday?", "hang-up"];
  expect(await judged(salon(steps))).toEqual([
    "agent",
    [
      "not_heard",
      "turn.agent main to salon: “I would like to come on Saturday.”",
      "turn.agent main to salon: “Good day.”",
    ],
  ]);
  expect(await judged(acme(["agent: Hello.", "say: Who?"]))).toMatchObject([
    "scenario",
    [
      "line_missing",
      "turn.agent main to acme: “Good day.”",
      "turn.agent main to acme: “Hello.”",
      "turn.user acme to main: “Who?”",
      "turn.silent main to acme: nothing was written for it",
    ],
  ]);
});

it("hears keys that are pressed one by one", async () => {
  const steps = [
    "say: Your code, please.",
    "agent: { press: 1 }",
    "say: Go on.",
    "agent: { press: 23 }",
    "hear: { digits: 123, save: code }",
    'note: "${code}"',
    "hang-up",
  ];
  expect((await play(salon(steps))).slice(-3)).toEqual([
    expect.stringMatching(/agent presses 23$/),
    expect.stringMatching(/note: 123$/),
    expect.stringMatching(/over: user_hangup$/),
  ]);
});

it("cuts an interrupted sentence where it was, and hears only what could be heard", async () => {
  const steps = [
    "say: Hello?",
    "after: 1s\n        say: { text: Wait!, interrupt: true }",
    "hear: { contains: Saturday, otherwise: [note: not heard] }",
    "hang-up",
  ];
  expect(await play(salon(steps))).toContainEqual(expect.stringMatching(/note: not heard$/));
});

/** What is told with other agents than the usual one. */
const playAs = async (agent: string, script: string): Promise<string[]> => {
  const text = frame.map((line) => (line.startsWith("  desk:") ? `  desk: ${agent}` : line)).join("\n");
  const { scenario } = readScenario(`${text}${script}`, "a.yaml");
  await using ringback = await createRingback({ port: 0, agent: "none", scenario: { scenario, hash: "a" } });
  return told(ringback);
};

it("leaves the message that the file gives an agent on a machine", async () => {
  const agent = "{ voiceMode: hosted, prompt: Hi., greeting: Good day., voicemail: Call us back. }";
  expect(await playAs(agent, salon(["voicemail: Leave a message.", "hear: { contains: back }"]))).toEqual([
    "0 machine answers",
    "1.2 person: Leave a message.",
    "2.4 agent: Call us back.",
    "2.4 over: voicemail_reached",
  ]);
});

it("hands over to the number that the file gives an agent, and what is left of the list is passed over", async () => {
  const agent = "{ voiceMode: hosted, prompt: Hi., greeting: Good day., transfer: +14155550177 }";
  const steps = ["agent: Hello.", "say: A human!", "agent: { say: Of course., then: transfer }", "hang-up"];
  expect((await playAs(agent, acme(steps))).slice(-2)).toEqual([
    expect.stringMatching(/agent: Of course\.$/),
    expect.stringMatching(/over: call_transfer$/),
  ]);
});

it("says to a screener what the file gives an agent to say", async () => {
  const agent =
    "{ voiceMode: hosted, prompt: Hi., greeting: Good day., screening: { identity: the bakery, purpose: Your cake is ready. } }";
  const steps = ["answer: { by: screener }", "say: Who is it?", "hear: /the bakery.*cake/i", "hang-up"];
  expect(await playAs(agent, salon(steps))).toEqual([
    "0 screener answers",
    "1.2 person: Who is it?",
    expect.stringMatching(/^\S+ agent: This is the bakery\. Your cake is ready\.$/),
    expect.stringMatching(/over: user_hangup$/),
  ]);
});

it("ends a call in which nobody speaks for as long as the file says", async () => {
  const agent = "{ voiceMode: hosted, prompt: Hi., greeting: Good day., silence: 30s }";
  expect(await playAs(agent, salon(["answer"]))).toEqual([
    "0 person answers",
    "0.8 agent: Good day.",
    "30.8 over: inactivity",
  ]);
});
