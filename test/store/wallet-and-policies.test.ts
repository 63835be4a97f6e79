import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import {
  addAgent,
  advance,
  agentOf,
  type Answer,
  buyNumber,
  changeSettings,
  type Client,
  controlOf,
  defaultAccount,
  defaultAgent,
  defaultKey,
  fundWallet,
  newYork,
  openAccount,
  phoneItem,
  quoteRequest,
  refusal,
  setPolicy,
  snapshotOf,
  startRingback,
  walletOf,
} from "../support/store-client.ts";
import { verifies } from "../support/verifies.ts";

/** Tries to buy a number that costs so many cents, 250 of them rent. */
const tryToBuy = (agent: Client, minor: number, change: object = {}): Promise<Answer> => {
  const configuration = { ...newYork, initialBalanceUsd: (minor - 250) / 100, ...change };
  return agent.post("/purchases", { ...quoteRequest(configuration), idempotencyKey: randomUUID() });
};

verifies(
  ["wallet.start", "wallet.control"],
  "starts with $1,000.00, which only the controls can see",
  async () => {
    await using ringback = await startRingback();
    const control = controlOf(ringback);
    const phone = { phoneKeys: 1, creditUsd: null, subAccounts: [] };
    expect((await control.get("/accounts")).body).toEqual({
      accounts: [
        {
          account: "acct_001",
          name: "default",
          walletUsd: "1000.00",
          agents: ["agent_001"],
          keys: 1,
          ...phone,
        },
      ],
    });
    await fundWallet(control, 12.3);
    expect(await walletOf(control)).toBe("12.30");
    for (const path of ["/wallet", "/account", "/policies", "/accounts/acct_001/wallet"]) {
      expect((await agentOf(ringback).get(path)).status).toBe(404);
    }
  },
);

verifies("wallet.shared", "lets the agents of an account spend from one wallet", async () => {
  await using ringback = await startRingback();
  const control = controlOf(ringback);
  const { account, key } = await openAccount(control, { name: "shared", walletUsd: 30 });
  const [first, second] = [agentOf(ringback, key), agentOf(ringback, (await addAgent(control, account)).key)];
  expect((await tryToBuy(first, 1250)).status).toBe(201);
  expect((await tryToBuy(second, 1250)).status).toBe(201);
  expect(await walletOf(control, account)).toBe("5.00");
  expect((await tryToBuy(first, 1250)).status).toBe(402);
  expect(await walletOf(control)).toBe("1000.00");
  // What each bought is its own.
  expect((await first.get("/services")).body).toMatchObject({ services: [{ id: "svc_phone_001" }] });
  expect((await second.get("/services")).body).toMatchObject({ services: [{ id: "svc_phone_002" }] });
});

verifies("wallet.insufficient", "refuses what the wallet cannot pay and changes nothing", async () => {
  await using ringback = await startRingback();
  const agent = agentOf(ringback);
  const control = controlOf(ringback);
  const { path } = await buyNumber(agent);
  await fundWallet(control, 12.49);
  const before = await snapshotOf(control);
  const purchase = await tryToBuy(agent, 1250);
  expect(purchase.status).toBe(402);
  expect(purchase.body).toEqual(
    refusal("insufficient_funds", { requiredMinor: 1250, availableMinor: 1249, currency: "usd" }),
  );
  const topup = await agent.post(`${path}/topups`, { amountUsd: 12.5 });
  expect(topup.status).toBe(402);
  expect(topup.body).toEqual(
    refusal("insufficient_funds", { requiredMinor: 1250, availableMinor: 1249, currency: "usd" }),
  );
  expect(await snapshotOf(control)).toEqual(before);
  expect((await agent.post(`${path}/topups`, { amountUsd: 12.49 })).status).toBe(201);
  expect(await walletOf(control)).toBe("0.00");
});

verifies("topups.wallet", "pays a top-up from the wallet", async () => {
  await using ringback = await startRingback();
  const agent = agentOf(ringback);
  const { path } = await buyNumber(agent);
  await agent.post(`${path}/topups`, { amountUsd: 0.01 });
  expect(await walletOf(controlOf(ringback))).toBe("987.49");
});

