import { expect } from "vitest";
import {
  addAgent,
  agentOf,
  type Answer,
  buyNumber,
  changeSettings,
  type Client,
  controlOf,
  fundWallet,
  makeQuote,
  mintKey,
  newYork,
  openAccount,
  phoneItem,
  quoteRequest,
  refusal,
  snapshotOf,
  startRingback,
  walletOf,
} from "../support/store-client.ts";
import { verifies } from "../support/verifies.ts";

/** The issues a refusal tells, as `path: message`. */
const issuesOf = ({ body }: { body: unknown }): readonly string[] => {
  const { details } = (body as { error: { details: { issues: { path: string; message: string }[] } } }).error;
  return details.issues.map(({ path, message }) => `${path}: ${message}`);
};

const statusesOf = (answers: readonly Answer[]): readonly number[] =>
  answers.map(({ status }) => status).sort((left, right) => left - right);

const wallets = async (control: Client, ...accounts: readonly string[]): Promise<readonly string[]> =>
  Promise.all(accounts.map((account) => walletOf(control, account)));

verifies("quotes.allMistakes", "tells every missing field at once", async () => {
  await using ringback = await startRingback();
  const agent = agentOf(ringback);
  for (const configuration of [{}, undefined]) {
    const answer = await agent.post("/quotes", { catalogItemId: phoneItem, configuration });
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({
      error: {
        code: "validation_error",
        details: {
          missingFields: ["countryCode", "numberType", "capabilities"],
          issues: [
            { path: "configuration.countryCode", message: "is missing" },
            { path: "configuration.numberType", message: "is missing" },
            { path: "configuration.capabilities", message: "is missing" },
          ],
        },
      },
    });
  }
});

verifies("quotes.allMistakes", "tells what is missing and what is wrong together", async () => {
  await using ringback = await startRingback();
  const answer = await agentOf(ringback).post("/quotes", {
    catalogItemId: phoneItem,
    quantity: 2,
    configuration: {
      countryCode: 1,
      capabilities: ["sms", "sms"],
      locality: "x".repeat(65),
      initialBalanceUsd: "10",
    },
  });
  expect(answer.status).toBe(400);
  expect(issuesOf(answer)).toEqual([
    "configuration.countryCode: must be text",
    "configuration.numberType: is missing",
    "configuration.capabilities: must not name a capability twice",
    "configuration.locality: must be at most 64 characters long",
    "configuration.initialBalanceUsd: must be a number",
    "quantity: must be 1: a purchase answers one service, so buy numbers one by one",
  ]);
});

const wrongFields: readonly (readonly [field: string, value: unknown, complaint: string])[] = [
  ["countryCode", null, "configuration.countryCode: must be text"],
  ["countryCode", ["US"], "configuration.countryCode: must be text"],
  ["numberType", true, "configuration.numberType: must be text"],
  ["capabilities", "sms", "configuration.capabilities: must be a list"],
  ["capabilities", [], "configuration.capabilities: must have at least 1 item"],
  ["capabilities", ["fax"], "configuration.capabilities[0]: must be one of sms, voice"],
  ["capabilities", ["sms", null], "configuration.capabilities[1]: must be one of sms, voice"],
  ["locality", 212, "configuration.locality: must be text"],
  ["initialBalanceUsd", "10", "configuration.initialBalanceUsd: must be a number"],
  ["initialBalanceUsd", -1, "configuration.initialBalanceUsd: must be dollars with at most two decimals"],
  ["initialBalanceUsd", 1.999, "configuration.initialBalanceUsd: must be dollars with at most two decimals"],
  ["initialBalanceUsd", 100_001, "configuration.initialBalanceUsd: must be at most 100000"],
  ["initialBalanceUsd", null, "configuration.initialBalanceUsd: must be a number"],
];

verifies(["quotes.allMistakes", "quotes.capabilities"], "refuses each field of a wrong kind", async () => {
  await using ringback = await startRingback();
  const agent = agentOf(ringback);
  for (const [field, value, complaint] of wrongFields) {
    const configuration = { ...newYork, [field]: value };
    for (const answer of [
      await agent.post("/quotes", quoteRequest(configuration)),
      await agent.post("/purchases", { ...quoteRequest(configuration), idempotencyKey: "k" }),
    ]) {
      expect(answer.status).toBe(400);
      expect(issuesOf(answer)).toEqual([complaint]);
    }
  }
  expect(await walletOf(controlOf(ringback))).toBe("1000.00");
});

