import { describe, expect, it } from "vitest";
import { readScenario } from "../read-scenario.ts";
import type { Scenario } from "../scenario.ts";
import { ScenarioError } from "../scenario-error.ts";

const head = ["version: 1", "name: x"];

/** What a file says whose frame holds these lines, the first of them in line 3. */
const read = (...frame: string[]): Scenario =>
  readScenario([...head, ...frame].join("\n"), "a.yaml").scenario;

/** Each mistake as `line:column code: message cure`. */
const mistakesIn = (...frame: string[]): string[] => {
  try {
    read(...frame);
    return [];
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return error.diagnostics.map(
      ({ line, column, code, message, cure }) => `${line}:${column} ${code}: ${message} ${cure}`,
    );
  }
};

const inbox = "lines: { inbox: { provider: store, country: US } }";

describe("people", () => {
  it("say what they do when called", () => {
    const { people } = read(
      "people:",
      "  acme: { number: +14155550123 }",
      "  salon: { number: +14155550124, answers: { after: 1m3s } }",
      "  bank: { number: +14155550125, answers: voicemail }",
    );
    expect(people).toEqual({
      acme: { number: "+14155550123" },
      salon: { number: "+14155550124", answers: { after: 63_000 } },
      bank: { number: "+14155550125", answers: "voicemail" },
    });
  });

  it.each([
    ["3s", "3:42 invalid_value: `3s` is nothing that people do when called. Write `{ after: 3s }`."],
    [
      "maybe",
      "3:42 invalid_value: `maybe` is nothing that people do when called. Write `{ after: 3s }`, never, busy, declines, voicemail or screens.",
    ],
    [
      "[busy]",
      "3:42 wrong_kind: `answers` must be a text or a map, but this is a list. Write a text or a map.",
    ],
    ["{ after: 3 }", "3:51 invalid_value: `3` is a number without a unit. Write `3s` for seconds."],
    [
      "{}",
      "3:33 missing_key: `answers` needs `after`. Add `after: …`, how long it rings before they answer, such as 19s or 39m50s.",
    ],
  ])("may not answer %s", (answers, mistake) => {
    expect(mistakesIn(`people: { a: { number: +14155550123, answers: ${answers} } }`)).toEqual([
      mistake.replace(/^3:(\d+)/, (_all, column: string) => `3:${Number(column) + 5}`),
    ]);
  });
});

describe("accounts", () => {
  it("have wallets and rules, and lines belong to them", () => {
    const { accounts, lines } = read(
      "accounts:",
      "  default: { walletUsd: 0.50, creditUsd: 2.5 }",
      "  second:",
      "    walletUsd: 5",
      "    policies:",
      "      { maxPerPurchaseUsd: 3.5, maxPerDayUsd: 10, maxPerMonthUsd: 20, allowedCategories: [telephony],",
      "        allowedCountryCodes: [US, GB], allowTopups: false }",
      "lines: { inbox: { provider: store, country: US, account: second } }",
    );
    expect(accounts).toEqual({
      default: { walletCents: 50, creditCents: 250 },
      second: {
        walletCents: 500,
        policies: {
          maxPerPurchaseMinor: 350,
          maxPerDayMinor: 1000,
          maxPerMonthMinor: 2000,
          allowedCategories: ["telephony"],
          allowedCountryCodes: ["US", "GB"],
          allowTopups: false,
        },
      },
    });
    expect(lines["inbox"]).toMatchObject({ account: "second" });
  });

  it("are told what is wrong with them", () => {
    expect(
      mistakesIn(
        "accounts:",
        "  second: { walletUsd: $5, policy: {} }",
        "  third: { policies: { maxPerPurchaseMinor: 3, allowTopups: yes, allowedCategories: phone } }",
        "  3: {}",
        "lines: { inbox: { provider: store, country: US, account: secnd } }",
      ),
    ).toEqual([
      "4:24 invalid_value: `$5` is not an amount of dollars. Write `5`.",
      "4:28 unknown_key: `policy` is not a key of `second`. Known here: walletUsd, creditUsd, policies, settings.",
      "5:24 unknown_key: `maxPerPurchaseMinor` is not a key of `policies`. Did you mean `maxPerPurchaseUsd`?",
      "5:61 invalid_value: `yes` does not fit here. Write true or false.",
      "5:85 wrong_kind: `allowedCategories` must be a list, but this is a text. Write a list.",
      "6:3 invalid_name: `3` cannot be the name of an account. Write up to 64 letters, digits, - and _, and begin with a letter.",
      "7:58 unknown_name: No account of this file is called `secnd`. Did you mean `second`?",
    ]);
  });
});

