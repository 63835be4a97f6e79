import { expect } from "vitest";
import {
  acme,
  advance,
  agentOf,
  controlOf,
  newYork,
  quoteRequest,
  sendText,
  buyNumber,
  makeQuote,
  startRingback,
  walletOf,
} from "../support/store-client.ts";
import { verifies } from "../support/verifies.ts";

const phoneListing = {
  id: "cat_phone_global_001",
  sku: "phone-global-rental",
  name: "Global Phone Numbers",
  category: "telephony",
  checkoutKind: "custom",
};

const phoneRequirements = {
  catalogItemId: "cat_phone_global_001",
  checkoutKind: "custom",
  serviceType: "phone_number",
  requiredFields: ["countryCode", "numberType", "capabilities"],
  managementCapabilities: ["phone:balance:topup", "phone:messages:read", "phone:missed-calls:read"],
};

verifies(
  [
    "catalog.search.phone",
    "catalog.requirements.phone",
    "quotes.transcript",
    "quotes.localityNotEchoed",
    "purchases.transcript",
    "purchases.firstNumber",
    "services.transcript",
    "services.displayNumber",
    "topups.transcript",
    "topups.rest",
    "messages.rest",
    "messages.list.transcript",
    "messages.get.transcript",
    "missedCalls.rest",
    "missedCalls.transcript",
    "clock.start",
    "clock.virtual",
    "network.arrivals",
    "http.bearer",
  ],
  "answers the documented transcript to the letter",
  async () => {
    await using ringback = await startRingback();
    const agent = agentOf(ringback);
    const control = controlOf(ringback);
    await control.put("/clock", { mode: "manual" });

    const found = await agent.get("/catalog/items?category=telephony&q=phone%20number&limit=3");
    expect(found.body).toStrictEqual({ items: [phoneListing] });

    const required = await agent.get("/catalog/items/cat_phone_global_001/checkout-requirements");
    expect(required.body).toStrictEqual(phoneRequirements);

    const quote = await agent.post("/quotes", {
      catalogItemId: "cat_phone_global_001",
      quantity: 1,
      configuration: {
        countryCode: "US",
        numberType: "local",
        capabilities: ["sms", "voice"],
        locality: "new-york",
        initialBalanceUsd: 10,
      },
    });
    expect(quote.body).toStrictEqual({
      quote: {
        id: "quote_phone_001",
        catalogItemId: "cat_phone_global_001",
        totalPriceMinor: 1250,
        currency: "usd",
        displayName: "US Local Number + $10 Balance",
        quoteDetails: {
          countryCode: "US",
          numberType: "local",
          capabilities: ["sms", "voice"],
          initialBalanceUsd: 10,
        },
      },
    });

    const purchase = await agent.post("/purchases", {
      quoteId: "quote_phone_001",
      idempotencyKey: "phone-rental-us-001",
    });
    expect(purchase.body).toStrictEqual({
      purchase: { id: "purchase_phone_001", status: "completed", totalPriceMinor: 1250 },
      service: { id: "svc_phone_001", serviceType: "phone_number", displayName: "+1 212 555 0186" },
    });

    const service = await agent.get("/services/svc_phone_001");
    expect(service.body).toStrictEqual({
      service: {
        id: "svc_phone_001",
        status: "active",
        serviceType: "phone_number",
        displayName: "+1 212 555 0186",
        phone: {
          e164: "+12125550186",
          countryCode: "US",
          numberType: "local",
          capabilities: ["sms", "voice"],
          balanceUsd: "10.00",
        },
      },
    });

    const topup = await agent.post("/services/svc_phone_001/phone/topups", { amountUsd: 15 });
    expect(topup.body).toStrictEqual({
      balance: {
        serviceId: "svc_phone_001",
        currency: "usd",
        previousBalanceUsd: "10.00",
        newBalanceUsd: "25.00",
      },
    });

    expect(await advance(control, "19s")).toBe("2026-04-01T10:22:19.000Z");
    await control.post("/people/otp", { from: "+14155550123", to: "+12125550186", code: "834921" });
    const messages = await agent.get("/services/svc_phone_001/phone/messages?limit=2&unreadOnly=true");
    expect(messages.body).toStrictEqual({
      messages: [
        {
          id: "msg_001",
          from: "+14155550123",
          to: "+12125550186",
          direction: "inbound",
          bodyPreview: "Your verification code is 834921",
          receivedAt: "2026-04-01T10:22:19Z",
        },
      ],
    });

    const message = await agent.get("/services/svc_phone_001/phone/messages/msg_001");
    expect(message.body).toStrictEqual({
      message: {
        id: "msg_001",
        from: "+14155550123",
        to: "+12125550186",
        body: "Your verification code is 834921",
        receivedAt: "2026-04-01T10:22:19Z",
        status: "received",
      },
    });

    expect(await advance(control, "39m50s")).toBe("2026-04-01T11:02:09.000Z");
    await control.post("/people/call", {
      from: "+442030000123",
      to: "+12125550186",
      ringFor: "0s",
    });
    const calls = await agent.get("/services/svc_phone_001/phone/missed-calls?limit=2");
    expect(calls.body).toStrictEqual({
      calls: [
        {
          id: "call_001",
          from: "+442030000123",
          to: "+12125550186",
          status: "missed",
          startedAt: "2026-04-01T11:02:09Z",
          durationSeconds: 0,
        },
      ],
    });
  },
);

