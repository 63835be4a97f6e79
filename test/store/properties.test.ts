import * as fc from "fast-check";
import { expect, it } from "vitest";
import { dollarsToMinor, minorToDollars } from "../../src/kernel/money.ts";
import {
  agentOf,
  buyNumber,
  type Client,
  controlOf,
  makeQuote,
  newYork,
  openAccount,
  placeCall,
  quoteRequest,
  refusal,
  sendText,
  snapshotOf,
  startRingback,
  walletOf,
} from "../support/store-client.ts";
import { verifies } from "../support/verifies.ts";

const cents = fc.integer({ min: 0, max: 10 ** 13 });
const few = { numRuns: 20 };

it("writes cents as dollars and reads them back, as text and as a JSON number", () => {
  fc.assert(
    fc.property(cents, (minor) => {
      expect(dollarsToMinor(minorToDollars(minor))).toBe(minor);
      expect(dollarsToMinor(Number(minorToDollars(minor)))).toBe(minor);
      expect(dollarsToMinor(JSON.parse(JSON.stringify(minor / 100)) as number)).toBe(minor);
    }),
  );
});

it("reads a number as money only if it is whole cents", () => {
  fc.assert(
    fc.property(fc.oneof(fc.double(), fc.double({ min: 0, max: 1000 }), fc.integer()), (dollars) => {
      const isMoney = dollars >= 0 && dollars < 1e12 && Math.round(dollars * 100) / 100 === dollars;
      expect(dollarsToMinor(dollars)).toBe(isMoney ? Math.round(dollars * 100) : undefined);
    }),
  );
});

verifies(
  ["topups.cents", "topups.wallet"],
  "keeps balances and the wallet at the sum of the cents",
  async () => {
    const amounts = fc.array(fc.integer({ min: 1, max: 4_000 }), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(amounts, fc.boolean(), async (minors, together) => {
        await using ringback = await startRingback();
        const agent = agentOf(ringback);
        const { path, serviceId } = await buyNumber(agent, { initialBalanceUsd: 0 });
        const topUp = (minor: number) => agent.post(`${path}/topups`, { amountUsd: minor / 100 });
        if (together) await Promise.all(minors.map(topUp));
        else for (const minor of minors) await topUp(minor);
        const sum = minors.reduce((total, minor) => total + minor, 0);
        const service = await agent.get(`/services/${serviceId}`);
        expect(service.body).toMatchObject({ service: { phone: { balanceUsd: minorToDollars(sum) } } });
        expect(await walletOf(controlOf(ringback))).toBe(minorToDollars(100_000 - 250 - sum));
      }),
      few,
    );
  },
);

verifies(
  ["purchases.replay", "purchases.conflict", "purchases.concurrent"],
  "buys once for each key, whatever else is asked under it and in whatever order",
  async () => {
    const request = fc.record({
      idempotencyKey: fc.constantFrom("a", "b", "c", "__proto__"),
      initialBalanceUsd: fc.constantFrom(0, 1, 2.5),
    });
    const rounds = fc.array(fc.array(request, { minLength: 1, maxLength: 6 }), {
      minLength: 1,
      maxLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(rounds, async (played) => {
        await using ringback = await startRingback();
        const agent = agentOf(ringback);
        const first = new Map<string, { text: string; minor: number; body: number }>();
        for (const round of played) {
          const answers = await Promise.all(
            round.map(async ({ idempotencyKey, initialBalanceUsd }) => {
              const configuration = { ...newYork, initialBalanceUsd };
              const asked = { ...quoteRequest(configuration), idempotencyKey };
              return { answer: await agent.post("/purchases", asked), idempotencyKey, initialBalanceUsd };
            }),
          );
          for (const { answer, idempotencyKey, initialBalanceUsd } of answers) {
            if (answer.status !== 201) continue;
            expect(first.has(idempotencyKey)).toBe(false);
            const minor = 250 + initialBalanceUsd * 100;
            first.set(idempotencyKey, { text: answer.text, minor, body: initialBalanceUsd });
          }
          for (const { answer, idempotencyKey, initialBalanceUsd } of answers) {
            const made = first.get(idempotencyKey);
            const isSame = made?.body === initialBalanceUsd;
            expect(answer.status).toBeOneOf(isSame ? [200, 201] : [409]);
            if (isSame) expect(answer.text).toBe(made.text);
          }
        }
        const spent = [...first.values()].reduce((sum, { minor }) => sum + minor, 0);
        const { services, lines, purchases } = ringback.worlds.main.world.tables;
        expect([services.size, lines.size, purchases.size]).toEqual([first.size, first.size, first.size]);
        expect(await walletOf(controlOf(ringback))).toBe(minorToDollars(100_000 - spent));
      }),
      few,
    );
  },
);

/** Every operation that names something of an agent's, asked about what somebody else has. */
const askAbout = async (agent: Client, control: Client, texts: number) => {
  const { serviceId, number, path } = await buyNumber(agent);
  const quoteId = await makeQuote(agent);
  const messageIds: string[] = [];
  for (let index = 0; index < texts; index += 1) messageIds.push(await sendText(control, number));
  const callId = await placeCall(control, number);
  const purchaseId = serviceId.replace("svc", "purchase");
  const reads = [
    `/quotes/${quoteId}`,
    `/purchases/${purchaseId}`,
    `/purchases/${purchaseId}/status`,
    `/services/${serviceId}`,
    `${path}/messages`,
    `${path}/messages?unreadOnly=true&limit=1`,
    ...messageIds.map((id) => `${path}/messages/${id}`),
    `${path}/missed-calls`,
    `${path}/call-logs`,
    `${path}/call-logs/${callId}`,
  ].map((read) => (stranger: Client) => stranger.get(read));
  const writes = [
    (stranger: Client) => stranger.post("/purchases", { quoteId, idempotencyKey: "stolen" }),
    (stranger: Client) => stranger.post(`${path}/topups`, { amountUsd: 1 }),
  ];
  return [...reads, ...writes];
};

verifies(
  ["services.private", "quotes.private", "purchases.private", "messages.private"],
  "shows and changes nothing of another account, whatever is asked in whatever order",
  async () => {
    const order = fc.array(fc.nat(), { minLength: 5, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(order, fc.nat({ max: 3 }), fc.boolean(), async (picks, texts, swapped) => {
        await using ringback = await startRingback();
        const control = controlOf(ringback);
        const one = agentOf(ringback);
        const other = agentOf(ringback, (await openAccount(control, { name: "other" })).key);
        const [owner, stranger] = swapped ? [other, one] : [one, other];
        const questions = await askAbout(owner, control, texts);
        const before = await snapshotOf(control);
        for (const pick of picks) {
          const answer = await questions[pick % questions.length]?.(stranger);
          expect([answer?.status, answer?.body]).toEqual([404, refusal("not_found")]);
        }
        expect(await snapshotOf(control)).toEqual(before);
      }),
      few,
    );
  },
);
