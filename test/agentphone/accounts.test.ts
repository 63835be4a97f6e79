import { expect } from "vitest";
import type { Ringback } from "../../src/runtime/create-ringback.ts";
import { phoneKey, phoneOf, sdkOf } from "../support/phone-client.ts";
import {
  advance,
  agentOf,
  type Answer,
  ask,
  Client,
  controlOf,
  defaultKey,
  openAccount,
  startRingback,
} from "../support/store-client.ts";
import { verifies } from "../support/verifies.ts";

/** Asks on behalf of a sub-account. */
const askAs = (ringback: Ringback, subAccount: string, path: string, method = "GET", body?: object) =>
  ask(`${ringback.url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${phoneKey(ringback)}`,
      "x-sub-account-id": subAccount,
      ...(body && { "content-type": "application/json" }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });

const idOf = ({ body }: Answer): string => (body as { id: string }).id;

const makeSubAccount = async (ringback: Ringback, name: string, key = phoneKey(ringback)): Promise<string> =>
  idOf(await phoneOf(ringback, key).post("/v1/sub-accounts", { name }));

verifies("phone.keys.missing", async () => {
  await using ringback = await startRingback();
  const plain = await ask(`${ringback.url}/v1/agents`);
  expect([plain.status, plain.body]).toEqual([401, { detail: "Not authenticated" }]);
  for (const authorization of [
    "Bearer nonsense",
    "Bearer sk_live_",
    "Basic eDp5",
    `Bearer ${defaultKey(ringback)}`,
  ]) {
    const { status } = await ask(`${ringback.url}/v1/agents`, { headers: { authorization } });
    expect([authorization, status]).toEqual([authorization, 401]);
  }
  expect((await phoneOf(ringback, "ask_live_key1.secret").get("/v1/agents")).body).toEqual({
    detail: "Invalid API key",
  });
});

verifies("phone.keys.any", async () => {
  await using ringback = await startRingback();
  const session = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJuaW5hIn0.c2lnbmF0dXJl";
  for (const key of [phoneKey(ringback), "sk_live_abcdef0123456789", session]) {
    expect((await phoneOf(ringback, key).get("/auth/me")).body).toEqual({
      user: { id: "acct_001", name: "default" },
    });
  }
});

verifies("phone.keys.any", "knows only minted keys with --strict-keys", async () => {
  await using ringback = await startRingback({ strictKeys: true });
  const control = controlOf(ringback);
  const refused = await phoneOf(ringback, "sk_live_abcdef0123456789").get("/v1/agents");
  expect([refused.status, refused.body]).toEqual([401, { detail: "Invalid API key" }]);
  const { account, phoneKey: second } = await openAccount(control, { name: "second" });
  const { phoneKey: third } = (await control.post("/agents/agent_001/keys")).body as { phoneKey: string };
  for (const [key, id] of [
    [phoneKey(ringback), "acct_001"],
    [second, account],
    [third, "acct_001"],
  ] as const) {
    expect((await phoneOf(ringback, key).get("/auth/me")).body).toMatchObject({ user: { id } });
  }
  expect((await control.get("/accounts")).body).toMatchObject({
    accounts: [
      { account: "acct_001", keys: 2, phoneKeys: 2 },
      { account, keys: 1, phoneKeys: 1 },
    ],
  });
});

verifies("phone.keys.world", async () => {
  await using ringback = await startRingback();
  const { env } = (await controlOf(ringback).post("/worlds", { name: "other" })).body as {
    env: Record<string, string>;
  };
  const key = env["AGENTPHONE_API_KEY"] ?? "";
  expect((await new Client(`${ringback.url}/w/main`, key).get("/v1/agents")).status).toBe(401);
  expect((await new Client(`${ringback.url}/w/other`, phoneKey(ringback)).get("/v1/agents")).status).toBe(
    401,
  );
  expect(
    (await new Client(`${ringback.url}/w/other`, key).post("/v1/agents", { name: "there" })).status,
  ).toBe(200);
  expect((await new Client(ringback.url, key).get("/v1/agents")).body).toMatchObject({ total: 1 });
  expect((await phoneOf(ringback).get("/v1/agents")).body).toMatchObject({ total: 0 });
});

