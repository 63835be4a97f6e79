import { expect } from "vitest";
import { playScenario } from "../support/store-client.ts";
import { changeProfile, doneBy, equipAgent } from "../support/phone-agent.ts";
import { phoneOf, sdkOf } from "../support/phone-client.ts";
import { controlOf, startRingback } from "../support/store-client.ts";
import type { Ringback } from "../../src/runtime/create-ringback.ts";
import { openReceiver } from "../support/webhook-receiver.ts";
import { setWebhook } from "../support/webhook-news.ts";
import { verifies } from "../support/verifies.ts";

/** Answers after a second, talks for two turns and hangs up. */
const talker = "+15005550130";
const busy = "+15005550131";
const dropped = "+15005550137";

const call = async (ringback: Ringback, toNumber: string, agent: object = {}) => {
  const phone = phoneOf(ringback);
  const { agentId } = await equipAgent(phone, { systemPrompt: "I am well. How are you?", ...agent });
  const wish = { agentId, toNumber, initialGreeting: "Hello there.", waitForCompletion: true };
  const { id } = doneBy("agentphone.calls.create", await phone.post("/v1/calls", wish));
  return doneBy("agentphone.calls.get", await phone.get(`/v1/calls/${id}`));
};

const chargesOf = async (ringback: Ringback) => {
  const ledger = doneBy("control.ledger.list", await controlOf(ringback).get("/accounts/acct_001/ledger"));
  return ledger.entries.flatMap(({ kind, amountUsd, reference }) =>
    kind === "call" ? [[reference, amountUsd]] : [],
  );
};

verifies(["phone.calls.charged", "phone.calls.cost"], async () => {
  await using ringback = await startRingback();
  const { id, durationSeconds } = await call(ringback, talker);
  expect(durationSeconds).toBe(6);
  const strong = { denoisingMode: "noise-and-background-speech-cancellation" };
  const loud = await call(ringback, talker, strong);
  const unheard = await call(ringback, busy);
  const lost = await call(ringback, dropped);
  expect([unheard.status, unheard.durationSeconds, lost.status]).toEqual(["failed", 0, "failed"]);
  const charges = new Map((await chargesOf(ringback)).map(([reference, usd]) => [reference, usd]));
  // 6.4 seconds are seven begun: 7/60 of $0.22, of $0.225.
  expect([charges.get(id), charges.get(loud.id), charges.get(unheard.id)]).toEqual([
    "-0.026",
    "-0.027",
    undefined,
  ]);
  expect(Number(charges.get(lost.id))).toBeLessThan(0);
  const { data } = await sdkOf(ringback).usage.getUsageByAgent({ period: "month" });
  expect(data.map(({ calls, totalSeconds }) => [calls, totalSeconds])).toEqual([
    [0, 0],
    [0, 0],
    [1, durationSeconds],
    [1, durationSeconds],
  ]);
  expect((await sdkOf(ringback).usage.getUsage()).stats).toMatchObject({ totalCalls: 4, callsLast24h: 4 });
});

verifies("phone.calls.charged", "takes less where a webhook speaks, and a cent at least", async () => {
  await using receiver = await openReceiver(() => ({
    status: 200,
    body: '{"text":"Yes."}',
    headers: { "content-type": "application/json" },
  }));
  await using ringback = await startRingback();
  await setWebhook(phoneOf(ringback), receiver.url);
  const spoken = await call(ringback, talker, { voiceMode: "webhook", systemPrompt: null });
  const short = await call(ringback, "+15005550142");
  expect([spoken.status, short.status, short.durationSeconds]).toEqual(["completed", "completed", 1]);
  const seconds = Math.ceil((Date.parse(spoken.endedAt ?? "") - Date.parse(spoken.startedAt) - 1000) / 1000);
  const charges = new Map((await chargesOf(ringback)).map(([reference, usd]) => [reference, usd]));
  expect(charges.get(spoken.id)).toBe((-Math.ceil((seconds * 130) / 60) / 1000).toFixed(3));
  expect(charges.get(short.id)).toBe("-0.01");
});

verifies(
  ["phone.calls.money", "phone.calls.charged"],
  "refuses a call once the balance is used up",
  async () => {
    await using ringback = await startRingback();
    const control = controlOf(ringback);
    await changeProfile(control, { enforceBalance: true });
    const phone = phoneOf(ringback);
    const { agentId } = await equipAgent(phone);
    await control.put("/accounts/acct_001/credit", { creditUsd: 0.02 });
    const ask = () => phone.post("/v1/calls", { agentId, toNumber: talker, waitForCompletion: true });
    expect((await ask()).status).toBe(200);
    const refused = await ask();
    expect([refused.status, refused.headers.get("x-ringback-why")]).toEqual([
      402,
      expect.stringMatching(/^insufficient_balance: /),
    ]);
    expect((await phone.post("/v1/calls/web", { agentId })).status).toBe(402);
  },
);

verifies("phone.calls.charged", "counts towards a scenario's budget", async () => {
  const verdictOf = async (budget: string) => {
    await using ringback = await startRingback({ agent: "none" });
    const control = controlOf(ringback);
    const run = await playScenario(
      control,
      `version: 1
name: one call
agents: { desk: { voiceMode: hosted, prompt: "I am well. How are you?" } }
lines: { main: { provider: agentphone, country: US, agent: desk } }
script:
  - request:
      operation: agentphone.calls.create
      with: { agentId: "\${agents.desk.id}", toNumber: "${talker}", initialGreeting: "Hello there." }
expect: [{ budget: ${budget} }]
`,
    );
    return (await control.post(`/scenarios/${run}/finish`)).body;
  };
  expect(await verdictOf("{ costUsd: 0.03 }")).toMatchObject({ passed: true, costUsd: "0.026" });
  expect(await verdictOf("{ costUsd: 0.02 }")).toMatchObject({ passed: false });
});