describe("settings", () => {
  it("are those of the store and those of AgentPhone, side by side", () => {
    const { settings } = read(
      "settings:",
      "  { markReadOnGet: false, quoteLifetime: 30m, showQuoteExpiry: true, largestTopupUsd: 20.50,",
      '    errorShape: envelope, emptyAreaCodes: [415, "*"], numberLimit: 3, successRateScale: 100 }',
    );
    expect(settings).toEqual({
      store: { markReadOnGet: false, quoteLifetime: 1_800_000, showQuoteExpiry: true, largestTopupUsd: 20.5 },
      agentphone: {
        errorShape: "envelope",
        emptyAreaCodes: ["415", "*"],
        numberLimit: 3,
        successRateScale: 100,
      },
    });
  });

  it("are told what is wrong with them", () => {
    expect(
      mistakesIn(
        "settings: { markReadOnGet: maybe, quoteLifetme: 30m, quoteLifetime: 30, errorShape: list, numberLimit: many }",
      ),
    ).toEqual([
      "3:28 invalid_value: `maybe` does not fit here. Write true or false.",
      expect.stringMatching(
        /^3:35 unknown_key: `quoteLifetme` is not a key of `settings`\. Known here: .*quoteLifetime,/,
      ),
      "3:69 invalid_value: `30` is a number without a unit. Write `30s` for seconds.",
      "3:85 invalid_value: `list` does not fit here. Write one of: detail, envelope.",
      "3:104 invalid_value: `many` does not fit here. Write a whole number from 0 to 1000.",
    ]);
  });
});

describe("agents", () => {
  it("live behind a webhook or are hosted, and numbers are attached to them", () => {
    const { agents, lines } = read(
      "accounts: { second: {} }",
      "agents:",
      '  desk: { webhook: "${env.AGENT_URL}/webhook" }',
      "  night: { voiceMode: hosted, prompt: Be kind., greeting: Hello, account: second }",
      "lines: { phone: { provider: agentphone, country: US, type: imessage, agent: night } }",
    );
    expect(agents).toEqual({
      desk: { webhook: "${env.AGENT_URL}/webhook" },
      night: { voiceMode: "hosted", prompt: "Be kind.", greeting: "Hello", account: "second" },
    });
    expect(lines["phone"]).toEqual({
      provider: "agentphone",
      country: "US",
      type: "imessage",
      agent: "night",
    });
  });

  it.each([
    [
      "{ voiceMode: webhok }",
      "4:22 invalid_value: `webhok` does not fit here. Did you mean `webhook`? It may be: webhook, hosted.",
    ],
    [
      "{ voiceMode: hosted }",
      "4:9 invalid_value: A hosted agent needs a prompt. Write `prompt:` with what it is to be.",
    ],
    [
      "{ greeting: Hello }",
      "4:11 invalid_value: Only a hosted agent has a greeting. Write `voiceMode: hosted`, or remove it.",
    ],
    [
      "{ webhook: localhost/webhook }",
      "4:20 invalid_value: `localhost/webhook` is no web address. Write one that begins with https:// or http://, such as https://example.com/webhook.",
    ],
    [
      '{ webhook: "${lines.phone.number}/webhook" }',
      "4:21 invalid_value: `${lines.phone.number}` has no value in a URL or a command, which are used before anything happens. Write `${env.NAME}` for a variable of the environment. Write `$${` for a literal `${`.",
    ],
    [
      "{ account: secnd }",
      "4:20 unknown_name: No account of this file is called `secnd`. Known here: default.",
    ],
    [
      '{ account: "${me.account_id}" }',
      "4:20 unknown_name: No account of this file is called `${me.account_id}`. Known here: default.",
    ],
  ])("may not be %s", (agent, mistake) => {
    expect(mistakesIn("agents:", `  desk: ${agent}`)).toEqual([mistake]);
  });

  it("have no numbers of other accounts", () => {
    expect(
      mistakesIn(
        "accounts: { second: {} }",
        "agents: { desk: {} }",
        "lines:",
        "  phone: { provider: agentphone, country: US, agent: desk, account: second }",
        "  other: { provider: agentphone, country: US, agent: dsk }",
      ),
    ).toEqual([
      "6:69 invalid_value: `phone` belongs to `second`, and its agent `desk` to `default`. Leave `account` out here: a line belongs to its agent's.",
      "7:54 unknown_name: No agent of this file is called `dsk`. Did you mean `desk`?",
    ]);
  });
});

