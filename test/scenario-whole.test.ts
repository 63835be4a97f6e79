import { expect, it, vi } from "vitest";
import type { Ringback } from "../src/runtime/create-ringback.ts";
import { phoneOf } from "./support/phone-client.ts";
import { controlOf, playScenario, startRingback } from "./support/store-client.ts";
import { openReceiver, type Received } from "./support/webhook-receiver.ts";

/** A story with some of everything: people, both services, codes, a call with branches, faults, and each kind of expectation. */
const story = `
version: 1
name: The code comes twice, and the table is taken
seed: 7
people:
  bank:   { number: +14155550123 }
  bistro: { number: +14155559999, answers: { after: 3s } }
agents:
  helper: { voiceMode: webhook, webhook: "\${env.HELPER_URL}/hook" }
lines:
  own:  { provider: agentphone, country: US, number: +14155550186, agent: helper }
  desk: { provider: store, country: US, type: local, number: +12125550186, balanceUsd: 10 }
script:
  - after: 19s
    otp: { from: bank, to: own, digits: 6, expiresIn: 5m, save: code }
  - after: 39m50s
    missed-call: { from: +442030000123, to: desk }
  - when: { message.sent: { to: bank, body: /again/i } }
    times: 2
    do:
      - after: 3s
        otp: { from: bank, to: own, digits: 6, save: code }
  - when: { call.placed: { to: bistro } }
    do:
      - say: Bistro Nine, good evening.
      - hear: { matching: /friday/i, within: 15s }
      - say: Friday is full. Would Monday do?
      - hear: { matching: /yes|sure|fine/i }
      - hang-up
faults:
  - api: agentphone.messages.send
    times: 1
    answer: { status: 503 }
  - webhook: agent.message
    do: duplicate
expect:
  - message.sent: { to: bank, body: "\${code}" }
    within: 30s
  - call.ended: { to: bistro, disconnectionReason: user_hangup }
  - never: { message.sent: { to: +1900* } }
  - state: { lines.desk.balanceUsd: 10.00 }
`;

/** A small agent behind a webhook: it asks for a second code, passes that on, and books a table by telephone. */
const helper = (ringback: () => Ringback, words: { readonly yes: string }) => {
  const seen = new Set<unknown>();
  let texts = 0;
  const send = async (agentId: string, body: string): Promise<void> => {
    const message = { agent_id: agentId, to_number: "+14155550123", body };
    const { status } = await phoneOf(ringback()).post("/v1/messages", message);
    if (status === 503) await send(agentId, body);
  };
  return async ({ headers, raw }: Received) => {
    const { event, channel, agentId, data } = JSON.parse(raw.toString()) as {
      readonly event: string;
      readonly channel: string;
      readonly agentId: string;
      readonly data: { readonly message?: string; readonly transcript?: string };
    };
    if (event !== "agent.message") return 200;
    if (channel === "voice") {
      const text = /full/.test(data.transcript ?? "") ? words.yes : "A table for Friday, please.";
      return { status: 200, body: JSON.stringify({ text }) };
    }
    if (seen.has(headers["x-webhook-id"])) return 200;
    seen.add(headers["x-webhook-id"]);
    texts += 1;
    if (texts === 1) await send(agentId, "Please send it again.");
    if (texts !== 2) return 200;
    await send(agentId, /\d{6}/.exec(data.message ?? "")?.[0] ?? "");
    await phoneOf(ringback()).post("/v1/calls", { agentId, toNumber: "+14155559999" });
    return 200;
  };
};

const verdictOf = async (words: { readonly yes: string }): Promise<unknown> => {
  let ringback: Ringback | undefined;
  const running = (): Ringback => {
    if (ringback === undefined) throw new Error("There is no ringback yet.");
    return ringback;
  };
  await using receiver = await openReceiver(helper(running, words));
  vi.stubEnv("HELPER_URL", receiver.url);
  await using started = await startRingback({ quiet: 60_000 });
  ringback = started;
  const control = controlOf(started);
  const run = await playScenario(control, story);
  expect((await control.get("/wait?type=call.missed&timeout=1h")).status).toBe(200);
  const { body } = await control.post(`/scenarios/${run}/finish`);
  const { passed, failures } = body as { passed: boolean; failures: readonly object[] };
  return { passed, failures };
};

it("plays a story with some of everything, and passes the agent that does its part", async () => {
  expect(await verdictOf({ yes: "Monday is fine." })).toEqual({ passed: true, failures: [] });
});

it("fails the agent that says something else on the telephone, and shows what it said", async () => {
  expect(await verdictOf({ yes: "No, thank you." })).toMatchObject({
    passed: false,
    failures: [
      {
        code: "not_heard",
        blame: "agent",
        message:
          "The step hear could not be done: The agent was to say or press something matching /yes|sure|fine/i. Heard: “No, thank you.”.",
        seen: [
          { what: "turn.agent own to bistro: “No, thank you.”" },
          { what: "turn.agent own to bistro: “A table for Friday, please.”" },
        ],
      },
    ],
  });
});