verifies(["phone.subAccounts.crud", "phone.subAccounts.shape"], async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const { subAccounts } = sdkOf(ringback);
  const first = await subAccounts.createSubAccount({ name: "first" });
  expect(first).toStrictEqual({
    id: "acct_002",
    name: "first",
    status: "active",
    createdAt: "2026-04-01T10:22:00.000Z",
  });
  await advance(controlOf(ringback), "1s");
  await subAccounts.createSubAccount({ name: "second" });
  await subAccounts.createSubAccount({ name: "second" });
  const pages = [
    [{}, ["acct_004", "acct_003", "acct_002"], false],
    [{ limit: 2 }, ["acct_004", "acct_003"], true],
    [{ limit: 2, offset: 2 }, ["acct_002"], false],
    [{ offset: 3 }, [], false],
  ] as const;
  for (const [wish, ids, hasMore] of pages) {
    expect(await subAccounts.listSubAccounts(wish)).toMatchObject({
      data: ids.map((id) => ({ id })),
      hasMore,
      total: 3,
    });
  }
  const renamed = await subAccounts.updateSubAccount({ sub_account_id: "acct_002", name: "renamed" });
  expect(renamed).toStrictEqual({ ...(first as object), name: "renamed" });
  expect(await subAccounts.deleteSubAccount({ sub_account_id: "acct_002" })).toEqual({ success: true });
  expect(await subAccounts.listSubAccounts()).toMatchObject({ total: 2 });
  expect((await controlOf(ringback).get("/accounts")).body).toMatchObject({
    accounts: [{ account: "acct_001", subAccounts: ["acct_003", "acct_004"] }],
  });
  const phone = phoneOf(ringback);
  for (const name of ["", "x".repeat(101), 7, null]) {
    expect((await phone.post("/v1/sub-accounts", { name })).status).toBe(422);
    expect((await phone.patch("/v1/sub-accounts/acct_003", { name })).status).toBe(422);
  }
  for (const query of ["limit=0", "limit=x", "offset=-1"]) {
    expect((await phone.get(`/v1/sub-accounts?${query}`)).status).toBe(422);
  }
});

verifies(
  ["phone.subAccounts.header", "phone.subAccounts.crud"],
  "acts for the sub-account that a header names, and for nobody else's",
  async () => {
    await using ringback = await startRingback();
    const mine = await makeSubAccount(ringback, "mine");
    const { phoneKey: stranger } = await openAccount(controlOf(ringback), { name: "stranger" });
    const theirs = await makeSubAccount(ringback, "theirs", stranger);
    const made = await askAs(ringback, mine, "/v1/agents", "POST", { name: "inside" });
    expect(made.status).toBe(200);
    expect((await askAs(ringback, mine, "/v1/agents")).body).toMatchObject({ total: 1 });
    expect((await phoneOf(ringback).get("/v1/agents")).body).toMatchObject({ total: 0 });
    expect((await phoneOf(ringback).get(`/v1/agents/${idOf(made)}`)).status).toBe(404);
    for (const id of [theirs, "acct_001", "nothing"]) {
      const answer = await askAs(ringback, id, "/v1/agents");
      expect([id, answer.status, answer.body]).toEqual([id, 404, { detail: "Sub-account not found." }]);
    }
    for (const id of [theirs, "acct_001", "nothing"]) {
      const renamed = await phoneOf(ringback).patch(`/v1/sub-accounts/${id}`, { name: "other" });
      expect([id, renamed.status]).toEqual([id, 404]);
      expect((await phoneOf(ringback).delete(`/v1/sub-accounts/${id}`)).status).toBe(404);
    }
  },
);

verifies("phone.subAccounts.delete", async () => {
  await using ringback = await startRingback();
  const id = await makeSubAccount(ringback, "busy");
  await askAs(ringback, id, "/v1/agents", "POST", { name: "inside" });
  await askAs(ringback, id, "/v1/contacts", "POST", { name: "Omar", phoneNumber: "+14155550123" });
  await askAs(ringback, id, "/v1/webhooks", "POST", { url: "http://127.0.0.1:9/hook" });
  const number = idOf(await askAs(ringback, id, "/v1/numbers", "POST", {}));
  const refused = await phoneOf(ringback).delete(`/v1/sub-accounts/${id}`);
  expect([refused.status, refused.body]).toEqual([
    409,
    { detail: "Release this sub-account's phone numbers before deleting it." },
  ]);
  expect((await askAs(ringback, id, `/v1/numbers/${number}`, "DELETE")).status).toBe(200);
  expect((await phoneOf(ringback).delete(`/v1/sub-accounts/${id}`)).status).toBe(200);
  const { tables } = ringback.worlds.main.world;
  const { phoneAgents, contacts, webhookEndpoints, accounts } = tables;
  expect([phoneAgents, contacts, webhookEndpoints].map(({ size }) => size)).toEqual([0, 0, 0]);
  expect(accounts.get(id)).toBeUndefined();
  expect((await askAs(ringback, id, "/v1/agents")).status).toBe(404);
  expect((await controlOf(ringback).get("/events?type=account.removed")).body).toMatchObject({
    events: [{ account: id, name: "busy" }],
  });
});