describe("agent", () => {
  it("says how to start the process under test and when it is ready", () => {
    const { agent } = read(
      "agent:",
      '  command: [/usr/bin/node, agent.js, "--port=${env.PORT}"]',
      "  ready: { http: /health/*, within: 5s }",
      "  env: { MODE: test, ROOT: /var/x/* }",
      "  timeout: 2m",
      "  exit: 3",
    );
    expect(agent).toEqual({
      command: ["/usr/bin/node", "agent.js", "--port=${env.PORT}"],
      ready: { http: "/health/*", within: 5000 },
      env: { MODE: "test", ROOT: "/var/x/*" },
      timeout: 120_000,
      exit: 3,
    });
    expect(
      read("agent: { command: node agent.js, ready: { output: /listening/i }, exit: any }").agent,
    ).toEqual({ command: "node agent.js", ready: { output: "/listening/i" }, exit: "any" });
    expect(read("agent: { ready: { port: open } }").agent).toEqual({ ready: { port: "open" } });
  });

  it("is told what is wrong with it", () => {
    expect(
      mistakesIn(
        "agent:",
        "  command: []",
        "  ready: { http: http://localhost:3000/health }",
        "  env: { MY-VAR: x }",
        "  exit: 300",
        "  timeout: 60",
      ),
    ).toEqual([
      "4:12 invalid_value: A command has at least a program. Write one such as `[node, agent.js]`.",
      "5:18 invalid_value: `http://localhost:3000/health` is not a path. Write `/health`: the port is the agent's own.",
      "6:10 invalid_name: `MY-VAR` cannot be the name of a variable of the environment. Write letters, digits and _, and begin with no digit.",
      "7:9 invalid_value: `300` is no exit code. Write a number from 0 to 255, or any.",
      "8:12 invalid_value: `60` is a number without a unit. Write `60s` for seconds.",
    ]);
  });

  it.each([
    [
      "{ within: 3s }",
      "3:10 invalid_value: `ready` does not say how to tell that the agent is up. Write one of `http: /health`, `port: open` and `output: /listening/`.",
    ],
    [
      "{ http: /, port: open }",
      "3:28 invalid_value: `ready` has two signs, `http` and `port`. Write one of `http: /health`, `port: open` and `output: /listening/`.",
    ],
    [
      "{ output: /(/ }",
      "3:27 invalid_pattern: `/(/` is not a pattern in RE2's syntax: missing closing ): `(`. Look at its brackets, put \\ before signs that are meant; RE2 has no look-ahead and no reference back.",
    ],
  ])("may not be ready as %s", (ready, mistake) => {
    expect(mistakesIn(`agent: { ready: ${ready} }`)).toEqual([mistake]);
  });
});