verifies("quotes.unsupported", "names what is allowed where no country offers the wish", async () => {
  await using ringback = await startRingback();
  const agent = agentOf(ringback);
  const country = await agent.post("/quotes", quoteRequest({ ...newYork, countryCode: "XX" }));
  expect(country.status).toBe(422);
  expect(country.body).toEqual(
    refusal("unsupported_configuration", {
      field: "countryCode",
      allowed: ["US", "CA", "GB", "DE", "FR", "NL", "ES", "AU", "NZ", "SG", "JP", "BR"],
    }),
  );
  for (const path of ["/quotes", "/purchases"]) {
    const request = quoteRequest({ ...newYork, countryCode: "DE", numberType: "mobile" });
    const answer = await agent.post(path, { ...request, idempotencyKey: "k" });
    expect(answer.status).toBe(422);
    expect(answer.body).toEqual(
      refusal("unsupported_configuration", { field: "numberType", allowed: ["local", "national"] }),
    );
  }
  const lowerCase = await agent.post("/quotes", quoteRequest({ ...newYork, countryCode: "us" }));
  expect(lowerCase.status).toBe(422);
});

const offers: readonly (readonly [country: string, ...types: readonly string[]])[] = [
  ["US", "local", "mobile", "national"],
  ["CA", "local", "mobile"],
  ["GB", "local", "mobile", "national"],
  ["DE", "local", "national"],
  ["FR", "local", "mobile"],
  ["NL", "local", "mobile"],
  ["ES", "local", "mobile"],
  ["AU", "local", "mobile", "national"],
  ["NZ", "local", "mobile"],
  ["SG", "local", "mobile"],
  ["JP", "local", "mobile"],
  ["BR", "local", "mobile"],
];

verifies(
  ["quotes.countries", "quotes.flatRent"],
  "sells every pair on offer, each at the same rent",
  async () => {
    await using ringback = await startRingback();
    const agent = agentOf(ringback);
    for (const [countryCode, ...numberTypes] of offers) {
      for (const numberType of numberTypes) {
        const configuration = { countryCode, numberType, capabilities: ["sms", "voice"] };
        const idempotencyKey = `${countryCode} ${numberType}`;
        const answer = await agent.post("/purchases", { ...quoteRequest(configuration), idempotencyKey });
        expect(answer.status).toBe(201);
        expect(answer.body).toMatchObject({ purchase: { totalPriceMinor: 250 } });
        const { id } = (answer.body as { service: { id: string } }).service;
        const { body } = await agent.get(`/services/${id}`);
        expect(body).toMatchObject({ service: { phone: { countryCode, numberType, balanceUsd: "0.00" } } });
      }
    }
    // 27 pairs at $2.50.
    expect(await walletOf(controlOf(ringback))).toBe("932.50");
  },
);

verifies(
  ["quotes.displayName", "quotes.flatRent", "quotes.defaults"],
  "names and prices balances of every form",
  async () => {
    await using ringback = await startRingback();
    const agent = agentOf(ringback);
    const cases = [
      [{ initialBalanceUsd: 10 }, "US Local Number + $10 Balance", 1250, 10],
      [{ initialBalanceUsd: 12.5 }, "US Local Number + $12.50 Balance", 1500, 12.5],
      [{ initialBalanceUsd: 0.07 }, "US Local Number + $0.07 Balance", 257, 0.07],
      [{ initialBalanceUsd: 100_000 }, "US Local Number + $100000 Balance", 10_000_250, 100_000],
      [{ initialBalanceUsd: 0 }, "US Local Number", 250, 0],
      [{ initialBalanceUsd: undefined }, "US Local Number", 250, 0],
      [{ countryCode: "GB", numberType: "mobile" }, "GB Mobile Number + $10 Balance", 1250, 10],
      [{ countryCode: "AU", numberType: "national" }, "AU National Number + $10 Balance", 1250, 10],
    ] as const;
    for (const [change, displayName, totalPriceMinor, initialBalanceUsd] of cases) {
      const { body } = await agent.post("/quotes", quoteRequest({ ...newYork, ...change }));
      expect(body).toMatchObject({
        quote: { displayName, totalPriceMinor, quoteDetails: { initialBalanceUsd } },
      });
    }
  },
);