verifies("phone.subAccounts.flat", async () => {
  await using ringback = await startRingback();
  const first = await makeSubAccount(ringback, "first");
  const second = idOf(await askAs(ringback, first, "/v1/sub-accounts", "POST", { name: "second" }));
  expect((await phoneOf(ringback).get("/v1/sub-accounts")).body).toMatchObject({
    data: [{ id: second }, { id: first }],
    total: 2,
  });
  expect((await askAs(ringback, second, "/v1/agents")).status).toBe(200);
});

verifies(
  ["phone.subAccounts.header", "phone.credit.shared"],
  "lets a scenario act as a sub-account, at the expense of the one above",
  async () => {
    await using ringback = await startRingback({ agent: "none" });
    const control = controlOf(ringback);
    await control.put("/accounts/acct_001/credit", { creditUsd: 10 });
    const text = `version: 1
name: as a sub-account
script:
  - request: { operation: agentphone.subAccounts.create, with: { name: client }, save: client }
  - request: { operation: agentphone.agents.create, as: "\${client.id}", with: { name: inside } }
  - request: { operation: agentphone.numbers.create, as: "\${client.id}", with: { country: US } }
`;
    const id = "acct_002";
    const { run } = (await control.post("/scenarios", { text })).body as { run: string };
    expect((await control.post(`/scenarios/${run}/finish`)).body).toMatchObject({ passed: true });
    expect((await askAs(ringback, id, "/v1/numbers")).body).toMatchObject({ total: 1 });
    expect((await control.get(`/accounts/${id}/credit`)).body).toEqual({ account: id, creditUsd: "7.00" });
    for (const account of ["acct_001", id]) {
      expect((await control.get(`/accounts/${account}/ledger`)).body).toMatchObject({
        costUsd: "3.00",
        entries: [{ kind: "number_rent", account: id }],
      });
    }
    const other = await makeSubAccount(ringback, "other");
    expect((await control.get(`/accounts/${other}/ledger`)).body).toMatchObject({
      costUsd: "0.00",
      entries: [],
    });
  },
);

verifies("phone.me", async () => {
  await using ringback = await startRingback();
  const { account, phoneKey: key } = await openAccount(controlOf(ringback), { name: "second" });
  const phone = phoneOf(ringback, key);
  expect((await phone.get("/auth/me")).body).toStrictEqual({ user: { id: account, name: "second" } });
  expect((await new Client(ringback.url).get("/auth/me")).status).toBe(401);
  const wrong = await phone.post("/auth/me");
  expect([wrong.status, wrong.headers.get("allow")]).toEqual([405, "GET"]);
});

verifies("phone.credit.recording", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const control = controlOf(ringback);
  const phone = phoneOf(ringback);
  const cost = async () =>
    ((await control.get("/accounts/acct_001/ledger")).body as { costUsd: string }).costUsd;
  const answer = await phone.send("POST", "/credits/recording/enable");
  expect([answer.status, answer.body]).toEqual([200, { success: true }]);
  expect((await control.get("/accounts/acct_001/profile")).body).toMatchObject({ recording: true });
  await phone.post("/credits/recording/enable");
  expect(await cost()).toBe("5.00");
  await advance(control, "30d");
  expect(await cost()).toBe("10.00");
  await control.patch("/accounts/acct_001/profile", { recording: false });
  await advance(control, "60d");
  expect(await cost()).toBe("10.00");
});

