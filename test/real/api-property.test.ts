import * as fc from "fast-check";
import { expect, it } from "vitest";
import { answers, hangsUp, hears, says, type Step } from "../fake-twilio/calls/steps.ts";
import type { FakeCall } from "../fake-twilio/calls/fake-calls.ts";
import { phoneOf } from "../support/phone-client.ts";
import { openRealStage, type RealStage } from "../support/real-stage.ts";
import { agentOf, newYork, quoteRequest } from "../support/store-client.ts";
import { setWebhook } from "../support/webhook-news.ts";
import { jsonOf, openReceiver } from "../support/webhook-receiver.ts";

const line = "+14155550110";
const [anna, ben, carl] = ["+14155550123", "+442071838750", "+13125550177"];
const listed: readonly string[] = [anna, ben, carl];
const others = ["+14155550199", "+19005550123", "911"];
// Less than a number costs.
const cap = 1_000_000;

/** What anybody with a key may try, or what people and machines do meanwhile. */
type Move =
  | { readonly do: "text"; readonly to: string; readonly body: string; readonly media: number }
  | { readonly do: "text all"; readonly to: readonly string[] }
  /** Somebody is called, and the agent's server answers so from then on. */
  | { readonly do: "call"; readonly to: string; readonly reply: Reply; readonly transferNumber: string }
  | { readonly do: "rent" | "buy" | "restart" | "sub-account" }
  | { readonly do: "is texted" | "is called"; readonly from: string };

const spelled = fc.constantFrom(
  anna,
  ben,
  "+14155550199",
  "+1 (415) 555-0199",
  "911",
  "+1911",
  "+112",
  "*67911",
  "tel:+1-911",
  "+19005550123",
  "+8816123456789",
  "(415) 555-0123",
  "12345",
  "anna@example.com",
  "",
);

interface Reply {
  readonly text: string;
  readonly transfer?: true;
  readonly digits?: string;
  readonly hangup?: true;
}

const replies = fc.constantFrom<Reply>(
  { text: "One moment." },
  { text: "I put you through.", transfer: true },
  { text: "Pressing.", digits: "911" },
  { text: "Pressing.", digits: "12#" },
  { text: "Goodbye.", hangup: true },
);

const anyMove: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("text" as const),
      to: spelled,
      body: fc.constantFrom("hello", "x".repeat(1500), "é👍🏽".repeat(60)),
      media: fc.integer({ min: 0, max: 3 }),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant("call" as const),
      to: fc.oneof({ weight: 3, arbitrary: fc.constant(anna) }, { weight: 2, arbitrary: spelled }),
      reply: replies,
      transferNumber: fc.constantFrom(carl, ...others),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("text all" as const),
      to: fc.array(spelled, { minLength: 2, maxLength: 3 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom("is texted" as const, "is called" as const),
      from: fc.constantFrom(anna, "+14155550199"),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom("rent" as const, "buy" as const, "restart" as const, "sub-account" as const),
    }),
  },
);

const dialled = ({ performed }: FakeCall): readonly string[] =>
  performed
    .filter(({ verb }) => verb === "Dial")
    .flatMap(({ children }) => JSON.stringify(children).match(/\+?\d{3,}/g) ?? []);

const pressed = ({ frames }: FakeCall): readonly string[] =>
  frames
    .map((frame) => JSON.parse(frame) as { type: string; digits?: string })
    .flatMap(({ digits }) => digits ?? []);

/** What was done that the rails should have held back: numbers off the list, and keys that reach an emergency line. */
const harmIn = ({ fake }: RealStage): readonly string[] => {
  const reached = fake.requests
    .filter(({ method, path }) => method === "POST" && /(Messages|Calls)\.json$/.test(path))
    .flatMap(({ form }) => form["To"] ?? []);
  const called = fake.calls.all.flatMap(dialled);
  const keys = fake.calls.all.flatMap(pressed);
  return [
    ...[...reached, ...called].filter((to) => !listed.includes(to)),
    ...keys.filter((digits) => /911/.test(digits)),
  ];
};

class Player {
  readonly #stage: RealStage;
  readonly #hook: string;
  #agentId = "";
  #numberId = "";
  /** What the agent's server answers from now on. */
  reply: Reply = { text: "Hello." };

  constructor(stage: RealStage, hook: string) {
    this.#stage = stage;
    this.#hook = hook;
  }

  async equip(): Promise<void> {
    const phone = phoneOf(this.#stage.ringback);
    const agent = (await phone.post("/v1/agents", { name: "Ada", voiceMode: "webhook" })).body as {
      id: string;
    };
    this.#agentId = agent.id;
    const number = (await phone.post("/v1/numbers", { agentId: agent.id })).body as { id: string };
    this.#numberId = number.id;
    await setWebhook(phone, this.#hook);
  }

  async make(move: Move): Promise<void> {
    const { fake, ringback } = this.#stage;
    const phone = phoneOf(ringback);
    const sender = { agent_id: this.#agentId, number_id: this.#numberId };
    // Whoever somebody is put through to takes the call and goes.
    for (const person of [...listed, ...others]) fake.calls.callee(person, answers(), hangsUp());
    switch (move.do) {
      case "text": {
        const media = Array.from(
          { length: move.media },
          (_, place) => `https://pictures.example/${place}.jpg`,
        );
        await phone.post("/v1/messages", {
          ...sender,
          to_number: move.to,
          body: move.body,
          media_urls: media,
        });
        break;
      }
      case "text all":
        await phone.post("/v1/messages", { ...sender, recipients: move.to, body: "hello all" });
        break;
      case "call":
        ({ reply: this.reply } = move);
        await phone.patch(`/v1/agents/${this.#agentId}`, { transferNumber: move.transferNumber });
        fake.calls.callee(move.to === ben ? ben : anna, answers(), says("Hello?"), ...this.#end());
        await phone.post("/v1/calls", { agentId: this.#agentId, toNumber: move.to });
        break;
      case "rent":
        await phone.post("/v1/numbers", { agentId: this.#agentId });
        break;
      case "buy":
        await agentOf(ringback).post("/purchases", {
          ...quoteRequest(newYork),
          idempotencyKey: "again and again",
        });
        break;
      case "sub-account":
        await phone.post("/v1/sub-accounts", { name: "More" });
        break;
      case "restart":
        await this.#stage.restart();
        await this.equip();
        break;
      case "is texted":
        fake.people.text({ from: move.from, to: line, body: "hello" });
        break;
      case "is called":
        fake.calls.call(move.from, line, says("Put me through."), ...this.#end());
        break;
    }
    for (const call of fake.calls.all) await call.over;
    await fake.settled();
  }

  /** A person listens to one turn and hangs up, unless they are put through. */
  #end(): readonly Step[] {
    return this.reply.transfer === true ? [hears()] : [hears(), hangsUp()];
  }
}

it("reaches nobody off the list and spends no more than the cap, whatever is asked of the API", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyMove, { minLength: 8, maxLength: 25 }), async (moves) => {
      await using receiver = await openReceiver((received) => {
        const { event } = jsonOf(received) as { event: string };
        return event === "agent.message" ? { status: 200, body: JSON.stringify(player.reply) } : 200;
      });
      await using stage = await openRealStage({
        owned: [line],
        allowTo: listed,
        allowFrom: listed,
        limits: { spendPerDay: cap },
      });
      const player = new Player(stage, receiver.url);
      await player.equip();
      for (const one of moves) {
        await player.make(one);
        expect(harmIn(stage)).toEqual([]);
        expect(stage.fake.account.spent()).toBeLessThanOrEqual(cap);
      }
    }),
    { numRuns: 8 },
  );
});