describe("faults", () => {
  it("say where, how often and how something goes wrong, in the order of the file", () => {
    const { faults } = read(
      inbox,
      "faults:",
      "  - name: outage",
      "    api: store.phone.messages.*",
      "    times: 2",
      "    chance: 0.5",
      '    answer: { status: 503, code: busy, message: "Not ${lines.inbox.number}." }',
      "  - { api: store.*, answer: { status: 500, body: { detail: no, count: 3 } } }",
      "  - { api: store.quotes.create, answer: { delay: 3s } }",
      "  - { api: store.quotes.create, answer: { slow: { pieces: 3 } } }",
      "  - { api: store.quotes.create, answer: { reset: true } }",
      "  - { api: store.quotes.create, answer: { malformed: true } }",
      "  - { webhook: agent.message, do: delay, by: 20s, times: 1 }",
      '  - { name: forged, webhook: "*", do: corrupt-signature }',
    );
    const quotes = { api: "store.quotes.create" };
    const at = (line: number) => ({ where: { line, column: 5 } });
    expect(faults).toEqual([
      {
        name: "outage",
        api: "store.phone.messages.*",
        times: 2,
        chance: 0.5,
        answer: { kind: "status", status: 503, code: "busy", message: "Not ${lines.inbox.number}." },
        ...at(5),
      },
      {
        api: "store.*",
        answer: { kind: "status", status: 500, body: { detail: "no", count: 3 } },
        ...at(10),
      },
      { ...quotes, answer: { kind: "delay", milliseconds: 3000 }, ...at(11) },
      { ...quotes, answer: { kind: "slow", pieces: 3, everyMilliseconds: 1000 }, ...at(12) },
      { ...quotes, answer: { kind: "reset" }, ...at(13) },
      { ...quotes, answer: { kind: "malformed" }, ...at(14) },
      {
        api: "webhook:agent.message",
        times: 1,
        answer: { kind: "webhook", deed: "delay", byMilliseconds: 20_000 },
        ...at(15),
      },
      {
        name: "forged",
        api: "webhook:*",
        answer: { kind: "webhook", deed: "corrupt-signature" },
        ...at(16),
      },
    ]);
  });

  const kinds = "Write one of status, delay, reset, slow and malformed.";

  it.each([
    [
      "{ api: store.phone.mesages.list, answer: { status: 503 } }",
      "12 unknown_operation: `store.phone.mesages.list` names no operation. Did you mean `store.phone.messages.list`?",
    ],
    [
      "{ api: control.*, answer: { status: 503 } }",
      "12 unknown_operation: `control.*` names controls only, and faults never strike those. `store.*` means every operation of the store.",
    ],
    [
      "{ api: store.*, answer: { status: 503, delay: 3s } }",
      `44 invalid_value: An answer goes wrong in one way, not \`status\` and \`delay\`. ${kinds}`,
    ],
    ["{ api: store.*, answer: {} }", `29 invalid_value: This answer does not say what goes wrong. ${kinds}`],
    [
      "{ api: store.*, answer: { delay: 3s, code: x } }",
      "42 invalid_value: `code` goes with a status, not with `delay`. Remove it.",
    ],
    [
      "{ api: store.*, answer: { status: 503, code: x, body: { a: b } } }",
      "44 invalid_value: `code` stands in a body, and this fault has one of its own. Keep one of them.",
    ],
    [
      "{ api: store.*, answer: { status: 503, body: x } }",
      "44 invalid_value: `body` must be a map. Write `{ key: value }`.",
    ],
    [
      "{ api: store.*, answer: { status: 200 } }",
      "39 invalid_value: `200` does not fit here. Write a whole number from 400 to 599.",
    ],
    [
      "{ api: store.*, answer: { reset: false } }",
      "38 invalid_value: `false` is how it is without a fault. Write true, or leave the key out.",
    ],
    [
      "{ api: store.*, answer: { delay: 2d } }",
      "38 invalid_value: A fault can hold something up for a day at most. Write 1d or less.",
    ],
    [
      "{ api: store.*, chance: 2, answer: { delay: 2s } }",
      "29 invalid_value: `2` is not a chance. Write a number from 0 to 1, such as 0.5.",
    ],
    [
      "{ api: store.*, name: all, answer: { delay: 2s } }",
      "27 invalid_name: `all` cannot be the name of a fault. Choose another: `clear-fault: all` takes every fault away.",
    ],
    [
      "{ answer: { status: 503 } }",
      "5 missing_key: An entry of `faults` needs `api`. Add `api: …`, the operations at which it strikes, such as store.phone.*.",
    ],
    [
      "{ api: store.* }",
      "5 missing_key: An entry of `faults` needs `answer`. Add `answer: …`, what becomes of the answer, such as { status: 503 }.",
    ],
    [
      "{ webhook: agent.mesage, do: duplicate }",
      "16 invalid_value: `agent.mesage` names no event that webhooks are told of. Did you mean `agent.message`?",
    ],
    [
      "{ webhook: agent.message, do: lose }",
      "35 invalid_value: `lose` does not fit here. Write one of: drop, delay, duplicate, reorder, corrupt-signature, stale-timestamp, tampered-body, odd-json.",
    ],
    [
      "{ webhook: agent.message }",
      "7 invalid_value: This fault does not say what becomes of the webhook. Write `do:` with one of: drop, delay, duplicate, reorder, corrupt-signature, stale-timestamp, tampered-body, odd-json.",
    ],
    [
      "{ webhook: agent.message, do: drop, by: 3s }",
      "41 invalid_value: `by` goes with delay and reorder. Remove it.",
    ],
    [
      "{ webhook: agent.message, do: delay, by: 2d }",
      "46 invalid_value: A fault can hold something up for a day at most. Write 1d or less.",
    ],
    [
      "{ webhook: agent.message, do: drop, answer: { status: 503 } }",
      "41 invalid_value: A fault strikes operations or webhooks, and `answer` is of the former. Make two faults of it.",
    ],
    [
      "{ api: store.*, do: duplicate, answer: { delay: 2s } }",
      "21 invalid_value: `do` is for faults of webhooks. Name one: `webhook: agent.message`.",
    ],
    [
      "outage",
      "5 wrong_kind: An entry of `faults` must be a map, but this is a text. Write a map with these keys: name, api, webhook, do, by, times, chance, answer.",
    ],
    [
      '{ api: store.*, answer: { status: 503, message: "${code}" } }',
      "54 unknown_name: No step of this file saves `code`. Save it with `save: code` in an otp or a request. Write `$${` for a literal `${`.",
    ],
  ])("may not be %s", (fault, mistake) => {
    expect(mistakesIn("faults:", `  - ${fault}`)).toEqual([`4:${mistake}`]);
  });

  it("are known by name to the steps that take them away", () => {
    const script = [
      "faults: [{ name: outage, api: store.*, answer: { status: 503 } }]",
      "script:",
      "  - clear-fault: outage",
      "  - when: { message.received: {} }",
      "    do: [{ fault: { name: flaky, api: store.*, answer: { status: 503 } } }]",
      "  - clear-fault: flaky",
      "  - clear-fault: all",
    ];
    expect(mistakesIn(...script)).toEqual([]);
    expect(mistakesIn(...script, "  - clear-fault: outge")).toEqual([
      "10:18 unknown_name: No fault of this file is called `outge`. Did you mean `outage`?",
    ]);
    expect(mistakesIn("script: [{ clear-fault: outage }]")).toEqual([
      "3:25 unknown_name: No fault of this file is called `outage`. Give a fault this name: `name: outage`.",
    ]);
  });
});

