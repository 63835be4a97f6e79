import { expect, it } from "vitest";
import type { WorldEvent } from "../src/contract/events.ts";
import { breathe } from "../src/kernel/clock/test-time.ts";
import type { RingbackConfig } from "../src/runtime/config.ts";
import { createRingback, type Ringback } from "../src/runtime/create-ringback.ts";
import { faultsNeverStruck } from "../src/scenario/frame/faults-never-struck.ts";
import { readScenario } from "../src/scenario/read-scenario.ts";
import { advance, agentOf, controlOf } from "./support/store-client.ts";
import { verifies } from "./support/verifies.ts";
import { openReceiver } from "./support/webhook-receiver.ts";

const head = `
version: 1
name: x
people:
  acme: { number: +14155550123 }
  salon: { number: +14155550124, answers: { after: 3s } }
  bank: { number: +14155550125, answers: busy }
`;

const start = (rest: string, config: RingbackConfig = {}): Promise<Ringback> => {
  const { scenario, warnings } = readScenario(`${head}${rest}`, "a.yaml");
  expect(warnings).toEqual([]);
  return createRingback({ port: 0, agent: "none", scenario: { scenario, hash: "a" }, ...config });
};

const eventsOf = ({ worlds }: Ringback): readonly WorldEvent[] => worlds.main.world.events.after(0, 1000);

/** The steps that could not be done, and why. */
const failuresOf = (ringback: Ringback): string[] =>
  eventsOf(ringback).flatMap((event) => (event.type === "scenario.step.failed" ? [event.why] : []));

/** Each of the scenario's own requests, and what came of it. */
const requestsOf = (ringback: Ringback): string[] =>
  eventsOf(ringback).flatMap((event) =>
    event.type === "request.answered" && event.by === "scenario"
      ? [`${event.account} ${event.operation} ${event.outcome}`]
      : [],
  );

const fundedPurchase = (key: string, rest: string): string =>
  `request: { operation: store.purchases.create, ${rest}, with: { catalogItemId: cat_phone_global_001, quantity: 1, idempotencyKey: ${key}, configuration: { countryCode: US, numberType: local, capabilities: [sms], initialBalanceUsd: 3 } } }`;

it("asks as the file's accounts, each with a wallet, rules and lines of its own", async () => {
  await using ringback = await start(`
accounts:
  default: { walletUsd: 1 }
  second: { walletUsd: 10 }
  strict: { policies: { maxPerPurchaseUsd: 0.50 } }
lines:
  main: { provider: store, country: US }
  inbox: { provider: store, country: US, account: second }
script:
  - request: { operation: store.services.get, with: { serviceId: svc_phone_001 }, answers: { service: { phone: { e164: main } } } }
  - request: { operation: store.services.get, with: { serviceId: svc_phone_002 }, refused: not_found }
  - request: { operation: store.services.get, as: second, with: { serviceId: svc_phone_002 }, answers: { service: { phone: { e164: inbox } } } }
  - ${fundedPurchase("a", "refused: insufficient_funds")}
  - ${fundedPurchase("a", "as: default, refused: { status: 402, code: insufficient_funds }")}
  - ${fundedPurchase("a", "as: strict, refused: { code: policy_denied, details: { rule: maxPerPurchaseMinor } }")}
  - ${fundedPurchase("a", "as: second, answers: { purchase: { status: completed } }")}
  - request: { operation: store.services.list, as: strict, answers: { services: [] } }
`);
  expect(failuresOf(ringback)).toEqual([]);
  expect(requestsOf(ringback)).toEqual([
    "acct_001 store.services.get ok",
    "acct_001 store.services.get not_found",
    "acct_002 store.services.get ok",
    "acct_001 store.purchases.create insufficient_funds",
    "acct_001 store.purchases.create insufficient_funds",
    "acct_003 store.purchases.create policy_denied",
    "acct_002 store.purchases.create ok",
    "acct_003 store.services.list ok",
  ]);
});