verifies("topups.amounts", "takes amounts of money and nothing else", async () => {
  await using ringback = await startRingback();
  const agent = agentOf(ringback);
  const control = controlOf(ringback);
  const { path, serviceId } = await buyNumber(agent, { initialBalanceUsd: 0 });
  await fundWallet(control, 1e9);
  const before = await snapshotOf(control);
  const twoDecimals = "must be dollars with at most two decimals";
  const refused: readonly (readonly [json: string, ...messages: readonly string[]])[] = [
    ["0", "must be more than 0"],
    ["-0", "must be more than 0"],
    ["-5", twoDecimals, "must be more than 0"],
    ["1.999", twoDecimals],
    ["0.001", twoDecimals],
    ["1e-7", twoDecimals],
    ['"15"', "must be a number"],
    ['"NaN"', "must be a number"],
    ["null", "must be a number"],
    ["true", "must be a number"],
    ["[15]", "must be a number"],
    ['{"amount":15}', "must be a number"],
    ["1e30", twoDecimals],
    ["1e400", "must be a number"],
    ["9007199254740993", twoDecimals],
    ["1000.01", "must be at most 1000.00"],
    ["1e9", "must be at most 1000.00"],
  ];
  const url = `${ringback.url}/v1/agent${path}/topups`;
  for (const [json, ...messages] of refused) {
    const response = await fetch(url, {
      method: "POST",
      headers: { authorization: `Bearer ${defaultKey(ringback)}`, "content-type": "application/json" },
      body: `{"amountUsd":${json}}`,
    });
    const issues = messages.map((message) => ({ path: "amountUsd", message }));
    expect([json, response.status, await response.json()]).toEqual([
      json,
      400,
      refusal("validation_error", { issues }),
    ]);
  }
  const missing = await agent.post(`${path}/topups`, {});
  expect(missing.body).toEqual(refusal("validation_error", { missingFields: ["amountUsd"] }));
  expect(await snapshotOf(control)).toEqual(before);

  for (const amountUsd of [0.01, 1, 1.5, 1.25, 15.0, 1e1, 1000]) {
    expect((await agent.post(`${path}/topups`, { amountUsd })).status).toBe(201);
  }
  expect((await agent.get(`/services/${serviceId}`)).body).toMatchObject({
    service: { phone: { balanceUsd: "1028.76" } },
  });
});

verifies("topups.amounts", "takes the largest top-up from the settings", async () => {
  await using ringback = await startRingback();
  const agent = agentOf(ringback);
  const control = controlOf(ringback);
  const { path } = await buyNumber(agent);
  await changeSettings(control, { largestTopupUsd: 20.5 });
  const over = await agent.post(`${path}/topups`, { amountUsd: 20.51 });
  expect(over.body).toEqual(
    refusal("validation_error", { issues: [{ path: "amountUsd", message: "must be at most 20.50" }] }),
  );
  expect((await agent.post(`${path}/topups`, { amountUsd: 20.5 })).status).toBe(201);
  const { account } = await openAccount(control, { name: "other" });
  expect((await control.get(`/accounts/${account}/store-settings`)).body).toMatchObject({
    largestTopupUsd: "1000.00",
  });
});

verifies("topups.cents", "counts cents, so that dimes add up", async () => {
  await using ringback = await startRingback();
  const agent = agentOf(ringback);
  const { path, serviceId } = await buyNumber(agent, { initialBalanceUsd: 0 });
  for (let count = 0; count < 100; count += 1) await agent.post(`${path}/topups`, { amountUsd: 0.1 });
  expect((await agent.get(`/services/${serviceId}`)).body).toMatchObject({
    service: { phone: { balanceUsd: "10.00" } },
  });
  expect(await walletOf(controlOf(ringback))).toBe("987.50");
});

/** Each rule of a purchase, with what it refuses and what it lets pass. */
const purchaseRules: readonly (readonly [rule: string, value: unknown, denied: object])[] = [
  ["maxPerPurchaseMinor", 1249, { limitMinor: 1249, requestedMinor: 1250 }],
  ["maxPerDayMinor", 1249, { limitMinor: 1249, requestedMinor: 1250 }],
  ["maxPerMonthMinor", 1249, { limitMinor: 1249, requestedMinor: 1250 }],
  ["allowedCategories", ["compute"], {}],
  ["allowedCatalogItemIds", ["cat_vps_micro"], {}],
  ["allowedCountryCodes", ["GB", "DE"], {}],
];
const allowing: Readonly<Record<string, unknown>> = {
  maxPerPurchaseMinor: 1250,
  maxPerDayMinor: 1250,
  maxPerMonthMinor: 1250,
  allowedCategories: ["telephony"],
  allowedCatalogItemIds: [phoneItem],
  allowedCountryCodes: ["US"],
};

verifies(["policies.rules", "policies.layers"], "heeds every rule at every layer", async () => {
  await using ringback = await startRingback();
  const agent = agentOf(ringback);
  const control = controlOf(ringback);
  const layers = [
    ["account", defaultAccount],
    ["agent", defaultAgent],
    ["key", defaultKey(ringback)],
  ] as const;
  for (const [layer, owner] of layers) {
    for (const [rule, value, details] of purchaseRules) {
      await setPolicy(control, owner, { [rule]: value });
      const before = await snapshotOf(control);
      const denied = await tryToBuy(agent, 1250);
      expect(denied.status).toBe(403);
      expect(denied.body).toEqual(refusal("policy_denied", { layer, rule, ...details }));
      expect(await snapshotOf(control)).toEqual(before);
    }
    await setPolicy(control, owner, allowing);
    expect((await control.get(`/policies/${owner}`)).body).toEqual({ owner, layer, rules: allowing });
    await setPolicy(control, owner, {});
  }
  for (const [, owner] of layers) await setPolicy(control, owner, allowing);
  expect((await tryToBuy(agent, 1250)).status).toBe(201);
});