describe("a request", () => {
  const request = (rest: string): string[] =>
    mistakesIn(
      "accounts: { second: {} }",
      "people: { acme: { number: +14155550123 } }",
      "script:",
      `  - request: { operation: store.phone.messages.list, with: { serviceId: a }, ${rest} }`,
    );

  it.each([
    ["as: second, refused: not_found"],
    ["as: default, refused: { status: { gte: 400 }, message: { contains: a } }"],
    ['answers: { messages: [{ from: acme, id: "msg_*" }] }'],
    ["answers: { messages: [{ from: +1415*, id: msg_001 }] }"],
  ])("may say %s", (rest) => {
    expect(request(rest)).toEqual([]);
  });

  it.each([
    ["as: secnd", "6:82 unknown_name: No account of this file is called `secnd`. Did you mean `second`?"],
    [
      "answers: {}, refused: not_found",
      "6:91 invalid_value: A request is answered or refused, not both. Keep `answers` or `refused`.",
    ],
    ["refused: { cod: not_found }", "6:89 unknown_key: There is no field `cod` here. Did you mean `code`?"],
    [
      "answers: { messages: [{ from: acmee }] }",
      "6:108 unknown_name: Nobody in this file is called `acmee`. Did you mean `acme`?",
    ],
  ])("may not say %s", (rest, mistake) => {
    expect(request(rest)).toEqual([mistake]);
  });

  it("may ask for what is going to be refused, if it says so", () => {
    const asking = (rest: string): string[] =>
      mistakesIn(
        "script:",
        `  - request: { operation: store.phone.messages.list, with: { limit: x }${rest} }`,
      );
    expect(asking(", refused: validation_error")).toEqual([]);
    expect(asking("")).toHaveLength(2);
  });
});