verifies(
  [
    "catalog.search.phone",
    "catalog.search.servers",
    "catalog.search.domains",
    "catalog.search.storage",
    "catalog.search.router",
    "catalog.search.ranking",
  ],
  "finds what each documented search finds, in its order",
  async () => {
    await using ringback = await startRingback();
    const agent = agentOf(ringback);
    const namesFor = async (query: string): Promise<readonly string[]> => {
      const { body } = await agent.get(`/catalog/items?${query}`);
      return (body as { items: { name: string }[] }).items.map(({ name }) => name);
    };
    expect(await namesFor("category=telephony&q=phone+number&limit=3")).toEqual(["Global Phone Numbers"]);
    expect(await namesFor("category=compute&q=vps")).toEqual(["VPS Micro", "VPS Small", "GPU Standard"]);
    expect(await namesFor("category=domains&q=com")).toEqual([".com Domain Registration"]);
    expect(await namesFor("category=storage&q=object")).toEqual([
      "Object Storage Starter",
      "Block Volume 100 GB",
    ]);
    expect(await namesFor("category=api_tokens&q=router&limit=1")).toEqual(["LLM Router Credits"]);
  },
);

verifies(
  ["catalog.requirements.phone", "quotes.transcript", "quotes.localityNotEchoed"],
  "quotes with the documented fields, in the documented order, and without the locality",
  async () => {
    await using ringback = await startRingback();
    const agent = agentOf(ringback);
    const required = await agent.get("/catalog/items/cat_phone_global_001/checkout-requirements");
    expect(required.text).toBe(JSON.stringify(phoneRequirements));
    const { text } = await agent.post("/quotes", quoteRequest(newYork));
    expect(text).toBe(
      '{"quote":{"id":"quote_phone_001","catalogItemId":"cat_phone_global_001","totalPriceMinor":1250,"currency":"usd",' +
        '"displayName":"US Local Number + $10 Balance","quoteDetails":{"countryCode":"US","numberType":"local",' +
        '"capabilities":["sms","voice"],"initialBalanceUsd":10}}}',
    );
  },
);

verifies("purchases.replay", "buys once however often phone-rental-us-001 is sent", async () => {
  await using ringback = await startRingback();
  const agent = agentOf(ringback);
  const request = { quoteId: await makeQuote(agent), idempotencyKey: "phone-rental-us-001" };
  const first = await agent.post("/purchases", request);
  const second = await agent.post("/purchases", request);
  expect([first.status, second.status]).toEqual([201, 200]);
  expect(second.text).toBe(first.text);
  expect(await walletOf(controlOf(ringback))).toBe("987.50");
});

verifies(["topups.transcript", "topups.repeat"], "adds every top-up to the balance", async () => {
  await using ringback = await startRingback();
  const agent = agentOf(ringback);
  const { serviceId, path } = await buyNumber(agent);
  const balance = { serviceId, currency: "usd" };
  const first = await agent.post(`${path}/topups`, { amountUsd: 15 });
  expect(first.body).toEqual({
    balance: { ...balance, previousBalanceUsd: "10.00", newBalanceUsd: "25.00" },
  });
  const service = await agent.get(`/services/${serviceId}`);
  expect(service.body).toMatchObject({ service: { phone: { balanceUsd: "25.00" } } });
  const second = await agent.post(`${path}/topups`, { amountUsd: 15 });
  expect(second.body).toEqual({
    balance: { ...balance, previousBalanceUsd: "25.00", newBalanceUsd: "40.00" },
  });
});

verifies("messages.markRead", "empties the unread list by reading a text, not by listing it", async () => {
  await using ringback = await startRingback();
  const agent = agentOf(ringback);
  const { number, path } = await buyNumber(agent);
  const id = await sendText(controlOf(ringback), number, "hello", acme);
  const unread = `${path}/messages?unreadOnly=true`;
  expect((await agent.get(unread)).body).toMatchObject({ messages: [{ id }] });
  expect((await agent.get(unread)).body).toMatchObject({ messages: [{ id }] });
  await agent.get(`${path}/messages/${id}`);
  expect((await agent.get(unread)).body).toEqual({ messages: [] });
  expect((await agent.get(`${path}/messages`)).body).toMatchObject({ messages: [{ id }] });
});

const types = ["local", "mobile", "national"];
const offers: Readonly<Record<string, readonly string[]>> = {
  US: ["local", "mobile", "national"],
  CA: ["local", "mobile"],
  GB: ["local", "mobile", "national"],
  DE: ["local", "national"],
  FR: ["local", "mobile"],
  NL: ["local", "mobile"],
  ES: ["local", "mobile"],
  AU: ["local", "mobile", "national"],
  NZ: ["local", "mobile"],
  SG: ["local", "mobile"],
  JP: ["local", "mobile"],
  BR: ["local", "mobile"],
};

verifies("quotes.countries", "quotes the 27 pairs on offer and refuses the nine others", async () => {
  await using ringback = await startRingback();
  const agent = agentOf(ringback);
  const accepted: string[] = [];
  const refused: string[] = [];
  for (const countryCode of Object.keys(offers)) {
    for (const numberType of types) {
      const configuration = { countryCode, numberType, capabilities: ["sms", "voice"] };
      const { status } = await agent.post("/quotes", quoteRequest(configuration));
      (status === 201 ? accepted : refused).push(`${countryCode} ${numberType}`);
    }
  }
  const offered = Object.entries(offers).flatMap(([country, kinds]) =>
    kinds.map((kind) => `${country} ${kind}`),
  );
  expect(accepted).toEqual(offered);
  expect(accepted).toHaveLength(27);
  expect(refused).toEqual([
    "CA national",
    "DE mobile",
    "FR national",
    "NL national",
    "ES national",
    "NZ national",
    "SG national",
    "JP national",
    "BR national",
  ]);
});