verifies("quotes.capabilities", "tells capabilities in the order in which they were asked for", async () => {
  await using ringback = await startRingback();
  const agent = agentOf(ringback);
  for (const capabilities of [["voice", "sms"], ["sms"], ["voice"]]) {
    const { body } = await agent.post("/quotes", quoteRequest({ ...newYork, capabilities }));
    expect(body).toMatchObject({ quote: { quoteDetails: { capabilities } } });
    const { serviceId } = await buyNumber(agent, { capabilities });
    const service = await agent.get(`/services/${serviceId}`);
    expect(service.body).toMatchObject({ service: { phone: { capabilities } } });
  }
});

verifies(
  "purchases.locality",
  "takes a known locality's area code and passes over an unknown one",
  async () => {
    await using ringback = await startRingback();
    const agent = agentOf(ringback);
    expect((await buyNumber(agent, { locality: "chicago" })).number).toMatch(/^\+131255501\d\d$/);
    expect((await buyNumber(agent, { locality: "New York" })).number).toBe("+12125550186");
    expect((await buyNumber(agent, { locality: "atlantis" })).number).toMatch(/^\+1\d{3}55501\d\d$/);
    expect((await buyNumber(agent, { locality: undefined })).number).toMatch(/^\+1\d{3}55501\d\d$/);
    expect((await agent.get("/services/svc_phone_001")).text).not.toContain("chicago");
    expect(
      (await agent.post("/quotes", quoteRequest({ ...newYork, locality: "chicago" }))).text,
    ).not.toContain("chicago");
  },
);

verifies("quotes.expiry", "lets a quote live for 15 virtual minutes, to the millisecond", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const agent = agentOf(ringback);
  const control = controlOf(ringback);
  const [early, late] = [await makeQuote(agent), await makeQuote(agent)];
  await control.post("/clock/advance", { by: 15 * 60_000 - 1 });
  const before = await agent.post("/purchases", { quoteId: early, idempotencyKey: "early" });
  expect(before.status).toBe(201);
  await control.post("/clock/advance", { by: 1 });
  const after = await agent.post("/purchases", { quoteId: late, idempotencyKey: "late" });
  expect(after.status).toBe(410);
  expect(after.body).toEqual(refusal("quote_expired", { quoteId: late, expiredAt: "2026-04-01T10:37:00Z" }));
  expect(await walletOf(control)).toBe("987.50");
});

verifies(
  ["quotes.expiry", "quotes.expiryShown"],
  "lets quotes live as long as the setting says",
  async () => {
    await using ringback = await startRingback({ clock: "manual" });
    const agent = agentOf(ringback);
    const control = controlOf(ringback);
    await changeSettings(control, { quoteLifetime: "90s", showQuoteExpiry: true });
    const quote = await agent.post("/quotes", quoteRequest());
    expect(quote.body).toMatchObject({ quote: { id: "quote_phone_001", expiresAt: "2026-04-01T10:23:30Z" } });
    await control.post("/clock/advance", { by: "90s" });
    const expired = await agent.post("/purchases", { quoteId: "quote_phone_001", idempotencyKey: "a" });
    expect(expired.status).toBe(410);

    await changeSettings(control, { quoteLifetime: "0s" });
    const forever = await agent.post("/quotes", quoteRequest());
    expect(forever.body).not.toHaveProperty("quote.expiresAt");
    await control.post("/clock/advance", { by: "365d" });
    const bought = await agent.post("/purchases", { quoteId: "quote_phone_002", idempotencyKey: "a" });
    expect(bought.status).toBe(201);
  },
);

verifies("quotes.noEffect", "quotes without money, numbers or policies", async () => {
  await using ringback = await startRingback();
  const agent = agentOf(ringback);
  const control = controlOf(ringback);
  await fundWallet(control, 0);
  await control.put("/policies/acct_001", { rules: { maxPerPurchaseMinor: 0, allowedCountryCodes: [] } });
  const quote = await agent.post("/quotes", quoteRequest());
  expect(quote.status).toBe(201);
  expect((await control.get("/lines")).body).toEqual({ lines: [] });
  expect((await agent.get("/services")).body).toEqual({ services: [] });
});

verifies("quotes.read", "reads a quote again as it was made", async () => {
  await using ringback = await startRingback();
  const agent = agentOf(ringback);
  const made = await agent.post("/quotes", quoteRequest());
  const read = await agent.get("/quotes/quote_phone_001");
  expect([made.status, read.status]).toEqual([201, 200]);
  expect(read.text).toBe(made.text);
  expect((await agent.get("/quotes/quote_phone_002")).body).toEqual(
    refusal("not_found", { resource: "quote", id: "quote_phone_002" }),
  );
});