it("sets the store up for the default account as the file says", async () => {
  const script = `
lines: { inbox: { provider: store, country: US, number: +12125550186 } }
script:
  - sms: { from: acme, to: inbox, body: Hello }
  - request: { operation: store.phone.messages.get, with: { serviceId: svc_phone_001, messageId: msg_001 } }
  - request:
      operation: store.phone.messages.list
      with: { serviceId: svc_phone_001, unreadOnly: true }
      answers: { messages: [{ id: msg_001, from: acme, to: "+1212*" }] }
`;
  await using gentle = await start(`settings: { markReadOnGet: false }${script}`);
  expect(failuresOf(gentle)).toEqual([]);
  await using usual = await start(script);
  expect(failuresOf(usual)).toEqual([
    "store.phone.messages.list answered something else: messages should be a list of 1, but is a list of 0.",
  ]);
});

it("lets a scenario that speaks for the agent see its retry work", async () => {
  await using ringback = await start(`
faults:
  - { api: store.services.list, times: 1, answer: { status: 503 } }
  - { api: store.services.list, times: 1, answer: { status: 500, code: boom, message: "Not \${people.acme.number}." } }
script:
  - request: { operation: store.services.list, refused: { status: 503, code: service_unavailable } }
  - request: { operation: store.services.list, refused: { code: boom, message: { contains: +14155550123 } }, save: refusal }
  - note: "It said \${refusal.message}"
  - request: { operation: store.services.list, answers: { services: [] } }
`);
  expect(failuresOf(ringback)).toEqual([]);
  expect(eventsOf(ringback)).toContainEqual(
    expect.objectContaining({ type: "scenario.noted", text: "It said Not +14155550123." }),
  );
});

it("sets faults and takes them away on the way", async () => {
  await using ringback = await start(`
faults:
  - { name: early, api: store.catalog.*, answer: { status: 503 } }
script:
  - fault: { name: outage, api: store.services.*, answer: { status: 503 } }
  - request: { operation: store.services.list, refused: service_unavailable }
  - request: { operation: store.services.list, refused: service_unavailable }
  - clear-fault: outage
  - request: { operation: store.services.list }
  - fault: { api: store.services.list, times: 1, answer: { status: 429 } }
  - request: { operation: store.services.list, refused: rate_limited }
  - request: { operation: store.catalog.categories, refused: service_unavailable }
  - clear-fault: all
  - request: { operation: store.catalog.categories }
`);
  expect(failuresOf(ringback)).toEqual([]);
  expect((await controlOf(ringback).get("/faults")).body).toEqual({ faults: [] });
});

it("strikes the agent with the faults of the file", async () => {
  await using ringback = await start(
    `faults: [{ api: store.services.list, times: 2, answer: { status: 503, message: Later. } }]`,
    { agent: "expected", clock: "manual" },
  );
  const statuses: number[] = [];
  while (statuses.length < 3) statuses.push((await agentOf(ringback).get("/services")).status);
  expect(statuses).toEqual([503, 503, 200]);
});

verifies(
  "faults.scenario",
  "strikes what a scenario asks for with a status only, which it can expect",
  async () => {
    await using ringback = await start(`
faults:
  - { api: store.services.list, answer: { reset: true } }
  - { api: store.services.list, answer: { delay: 1h } }
  - { api: store.services.list, answer: { malformed: true } }
  - { api: store.services.list, times: 1, answer: { status: 503 } }
script:
  - request: { operation: store.services.list }
  - request: { operation: store.services.list, answers: { services: [] } }
`);
    expect(failuresOf(ringback)).toEqual(["The fault fault_004 answered 503, and nothing was done."]);
    const struck = eventsOf(ringback).filter(({ type }) => type === "fault.struck");
    expect(struck).toEqual([expect.objectContaining({ fault: "fault_004", kind: "status" })]);
  },
);

it("fails a request that is not refused, or otherwise than expected", async () => {
  await using ringback = await start(`
script:
  - request: { operation: store.services.list, refused: not_found }
  - request: { operation: store.services.get, with: { serviceId: nothing }, refused: policy_denied }
  - request: { operation: store.services.get, with: { serviceId: nothing }, refused: { status: { lt: 404 } } }
  - request: { operation: store.services.list, with: { limit: many }, refused: validation_error }
`);
  expect(failuresOf(ringback)).toEqual([
    "store.services.list was not refused, but answered.",
    "store.services.get was refused otherwise: code should be “policy_denied”, but is “not_found”.",
    "store.services.get was refused otherwise: status should be less than 404, but is 404.",
  ]);
});

