import { describe, expect, it } from "vitest";
import { readScenario } from "../read-scenario.ts";
import { ScenarioError } from "../scenario-error.ts";
import { explainExpectation } from "./explain-expectation.ts";
import { expectations } from "./expectations.ts";

const frame = [
  "version: 1",
  "name: x",
  "people: { acme: { number: +14155550123 } }",
  "lines: { inbox: { provider: store, country: US, number: +12125550186 } }",
  "script:",
  "  - otp: { from: acme, to: inbox, save: code }",
  "expect:",
].join("\n");

const read = (items: string) => readScenario(`${frame}\n${items}\n`, "a.yaml").scenario.expect ?? [];

const mistakeIn = (items: string): string => {
  try {
    read(items);
    return "none";
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return error.diagnostics
      .map(({ line, column, message, cure }) => `${line}:${column} ${message} ${cure}`)
      .join("\n");
  }
};

it.each([
  [
    `  - message.received: { from: acme, body: /code/i }`,
    "message.received with from acme and body matching /code/i",
  ],
  [`  - message.received: { to: inbox }\n    times: 2`, "message.received with to inbox, exactly twice"],
  [
    `  - message.received: {}\n    times: { gte: 3 }\n    within: 30s`,
    "message.received, at least 3 times within 30s",
  ],
  [`  - message.received: {}\n    times: { gte: 1, lt: 4 }`, "message.received, 1 to 3 times"],
  [
    `  - message.received: { body: { contains: "\${code}" } }`,
    "message.received with body containing “${code}”",
  ],
  [`  - never: { message.received: { from: +1900* } }`, "no message.received with from like +1900*"],
  [`  - order: [{ message.received: {} }, { message.read: {} }]`, "message.received, then message.read"],
  [`  - state: { lines.inbox.balanceUsd: 10.00 }`, "lines.inbox.balanceUsd 10 at the end"],
  [
    `  - budget: { requests: 5, spentUsd: 12.5, time: 1h }`,
    "requests at most 5 and spentUsd at most 12.50 and time at most 1h",
  ],
])("reads %s", (items, said) => {
  const [first] = read(items);
  expect(first && explainExpectation(first)).toBe(said);
});

it("knows what is captured, and where an expectation stands", () => {
  const [first, second] = read(
    '  - message.received: { from: acme }\n    capture: { text: body }\n  - never: { message.received: { body: { contains: "${text}" } } }',
  );
  expect(first).toMatchObject({ kind: "event", capture: { text: "body" }, where: { line: 8, column: 5 } });
  expect(second).toMatchObject({ kind: "never", matcher: { refers: ["text"] } });
});

describe("says what is wrong, where, and the cure", () => {
  it.each([
    [
      "  - message.recieved: {}",
      "8:5 `message.recieved` is no event, and nothing else that can be expected. Did you mean `message.received`?",
    ],
    ["  - message.received: { form: acme }", "8:25 There is no field `form` here. Did you mean `from`?"],
    [
      "  - message.received: { from: acmee }",
      "8:31 Nobody in this file is called `acmee`. Did you mean `acme`?",
    ],
    [
      "  - message.received: {}\n    times: often",
      "9:12 `often` does not fit here. Write a whole number such as 2, or bounds such as { gte: 1, lte: 3 }.",
    ],
    [
      "  - message.received: {}\n    times: { gte: 3, lte: 2 }",
      "9:12 No number fits these bounds. Write a whole number such as 2, or bounds such as { gte: 1, lte: 3 }.",
    ],
    [
      "  - message.received: {}\n    within: 30",
      "9:13 `30` is a number without a unit. Write `30s` for seconds.",
    ],
    [
      "  - message.received: {}\n    capture: { text: boddy }",
      "9:22 `message.received` has no field `boddy`. Did you mean `body`?",
    ],
    [
      "  - message.received: {}\n    message.read: {}",
      "9:5 This item expects two things, `message.received` and `message.read`. Begin a new item with a dash.",
    ],
    [
      '  - message.received: { body: "${codes}" }',
      "8:32 No step of this file saves `codes`. Did you mean `${code}`?",
    ],
    [
      "  - order: [{ message.received: {} }]",
      "8:12 An order needs at least two events. List two events or more.",
    ],
    [
      "  - state: { lines.inbx.balanceUsd: 1 }",
      "8:14 Nobody in this file is called `inbx`. Did you mean `inbox`?",
    ],
    [
      "  - state: { lines.inbox.balance: 1 }",
      "8:14 `lines.inbox` has no `balance`. Did you mean `balanceUsd`?",
    ],
    [
      "  - state: { lines.inbox.unread: some }",
      "8:34 `some` is not a number. Write digits, or a map such as { gte: 1250 }.",
    ],
    [
      "  - call.missed: {}\n    times: { lte: 2 }\n    within: 5s",
      "10:13 Nothing has to happen here, so `within` bounds nothing. Leave `within` out.",
    ],
    [
      "  - call.missed: {}\n    times: 0\n    within: 5s",
      "10:13 Nothing has to happen here, so `within` bounds nothing. Leave `within` out, or write `never: { call.missed: … }`.",
    ],
    [
      "  - clock.jumped: {}",
      "8:5 `clock.jumped` tells how time goes, and a story must be the same however it goes. Name an event of the story itself. `budget: { time: 2h }` bounds how long it takes.",
    ],
    [
      "  - never: { hold.expired: {} }",
      "8:14 `hold.expired` tells how time goes, and a story must be the same however it goes. Name an event of the story itself. `budget: { time: 2h }` bounds how long it takes.",
    ],
    [
      "  - state: { people.acmee.number: +14155550123 }",
      "8:14 No person of this file is called `acmee`. Did you mean `acme`?",
    ],
    [
      "  - state: { accounts.defualt.walletUsd: 1000 }",
      "8:14 No account of this file is called `defualt`. Did you mean `default`?",
    ],
    ["  - budget: {}", "8:13 This budget bounds nothing. Write one such as `budget: { requests: 50 }`."],
    [
      "  - nothing",
      "8:5 This item says nothing that can be expected. Write a map with the name of an event, such as `message.received: { to: inbox }`.",
    ],
    [
      "  - never: message.received",
      "8:12 `never` must be a map with the name of an event. Write `never: { message.received: {} }`.",
    ],
  ])("%s", (items, said) => {
    expect(mistakeIn(items)).toBe(said);
  });
});

it.each(expectations.map(({ name, example }) => [name, example] as const))(
  "reads the example of %s",
  (_name, example) => {
    const indented = example.split("\n").map((line) => `  ${line}`);
    expect(read(indented.join("\n"))).toHaveLength(1);
  },
);