verifies("policies.order", "names the first layer and rule that forbid", async () => {
  await using ringback = await startRingback();
  const agent = agentOf(ringback);
  const control = controlOf(ringback);
  await setPolicy(control, defaultKey(ringback), { allowedCategories: [] });
  await setPolicy(control, defaultAgent, { maxPerPurchaseMinor: 1, allowedCountryCodes: [] });
  const byAgent = await tryToBuy(agent, 1250);
  expect(byAgent.body).toEqual(refusal("policy_denied", { layer: "agent", rule: "allowedCountryCodes" }));
  await setPolicy(control, defaultAccount, {
    maxPerMonthMinor: 1,
    maxPerDayMinor: 1,
    maxPerPurchaseMinor: 1,
  });
  const byAccount = await tryToBuy(agent, 1250);
  expect(byAccount.body).toEqual(refusal("policy_denied", { layer: "account", rule: "maxPerPurchaseMinor" }));
  await setPolicy(control, defaultAccount, {});
  await setPolicy(control, defaultAgent, {});
  const byKey = await tryToBuy(agent, 1250);
  expect(byKey.body).toEqual(refusal("policy_denied", { layer: "key", rule: "allowedCategories" }));
});

verifies("policies.order", "asks policies before the wallet", async () => {
  await using ringback = await startRingback();
  const control = controlOf(ringback);
  await fundWallet(control, 0);
  await setPolicy(control, defaultAccount, { maxPerPurchaseMinor: 0 });
  expect((await tryToBuy(agentOf(ringback), 1250)).status).toBe(403);
});

verifies("policies.layers", "binds the account's agents together, an agent or a key alone", async () => {
  await using ringback = await startRingback();
  const control = controlOf(ringback);
  const colleague = agentOf(ringback, (await addAgent(control)).key);
  await setPolicy(control, defaultAgent, { maxPerDayMinor: 0 });
  expect((await tryToBuy(agentOf(ringback), 1250)).status).toBe(403);
  expect((await tryToBuy(colleague, 1250)).status).toBe(201);
  await setPolicy(control, defaultAccount, { maxPerDayMinor: 2000 });
  const denied = await tryToBuy(colleague, 1250);
  expect(denied.body).toEqual(
    refusal("policy_denied", { layer: "account", limitMinor: 2000, requestedMinor: 1250 }),
  );
});

verifies(
  "policies.windows",
  "begins a new day and a new month at midnight UTC of the virtual clock",
  async () => {
    // Times are UTC; the month ends at midnight.
    await using ringback = await startRingback({ clock: "manual", start: Date.UTC(2026, 3, 30, 23, 59, 58) });
    const agent = agentOf(ringback);
    const control = controlOf(ringback);
    await setPolicy(control, defaultAccount, { maxPerDayMinor: 1250, maxPerMonthMinor: 3750 });
    const deniedRule = async (): Promise<unknown> => {
      const { body } = await tryToBuy(agent, 1250);
      return (body as { error?: { details: { rule: string } } }).error?.details.rule;
    };
    expect(await deniedRule()).toBeUndefined();
    await advance(control, "1s999ms");
    expect(await deniedRule()).toBe("maxPerDayMinor");
    await advance(control, "1ms");
    expect(await deniedRule()).toBeUndefined();
    expect(await deniedRule()).toBe("maxPerDayMinor");
    await advance(control, "1d");
    expect(await deniedRule()).toBeUndefined();
    await advance(control, "1d");
    expect(await deniedRule()).toBeUndefined();
    await advance(control, "1d");
    expect(await deniedRule()).toBe("maxPerMonthMinor");
    // From 4 May to 1 June.
    await advance(control, "28d");
    expect(await deniedRule()).toBeUndefined();
  },
);