it("fails a step that takes away what is not there", async () => {
  await using ringback = await start(`
script:
  - when: { message.received: {} }
    do: [{ fault: { name: outage, api: store.*, times: 1, answer: { status: 503 } } }]
  - clear-fault: outage
  - clear-fault: all
`);
  expect(failuresOf(ringback)).toEqual(["The fault outage has not been set yet."]);
});

it("knows which faults never struck, those too that were taken away", async () => {
  await using ringback = await start(`
faults:
  - { name: unused, api: store.catalog.*, answer: { status: 503 } }
  - { name: used, api: store.services.list, times: 1, answer: { status: 503 } }
script:
  - fault: { name: brief, api: store.quotes.*, answer: { status: 503 } }
  - clear-fault: brief
  - request: { operation: store.services.list, refused: service_unavailable }
  - clear-fault: used
`);
  expect(failuresOf(ringback)).toEqual([]);
  const never = faultsNeverStruck(ringback.worlds.main.world, "run_001");
  expect(never).toEqual([
    expect.objectContaining({ name: "unused", point: "store.catalog.*", where: { line: 10, column: 5 } }),
    expect.objectContaining({ name: "brief", point: "store.quotes.*", where: { line: 13, column: 5 } }),
  ]);
});

it("brings accounts, faults and their names back with a snapshot", async () => {
  await using ringback = await start(
    `
accounts: { second: { walletUsd: 10 } }
faults: [{ name: outage, api: store.services.*, answer: { status: 503 } }]
script:
  - after: 10s
    request: { operation: store.services.list, as: second, refused: service_unavailable }
  - clear-fault: outage
  - request: { operation: store.services.list, as: second }
`,
    { agent: "expected", clock: "manual" },
  );
  const { snapshot } = (await controlOf(ringback).get("/worlds/main/snapshot")).body as { snapshot: object };
  await using other = await createRingback({ port: 0, agent: "expected", clock: "manual" });
  expect((await controlOf(other).post("/worlds/main/restore", { snapshot })).status).toBe(200);
  await advance(controlOf(other), "1m");
  expect(failuresOf(other)).toEqual([]);
  expect(requestsOf(other)).toEqual([
    "acct_002 store.services.list fault_struck",
    "acct_002 store.services.list ok",
  ]);
});

it("keeps what people do when called", async () => {
  await using ringback = await start("");
  const control = controlOf(ringback);
  await control.post("/people", { name: "nina", number: "+14155550126", answers: { after: "1m" } });
  const { people } = (await control.get("/people")).body as { people: readonly object[] };
  expect(people).toEqual([
    { name: "acme", number: "+14155550123" },
    { name: "salon", number: "+14155550124", answers: { after: 3000 } },
    { name: "bank", number: "+14155550125", answers: "busy" },
    { name: "nina", number: "+14155550126", answers: { after: 60_000 } },
  ]);
});

it("says which entry of the frame the world refuses", async () => {
  await expect(start("accounts: { second: { walletUsd: 9999999999 } }")).rejects.toThrow(
    /^accounts\.second: walletUsd /,
  );
});

it("tells the same story twice, to the byte, whatever its faults draw", async () => {
  const rest = `
faults: [{ api: store.services.list, chance: 0.5, answer: { status: 503 } }]
accounts: { second: {} }
script:
${"  - request: { operation: store.services.list, as: second }\n".repeat(20)}`;
  const run = async (): Promise<readonly [string, number]> => {
    await using ringback = await start(rest, { seed: "seven" });
    return [ringback.worlds.main.runHash(), failuresOf(ringback).length];
  };
  const [hash, failures] = await run();
  expect(await run()).toEqual([hash, failures]);
  expect(failures).toBeGreaterThan(0);
  expect(failures).toBeLessThan(20);
});

const phoneFrame = `
accounts: { default: { creditUsd: 1 }, second: {} }
settings: { enforceBalance: true, errorShape: envelope }
agents:
  desk: {}
  night: { voiceMode: hosted, prompt: Be kind., account: second }
lines:
  phone: { provider: agentphone, country: US, number: +14155550186, agent: desk }
  chat: { provider: agentphone, country: US, type: imessage, agent: night }
  inbox: { provider: store, country: US }
`;