verifies(["phone.credit.enforced", "phone.credit.endless"], async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const control = controlOf(ringback);
  const enable = () => phoneOf(ringback).post("/credits/recording/enable");
  expect((await control.get("/accounts/acct_001/credit")).body).toEqual({
    account: "acct_001",
    creditUsd: null,
  });
  await control.put("/accounts/acct_001/credit", { creditUsd: 4.99 });
  await control.patch("/accounts/acct_001/profile", { enforceBalance: true, errorShape: "envelope" });
  const refused = await enable();
  expect([refused.status, refused.body]).toEqual([
    402,
    {
      error: {
        code: "INSUFFICIENT_BALANCE",
        type: "billing_error",
        message: "Insufficient balance: this costs $5.00, the balance is $4.99. Add funds to continue.",
      },
    },
  ]);
  await control.patch("/accounts/acct_001/profile", { enforceBalance: false });
  expect((await enable()).status).toBe(200);
  expect((await control.get("/accounts/acct_001/credit")).body).toMatchObject({ creditUsd: "-0.01" });
  // An enforced balance that is too low for another month ends the add-on.
  await control.patch("/accounts/acct_001/profile", { enforceBalance: true });
  await advance(control, "30d");
  expect((await control.get("/accounts/acct_001/profile")).body).toMatchObject({ recording: false });
  await control.put("/accounts/acct_001/credit", { creditUsd: null });
  expect((await enable()).status).toBe(200);
  expect((await control.get("/events?type=credit.changed")).body).toMatchObject({
    events: [
      { newMills: 4990, reason: "control" },
      { previousMills: 4990, newMills: -10, reason: "recording" },
      { previousMills: -10, reason: "control" },
    ],
  });
});

verifies("phone.credit.ledger", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const control = controlOf(ringback);
  const phone = phoneOf(ringback);
  await phone.post("/v1/numbers", { country: "US" });
  await phone.post("/v1/numbers", { country: "CA" });
  await phone.post("/credits/recording/enable");
  const { body } = await control.get("/accounts/acct_001/ledger?limit=1");
  expect(body).toStrictEqual({
    account: "acct_001",
    costUsd: "11.00",
    creditUsd: null,
    totals: [
      { kind: "number_rent", count: 2, costUsd: "6.00" },
      { kind: "recording", count: 1, costUsd: "5.00" },
    ],
    entries: [
      {
        id: "entry_003",
        kind: "recording",
        amountUsd: "-5.00",
        reference: "month",
        account: "acct_001",
        at: "2026-04-01T10:22:00.000Z",
      },
    ],
  });
  expect((await agentOf(ringback).get("/accounts/acct_001/ledger")).status).toBe(404);
});

verifies("phone.profile.control", async () => {
  await using ringback = await startRingback();
  const control = controlOf(ringback);
  const usual = {
    account: "acct_001",
    idStyle: "prefixed",
    errorShape: "detail",
    validationShape: "list",
    requireRegistration: false,
    requirePaymentMethod: false,
    hasPaymentMethod: false,
    scarceAreaCode: "conflict",
    emptyAreaCodes: [],
    usagePlan: "limits",
    planName: "payg",
    rateLimits: false,
    enforceBalance: false,
    numberLimit: 10,
    enforceNumberLimit: false,
    numberType: "sms",
    sendingLimits: false,
    signatureClock: "real",
    stopReachesWebhook: true,
    missingContactCard: "not_found",
    emojiReactions: true,
    maskNumbers: false,
    successRateScale: 100,
    wordMs: 400,
    maxCallMinutes: 30,
    callLimit: 5,
    enforceCallLimit: false,
    callLimitStatus: 429,
    transcriptShape: "turns",
    hostedVoice: null,
    hostedVoiceSecret: null,
    voiceOddities: [],
    recording: false,
  };
  expect((await control.get("/accounts/acct_001/profile")).body).toEqual(usual);
  const changed = await control.patch("/accounts/acct_001/profile", { idStyle: "cuid", numberLimit: 3 });
  expect(changed.body).toEqual({ ...usual, idStyle: "cuid", numberLimit: 3 });
  const id = await makeSubAccount(ringback, "client");
  // A sub-account is treated as the account above, whichever of the two is named.
  await control.patch(`/accounts/${id}/profile`, { rateLimits: true });
  for (const account of ["acct_001", id]) {
    expect((await control.get(`/accounts/${account}/profile`)).body).toMatchObject({
      account: "acct_001",
      idStyle: "cuid",
      rateLimits: true,
    });
  }
  expect((await control.get("/accounts/nobody/profile")).status).toBe(404);
  expect(idOf(await phoneOf(ringback).post("/v1/agents", { name: "cuid" }))).toMatch(/^c[a-z0-9]{24}$/);
});