verifies("quotes.singleUse", "sells a quote once, whatever the key", async () => {
  await using ringback = await startRingback();
  const agent = agentOf(ringback);
  const quoteId = await makeQuote(agent);
  expect((await agent.post("/purchases", { quoteId, idempotencyKey: "one" })).status).toBe(201);
  const again = await agent.post("/purchases", { quoteId, idempotencyKey: "two" });
  expect(again.status).toBe(409);
  expect(again.body).toEqual(refusal("quote_already_used", { quoteId, purchaseId: "purchase_phone_001" }));
  expect(await walletOf(controlOf(ringback))).toBe("987.50");
});

verifies(
  ["quotes.private", "purchases.private"],
  "hides quotes and purchases from other accounts and from other agents of the account",
  async () => {
    await using ringback = await startRingback();
    const control = controlOf(ringback);
    const owner = agentOf(ringback);
    const quoteId = await makeQuote(owner);
    await buyNumber(owner);
    const strangers = [await openAccount(control, { name: "other" }), await addAgent(control)];
    for (const { key } of strangers) {
      const stranger = agentOf(ringback, key);
      const notFound = { body: refusal("not_found"), status: 404 };
      expect(await stranger.get(`/quotes/${quoteId}`)).toMatchObject(notFound);
      expect(await stranger.post("/purchases", { quoteId, idempotencyKey: "k" })).toMatchObject(notFound);
      expect(await stranger.get("/purchases/purchase_phone_001")).toMatchObject(notFound);
    }
    expect((await owner.post("/purchases", { quoteId, idempotencyKey: "k" })).status).toBe(201);
  },
);

verifies(
  ["purchases.replay", "http.statuses"],
  "answers a repeated purchase with the same body and 200, and does nothing",
  async () => {
    await using ringback = await startRingback();
    const agent = agentOf(ringback);
    const control = controlOf(ringback);
    for (const request of [
      { quoteId: await makeQuote(agent), idempotencyKey: "quote" },
      { ...quoteRequest(), idempotencyKey: "direct" },
    ]) {
      const first = await agent.post("/purchases", request);
      expect(first.status).toBe(201);
      const before = await snapshotOf(control);
      // The order of the fields is nobody's business.
      const again = await agent.post("/purchases", Object.fromEntries(Object.entries(request).toReversed()));
      expect(again.status).toBe(200);
      expect(again.text).toBe(first.text);
      expect(await snapshotOf(control)).toEqual(before);
    }
  },
);

verifies("purchases.conflict", "refuses the same key for anything else", async () => {
  await using ringback = await startRingback();
  const agent = agentOf(ringback);
  const control = controlOf(ringback);
  const [quoteId, other] = [await makeQuote(agent), await makeQuote(agent)];
  await agent.post("/purchases", { quoteId, idempotencyKey: "key" });
  const before = await snapshotOf(control);
  for (const request of [
    { quoteId: other },
    quoteRequest(),
    quoteRequest({ ...newYork, initialBalanceUsd: 11 }),
  ]) {
    const answer = await agent.post("/purchases", { ...request, idempotencyKey: "key" });
    expect(answer.status).toBe(409);
    expect(answer.body).toEqual(
      refusal("idempotency_conflict", { idempotencyKey: "key", purchaseId: "purchase_phone_001" }),
    );
  }
  expect(await snapshotOf(control)).toEqual(before);
});

verifies(
  ["purchases.failureNotStored", "purchases.allOrNothing"],
  "buys with the same key once the wallet was funded, and changes nothing before",
  async () => {
    await using ringback = await startRingback();
    const agent = agentOf(ringback);
    const control = controlOf(ringback);
    await fundWallet(control, 12.49);
    for (const request of [
      { quoteId: await makeQuote(agent), idempotencyKey: "quote" },
      { ...quoteRequest(), idempotencyKey: "direct" },
    ]) {
      await fundWallet(control, 12.49);
      const before = await snapshotOf(control);
      const poor = await agent.post("/purchases", request);
      expect(poor.status).toBe(402);
      expect(poor.body).toEqual(
        refusal("insufficient_funds", { requiredMinor: 1250, availableMinor: 1249, currency: "usd" }),
      );
      expect(await snapshotOf(control)).toEqual(before);
      await fundWallet(control, 12.5);
      expect((await agent.post("/purchases", request)).status).toBe(201);
      expect(await walletOf(control)).toBe("0.00");
    }
  },
);