it("makes agents with numbers at AgentPhone, each of its own account", async () => {
  await using ringback = await start(`${phoneFrame}
script:
  - request:
      operation: agentphone.agents.get
      with: { agent_id: "\${agents.desk.id}" }
      answers: { name: desk, numbers: [{ id: "\${lines.phone.id}", phoneNumber: phone }] }
  - request: { operation: agentphone.agents.get, with: { agent_id: "\${agents.night.id}" }, refused: not_found }
  - request:
      operation: agentphone.agents.get
      as: second
      with: { agent_id: "\${agents.night.id}" }
      answers: { voiceMode: hosted, systemPrompt: Be kind., numbers: [{ phoneNumber: chat }] }
  - request: { operation: store.services.get, with: { serviceId: "\${lines.inbox.id}" } }
`);
  expect(failuresOf(ringback)).toEqual([]);
});

it("treats each account as its own settings say", async () => {
  await using ringback = await start(`
accounts: { second: { creditUsd: 0, settings: { enforceBalance: true, quoteLifetime: 1m } } }
agents: { desk: {}, night: { account: second } }
lines:
  phone: { provider: agentphone, country: US, agent: desk }
  chat: { provider: agentphone, country: US, agent: night }
script:
  - request:
      operation: agentphone.messages.send
      with: { agent_id: "\${agents.desk.id}", to_number: "+14155550199", body: Hi }
  - request:
      operation: agentphone.messages.send
      as: second
      with: { agent_id: "\${agents.night.id}", to_number: "+14155550199", body: Hi }
      refused: insufficient_balance
`);
  expect(failuresOf(ringback)).toEqual([]);
  expect([...ringback.worlds.main.world.tables.storeSettings.all()]).toMatchObject([
    { quoteLifetimeMs: 900_000 },
    { quoteLifetimeMs: 60_000 },
  ]);
});

it("lets people write pictures and iMessages, and react", async () => {
  await using ringback = await start(
    `${phoneFrame}
script:
  - mms: { from: acme, to: phone, media: ["https://example.com/door.jpg"] }
  - imessage: { from: nina@example.com, to: chat, body: Is Sunday free? }
  - request:
      operation: agentphone.messages.send
      as: second
      with: { agent_id: "\${agents.night.id}", to_number: nina@example.com, body: "Yes." }
  - after: 2s
    reaction: { from: nina@example.com, to: chat, reaction: love }
`,
  );
  expect(failuresOf(ringback)).toEqual([]);
  expect(eventsOf(ringback)).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ type: "message.received", line: "+14155550186", channel: "mms" }),
      expect.objectContaining({ type: "message.received", from: "nina@example.com", channel: "imessage" }),
      expect.objectContaining({ type: "reaction.received", from: "nina@example.com", reaction: "love" }),
    ]),
  );
});

it("sees AgentPhone's refusals by the code of the list, and in the words of the wire", async () => {
  await using ringback = await start(`${phoneFrame}
script:
  - request:
      operation: agentphone.conversations.get
      with: { conversation_id: conv_404 }
      refused: { status: 404, code: not_found, message: { contains: not found } }
  - request:
      operation: agentphone.conversations.get
      as: second
      with: { conversation_id: conv_404 }
      refused: { status: 404, detail: { contains: not found } }
`);
  expect(failuresOf(ringback)).toEqual([]);
});

it("goes on as an account that the story makes, and tries the webhook of whoever is meant", async () => {
  await using receiver = await openReceiver();
  await using ringback =
    await start(`${phoneFrame.replace("account: second }", `account: second, webhook: ${receiver.url} }`)}
script:
  - request: { operation: agentphone.subAccounts.create, with: { name: tenant }, save: tenant }
  - request: { operation: agentphone.agents.create, as: "\${tenant.id}", with: { name: desk }, save: desk }
  - webhook-test: { agent: night }
  - webhook-test: { agent: "\${desk.id}", as: "\${tenant.id}" }
`);
  await receiver.arrived(1);
  await breathe();
  expect(failuresOf(ringback)).toEqual([expect.stringMatching(/webhook/i)]);
  expect(receiver.received).toHaveLength(1);
});