verifies("policies.topups", "counts top-ups and can forbid them", async () => {
  await using ringback = await startRingback();
  const agent = agentOf(ringback);
  const control = controlOf(ringback);
  const { path } = await buyNumber(agent);
  const topUp = (amountUsd: number) => agent.post(`${path}/topups`, { amountUsd });
  await setPolicy(control, defaultAccount, { maxPerDayMinor: 1750, maxPerPurchaseMinor: 400 });
  expect((await topUp(4.01)).body).toEqual(
    refusal("policy_denied", { rule: "maxPerPurchaseMinor", limitMinor: 400, requestedMinor: 401 }),
  );
  expect((await topUp(4)).status).toBe(201);
  expect((await topUp(1.01)).body).toEqual(
    refusal("policy_denied", { rule: "maxPerDayMinor", limitMinor: 1750, requestedMinor: 101 }),
  );
  expect((await topUp(1)).status).toBe(201);
  await setPolicy(control, defaultAccount, { allowTopups: true });
  expect((await topUp(1)).status).toBe(201);
  await setPolicy(control, defaultAgent, { allowTopups: false });
  const before = await snapshotOf(control);
  expect((await topUp(1)).body).toEqual(refusal("policy_denied", { layer: "agent", rule: "allowTopups" }));
  expect(await snapshotOf(control)).toEqual(before);
  expect((await tryToBuy(agent, 1250)).status).toBe(201);
});

verifies("policies.topups", "lets rules about items and countries pass top-ups by", async () => {
  await using ringback = await startRingback();
  const agent = agentOf(ringback);
  const control = controlOf(ringback);
  const { path } = await buyNumber(agent);
  await setPolicy(control, defaultAccount, {
    allowedCategories: [],
    allowedCatalogItemIds: [],
    allowedCountryCodes: [],
  });
  expect((await agent.post(`${path}/topups`, { amountUsd: 1 })).status).toBe(201);
  expect((await tryToBuy(agent, 1250)).status).toBe(403);
});

verifies("services.list", "lists the agent's services, newest first", async () => {
  await using ringback = await startRingback();
  const agent = agentOf(ringback);
  for (let count = 0; count < 21; count += 1) await buyNumber(agent, { initialBalanceUsd: 0 });
  const idsFor = async (query: string): Promise<readonly string[]> => {
    const { body } = await agent.get(`/services${query}`);
    return (body as { services: { id: string }[] }).services.map(({ id }) => id);
  };
  expect(await idsFor("?limit=2")).toEqual(["svc_phone_021", "svc_phone_020"]);
  expect(await idsFor("")).toHaveLength(20);
  expect((await idsFor("?limit=100")).at(-1)).toBe("svc_phone_001");
  expect((await agent.get("/services?limit=1")).body).toEqual({
    services: [
      {
        id: "svc_phone_021",
        status: "active",
        serviceType: "phone_number",
        displayName: expect.stringMatching(/^\+1 \d{3} 555 01\d\d$/) as string,
      },
    ],
  });
});

verifies("services.private", "hides a service from every other agent, in every operation", async () => {
  await using ringback = await startRingback();
  const control = controlOf(ringback);
  const { serviceId, path } = await buyNumber(agentOf(ringback));
  for (const { key } of [await addAgent(control), await openAccount(control, { name: "other" })]) {
    const stranger = agentOf(ringback, key);
    const answers = [
      await stranger.get(`/services/${serviceId}`),
      await stranger.post(`${path}/topups`, { amountUsd: 1 }),
      await stranger.get(`${path}/messages`),
      await stranger.get(`${path}/messages/msg_001`),
      await stranger.get(`${path}/missed-calls`),
      await stranger.get(`${path}/call-logs`),
      await stranger.get(`${path}/call-logs/call_001`),
    ];
    for (const answer of answers) {
      expect(answer.status).toBe(404);
      expect(answer.body).toEqual(refusal("not_found", { resource: "service", id: serviceId }));
    }
    expect((await stranger.get("/services")).body).toEqual({ services: [] });
  }
  expect(await walletOf(control)).toBe("987.50");
});

verifies("services.states", "says when a service is not active, or no phone number", async () => {
  await using ringback = await startRingback();
  const agent = agentOf(ringback);
  const { serviceId, path } = await buyNumber(agent);
  const { services } = ringback.worlds.main.world.tables;
  services.update(serviceId, { status: "suspended" });
  const suspended = await agent.post(`${path}/topups`, { amountUsd: 1 });
  expect(suspended.status).toBe(409);
  expect(suspended.body).toEqual(refusal("service_not_active", { serviceId, status: "suspended" }));
  expect((await agent.get(`${path}/messages`)).status).toBe(200);

  services.update(serviceId, { status: "active", serviceType: "server" });
  for (const answer of [
    await agent.post(`${path}/topups`, { amountUsd: 1 }),
    await agent.get(`${path}/messages`),
    await agent.get(`${path}/messages/msg_001`),
    await agent.get(`${path}/missed-calls`),
    await agent.get(`${path}/call-logs`),
  ]) {
    expect(answer.status).toBe(409);
    expect(answer.body).toEqual(refusal("service_type_mismatch", { serviceType: "server" }));
  }
  expect(await walletOf(controlOf(ringback))).toBe("987.50");
});