verifies("purchases.failureNotStored", "leaves the key free after every other kind of refusal", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const agent = agentOf(ringback);
  const control = controlOf(ringback);
  const expired = await makeQuote(agent);
  await control.post("/clock/advance", { by: "15m" });
  await control.put("/policies/acct_001", { rules: { allowedCountryCodes: ["GB"] } });
  const refused = [
    [{ quoteId: expired }, 410],
    [{ quoteId: "quote_phone_404" }, 404],
    [quoteRequest({}), 400],
    [quoteRequest({ ...newYork, countryCode: "XX" }), 422],
    [quoteRequest(), 403],
    [{ catalogItemId: "cat_vps_micro", configuration: {} }, 501],
  ] as const;
  for (const [request, status] of refused) {
    const answer = await agent.post("/purchases", { ...request, idempotencyKey: "key" });
    expect(answer.status).toBe(status);
  }
  await control.put("/policies/acct_001", { rules: {} });
  const bought = await agent.post("/purchases", { quoteId: await makeQuote(agent), idempotencyKey: "key" });
  expect(bought.status).toBe(201);
});

verifies("purchases.lateReplay", "repeats an answer long after the quote's end", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const agent = agentOf(ringback);
  const request = { quoteId: await makeQuote(agent), idempotencyKey: "key" };
  const first = await agent.post("/purchases", request);
  await controlOf(ringback).post("/clock/advance", { by: "30d" });
  const again = await agent.post("/purchases", request);
  expect([again.status, again.text]).toEqual([200, first.text]);
});

verifies("purchases.concurrent", "makes one purchase of twenty equal requests at once", async () => {
  await using ringback = await startRingback();
  const agent = agentOf(ringback);
  const control = controlOf(ringback);
  const request = { quoteId: await makeQuote(agent), idempotencyKey: "key" };
  const answers = await Promise.all(Array.from({ length: 20 }, () => agent.post("/purchases", request)));
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  expect(statusesOf(answers)).toEqual([...Array<number>(19).fill(200), 201]);
  expect(await walletOf(control)).toBe("987.50");
  expect((await control.get("/lines")).body).toMatchObject({ lines: [{ number: "+12125550186" }] });
  expect((await agent.get("/services")).body).toMatchObject({ services: [{ id: "svc_phone_001" }] });
});

verifies("quotes.singleUse", "sells a quote to one of twenty keys at once", async () => {
  await using ringback = await startRingback();
  const agent = agentOf(ringback);
  const quoteId = await makeQuote(agent);
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      agent.post("/purchases", { quoteId, idempotencyKey: `key ${index}` }),
    ),
  );
  expect(statusesOf(answers)).toEqual([201, ...Array<number>(19).fill(409)]);
  expect(await walletOf(controlOf(ringback))).toBe("987.50");
});

verifies(
  "purchases.keyScope",
  "keeps idempotency keys with the agent, whichever API key it shows",
  async () => {
    await using ringback = await startRingback();
    const control = controlOf(ringback);
    const request = { ...quoteRequest(), idempotencyKey: "key" };
    const first = await agentOf(ringback).post("/purchases", request);
    const rotated = await agentOf(ringback, await mintKey(control)).post("/purchases", request);
    expect([rotated.status, rotated.text]).toEqual([200, first.text]);

    const colleague = await addAgent(control);
    const stranger = await openAccount(control, { name: "other" });
    for (const { key } of [colleague, stranger]) {
      const separate = await agentOf(ringback, key).post("/purchases", request);
      expect(separate.status).toBe(201);
      expect(separate.text).not.toBe(first.text);
    }
    expect(await wallets(control, "acct_001", stranger.account)).toEqual(["975.00", "987.50"]);
  },
);

verifies("purchases.quoteless", "buys an item by its configuration, without a quote", async () => {
  await using ringback = await startRingback();
  const agent = agentOf(ringback);
  const request = { catalogItemId: phoneItem, quantity: 1, configuration: newYork, idempotencyKey: "key" };
  const answer = await agent.post("/purchases", request);
  expect(answer.status).toBe(201);
  expect(answer.body).toEqual({
    purchase: { id: "purchase_phone_001", status: "completed", totalPriceMinor: 1250 },
    service: { id: "svc_phone_001", serviceType: "phone_number", displayName: "+1 212 555 0186" },
  });
});

verifies("purchases.eitherOr", "wants a quote or an item, not both and not neither", async () => {
  await using ringback = await startRingback();
  const agent = agentOf(ringback);
  const quoteId = await makeQuote(agent);
  for (const request of [
    {},
    { quoteId, catalogItemId: phoneItem },
    { quoteId, configuration: newYork },
    { quoteId, quantity: 1 },
    { configuration: newYork },
    { quantity: 1 },
  ]) {
    const answer = await agent.post("/purchases", { ...request, idempotencyKey: "key" });
    expect(answer.status).toBe(400);
    expect(issuesOf(answer)).toEqual([
      "quoteId: must be given alone, or else catalogItemId with its configuration",
    ]);
  }
});

verifies("purchases.keyRequired", "wants an idempotency key of 1 to 255 characters", async () => {
  await using ringback = await startRingback();
  const agent = agentOf(ringback);
  const keys = [
    [undefined, "idempotencyKey: is missing"],
    ["", "idempotencyKey: must be at least 1 character long"],
    ["k".repeat(256), "idempotencyKey: must be at most 255 characters long"],
    [7, "idempotencyKey: must be text"],
    [null, "idempotencyKey: must be text"],
  ] as const;
  for (const [idempotencyKey, complaint] of keys) {
    const answer = await agent.post("/purchases", { ...quoteRequest(), idempotencyKey });
    expect(answer.status).toBe(400);
    expect(issuesOf(answer)).toEqual([complaint]);
  }
  for (const idempotencyKey of ["k".repeat(255), "__proto__", "key 😀"]) {
    expect((await agent.post("/purchases", { ...quoteRequest(), idempotencyKey })).status).toBe(201);
  }
});

verifies("quotes.quantityOne", "sells numbers one by one", async () => {
  await using ringback = await startRingback();
  const agent = agentOf(ringback);
  for (const path of ["/quotes", "/purchases"]) {
    for (const quantity of [2, 1000]) {
      const answer = await agent.post(path, { ...quoteRequest(), quantity, idempotencyKey: "key" });
      expect(answer.status).toBe(400);
      expect(issuesOf(answer)[0]).toMatch(/^quantity: must be 1/);
    }
    for (const quantity of [0, -1, 1.5, "1", null, 1001]) {
      const answer = await agent.post(path, { ...quoteRequest(), quantity, idempotencyKey: "key" });
      expect(answer.status).toBe(400);
      expect(issuesOf(answer)[0]).toMatch(/^quantity: must be/);
    }
  }
  const { catalogItemId, configuration } = quoteRequest();
  expect((await agent.post("/quotes", { catalogItemId, configuration })).status).toBe(201);
});

verifies(["purchases.status", "purchases.status.shape"], "reads a purchase under both paths", async () => {
  await using ringback = await startRingback();
  const agent = agentOf(ringback);
  const made = await agent.post("/purchases", { ...quoteRequest(), idempotencyKey: "key" });
  for (const path of ["/purchases/purchase_phone_001", "/purchases/purchase_phone_001/status"]) {
    const read = await agent.get(path);
    expect([read.status, read.text]).toEqual([200, made.text]);
  }
});

verifies("purchases.prices", "takes what was quoted", async () => {
  await using ringback = await startRingback();
  const agent = agentOf(ringback);
  const quoteId = await makeQuote(agent, { ...newYork, initialBalanceUsd: 33.33 });
  const { body } = await agent.post("/purchases", { quoteId, idempotencyKey: "key" });
  expect(body).toMatchObject({ purchase: { totalPriceMinor: 3583 } });
  expect((await agent.get("/services/svc_phone_001")).body).toMatchObject({
    service: { phone: { balanceUsd: "33.33" } },
  });
  expect(await walletOf(controlOf(ringback))).toBe("964.17");
});

verifies(
  ["catalog.requirements.servers", "catalog.unknownItem"],
  "knows what each page shows and no more",
  async () => {
    await using ringback = await startRingback();
    const agent = agentOf(ringback);
    const requirements = async (id: string) => agent.get(`/catalog/items/${id}/checkout-requirements`);
    expect((await requirements("cat_vps_micro")).body).toStrictEqual({
      catalogItemId: "cat_vps_micro",
      checkoutKind: "custom",
      serviceType: "server",
      requiredFields: ["hostname", "region", "image", "billingTermMonths"],
      supportedImages: ["ubuntu-24.04", "debian-12", "nvidia-ai-ubuntu"],
    });
    expect((await requirements("cat_domain_com")).body).toMatchObject({ serviceType: "domain" });
    expect((await requirements("cat_storage_object_001")).body).toMatchObject({
      serviceType: "storage_service",
    });
    expect((await requirements("cat_router_credit_001")).body).toMatchObject({ serviceType: "llm_router" });
    for (const id of ["cat_vps_small", "cat_vps_gpu_standard", "cat_storage_block_001"]) {
      expect(await requirements(id)).toMatchObject({ status: 501, body: refusal("not_emulated") });
    }
    for (const path of ["/quotes", "/purchases"]) {
      for (const catalogItemId of [
        "cat_vps_micro",
        "cat_domain_com",
        "cat_storage_block_001",
        "cat_router_credit_001",
      ]) {
        const answer = await agent.post(path, { catalogItemId, configuration: {}, idempotencyKey: "key" });
        expect(answer).toMatchObject({ status: 501, body: refusal("not_emulated") });
        expect(answer.headers.get("x-ringback-why")).toContain(catalogItemId);
      }
      const unknown = await agent.post(path, { catalogItemId: "cat_nothing", idempotencyKey: "key" });
      expect(unknown).toMatchObject({
        status: 404,
        body: refusal("not_found", { resource: "catalog_item", id: "cat_nothing" }),
      });
    }
  },
);

verifies(
  [
    "catalog.categories",
    "catalog.categories.shape",
    "catalog.search.empty",
    "catalog.search.ranking",
    "catalog.rest",
  ],
  "browses the catalog",
  async () => {
    await using ringback = await startRingback();
    const agent = agentOf(ringback);
    const { body } = await agent.get("/catalog/categories");
    expect(body).toEqual({
      categories: [
        { id: "telephony", name: "Telephony" },
        { id: "compute", name: "Compute" },
        { id: "domains", name: "Domains" },
        { id: "storage", name: "Storage" },
        { id: "api_tokens", name: "API Tokens" },
      ],
    });
    const idsFor = async (query: string): Promise<readonly string[]> => {
      const [items, alias] = [
        await agent.get(`/catalog/items${query}`),
        await agent.get(`/catalog/search${query}`),
      ];
      expect(alias.text).toBe(items.text);
      return (items.body as { items: { id: string }[] }).items.map(({ id }) => id);
    };
    expect(await idsFor("")).toHaveLength(8);
    expect(await idsFor("?limit=2")).toEqual(["cat_phone_global_001", "cat_vps_micro"]);
    expect(await idsFor("?q=PHONE")).toEqual(["cat_phone_global_001"]);
    expect(await idsFor("?q=vps")).toEqual(["cat_vps_micro", "cat_vps_small", "cat_vps_gpu_standard"]);
    expect(await idsFor("?q=vps+phone")).toEqual([]);
    expect(await idsFor("?q=nothing-like-it")).toEqual([]);
    expect(await idsFor("?category=nothing")).toEqual([]);
    expect(await idsFor("?category=compute&q=small")).toEqual([
      "cat_vps_small",
      "cat_vps_micro",
      "cat_vps_gpu_standard",
    ]);
  },
);

verifies(["network.exhausted", "purchases.allOrNothing"], "sells no number where none is left", async () => {
  await using ringback = await startRingback();
  const agent = agentOf(ringback);
  const control = controlOf(ringback);
  for (let index = 0; index < 1000; index += 1) {
    const id = `+443069990${String(index).padStart(3, "0")}`;
    ringback.worlds.main.world.tables.people.insert({ id, name: `person ${index}` });
  }
  const request = quoteRequest({ ...newYork, countryCode: "GB", numberType: "national" });
  const answer = await agent.post("/purchases", { ...request, idempotencyKey: "key" });
  expect(answer).toMatchObject({ status: 409, body: refusal("number_unavailable") });
  expect(await walletOf(control)).toBe("1000.00");
  expect((await agent.post("/purchases", { ...quoteRequest(), idempotencyKey: "key" })).body).toMatchObject({
    purchase: { id: "purchase_phone_001" },
    service: { id: "svc_phone_001" },
  });
});
