import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RealAct } from "../../src/carriers/twilio/rails/rails.ts";
import type { Allowed } from "../../src/carriers/twilio/settings/real-settings.ts";
import { RingbackError } from "../../src/kernel/errors.ts";
import { anna, bea, line, openRailsBench, type RailsBench } from "../support/rails-bench.ts";

const stranger = "+13105550177";
const hour = 3_600_000;
const limits = {
  spendPerDay: 400_000,
  textsPerHour: 5,
  callsPerHour: 3,
  liveCalls: 1,
  recipientGapMs: 20_000,
};

/** What somebody does with the rails, or happens to them. */
type Step =
  | { readonly step: "pass"; readonly id: string; readonly act: RealAct }
  | { readonly step: "settle"; readonly id: string; readonly share: number }
  | { readonly step: "over"; readonly id: string; readonly seconds: number }
  | { readonly step: "time"; readonly milliseconds: number }
  | { readonly step: "restart"; readonly dryRun: boolean; readonly allowTo: Allowed }
  | { readonly step: "stop" };

const helpInSomeSpelling = fc
  .tuple(
    fc.constantFrom("", "+", "+1", "1", "9,", "tel:", "0", "*67", "+44"),
    fc.constantFrom("911", "112", "999", "988", "933", "411", "116123", "８８８".replace(/８/g, "９")),
    fc.constantFrom("", " ", "-", "."),
    fc.constantFrom("", "#", ",,1", ";ext=2"),
  )
  .map(([before, digits, gap, after]) => `${before}${Array.from(digits).join(gap)}${after}`);

const recipient = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(anna, bea) },
  fc.constant(stranger),
  helpInSomeSpelling,
  fc.constantFrom(
    ` ${anna}`,
    anna.slice(1),
    `${anna}0`,
    "+19005550123",
    "+97912345678",
    "12345",
    "",
    "anna@example.com",
  ),
);

const act: fc.Arbitrary<RealAct> = fc.oneof(
  fc.record({
    do: fc.constant("text" as const),
    from: fc.constant(line),
    to: recipient,
    segments: fc.integer({ min: 1, max: 9 }),
    media: fc.constant(0),
  }),
  fc.record({
    do: fc.constantFrom("call" as const, "transfer" as const),
    from: fc.constant(line),
    to: recipient,
    seconds: fc.integer({ min: 1, max: 200 }),
  }),
  fc.record({
    do: fc.constant("take" as const),
    from: fc.constantFrom(anna, stranger, "anonymous"),
    to: fc.constant(line),
    seconds: fc.integer({ min: 1, max: 200 }),
  }),
);

const id = fc.constantFrom("a", "b", "c", "constructor", "__proto__");
const allowTo = fc.constantFrom<Allowed>(
  [],
  [anna],
  [anna, bea],
  [anna, bea, "911", "+911", "+19005550123"],
  "everybody",
);
const someTime = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 1000, max: 60_000 }) },
  fc.integer({ min: 1, max: 90 }).map((minutes) => minutes * 60_000),
  fc.integer({ min: 10, max: 30 }).map((hours) => hours * hour),
  fc.constantFrom(-2 * hour, -26 * hour),
);

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.record({
      step: fc.constant("pass" as const),
      id: fc.oneof({ weight: 2, arbitrary: fc.uuid() }, id),
      act,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      step: fc.constant("settle" as const),
      id,
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      step: fc.constant("over" as const),
      id,
      seconds: fc.integer({ min: 0, max: 300 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ step: fc.constant("time" as const), milliseconds: someTime }) },
  {
    weight: 1,
    arbitrary: fc.record({ step: fc.constant("restart" as const), dryRun: fc.boolean(), allowTo }),
  },
  { weight: 1, arbitrary: fc.constant({ step: "restart" as const, dryRun: false, allowTo: [anna, bea] }) },
);

/** An act that was let through. Everything that it may have cost stays with its day for good. */
interface Grant {
  readonly name: string;
  readonly do: RealAct["do"];
  readonly to: string;
  readonly at: number;
  readonly day: string;
  /** By the minute, or of a text. */
  readonly rate: { readonly connection: number; readonly beside: number };
  units: number;
  over: boolean;
  cost: number | undefined;
}

/** What the rails promise, said once more and plainly: a list of all that was let through, and sums over it. */
class Model {
  readonly #grants: Grant[] = [];
  readonly #latest = new Map<string, Grant>();
  #past: { at: number; do: "text" | "call"; to: string }[] = [];
  #live = new Set<Grant>();
  #day = "2026-07-01";
  allowTo: Allowed = [anna, bea];
  dryRun = false;
  stopped = false;

  dayAt(now: number): string {
    const today = new Date(now).toISOString().slice(0, 10);
    return today > this.#day ? today : this.#day;
  }

  /** What may have been spent of a day's money, and what of it is not known yet. */
  spent(day: string): number {
    return this.#grants.filter((grant) => grant.day === day).reduce((sum, grant) => sum + amountOf(grant), 0);
  }

  /** What passing has to answer: leave, or the codes of the refusal. */
  pass(asked: RealAct, name: string, now: number): "leave" | readonly string[] {
    if (this.stopped) return ["carrier_stopped"];
    const to = "to" in asked ? asked.to : "";
    if (asked.do === "take") {
      if (asked.from !== anna) return ["recipient_not_allowed"];
    } else if (![anna, bea, stranger].includes(to)) return ["number_protected", "recipient_not_allowed"];
    else if (this.allowTo !== "everybody" && !this.allowTo.includes(to)) return ["recipient_not_allowed"];
    const before = this.#latest.get(name);
    if (before !== undefined && before.name !== JSON.stringify(asked)) return ["internal_error"];
    const guarded = asked.do === "text" || asked.do === "call";
    if (before !== undefined && (before.cost === undefined ? !before.over : before.cost > 0 && guarded))
      return "leave";
    return this.#new(asked, to, name, now);
  }

  #new(asked: RealAct, to: string, name: string, now: number): "leave" | readonly string[] {
    const what = asked.do === "text" ? "text" : "call";
    if (asked.do === "call" || asked.do === "take")
      if (this.#live.size >= limits.liveCalls) return ["sending_limited"];
    if (asked.do !== "take") {
      const lately = this.#past.filter((one) => one.do === what && one.at > now - hour);
      if (lately.length >= (what === "text" ? limits.textsPerHour : limits.callsPerHour))
        return ["sending_limited"];
      const isRecent = (at: number): boolean => at <= now && now - at < limits.recipientGapMs;
      if (this.#past.some((one) => one.do === what && one.to === to && isRecent(one.at)))
        return ["sending_limited"];
    }
    const day = this.dayAt(now);
    const units =
      asked.do === "text" ? asked.segments : Math.ceil(("seconds" in asked ? asked.seconds : 0) / 60);
    const grant: Grant = {
      name: JSON.stringify(asked),
      do: asked.do,
      to,
      at: now,
      day,
      rate: rateOf(asked),
      units,
      over: false,
      cost: undefined,
    };
    if (this.spent(day) + amountOf(grant) > limits.spendPerDay) return ["spend_cap_reached"];
    if (this.dryRun) return "leave";
    this.#day = day;
    this.#grants.push(grant);
    this.#latest.set(name, grant);
    if (asked.do !== "take")
      this.#past = [...this.#past.filter(({ at }) => at > now - 24 * hour), { at: now, do: what, to }];
    if (asked.do === "call" || asked.do === "take") this.#live.add(grant);
    return "leave";
  }

  /**
   * Twilio charges a share of what the connection may cost. Answers how much. It may correct itself, but only to less: what
   * was freed is somebody else's money by then.
   */
  settle(name: string, share: number): number {
    const grant = this.#latest.get(name);
    if (grant === undefined) return 0;
    this.#live.delete(grant);
    const cost = Math.floor(share * grant.units * grant.rate.connection);
    return (grant.cost = Math.min(cost, grant.cost ?? cost));
  }

  /** A call is over; one of which nothing came has lasted no time. Answers how long it was. */
  over(name: string, said: number): number {
    const grant = this.#latest.get(name);
    if (grant === undefined) return said;
    this.#live.delete(grant);
    if (grant.do === "text") return said;
    const seconds = grant.cost === 0 && !grant.over ? 0 : said;
    grant.units = Math.min(grant.units, Math.ceil(seconds / 60));
    grant.over = true;
    return seconds;
  }

  restart(now: number): void {
    this.#live = new Set();
    this.#past = this.#past.filter(({ at }) => at > now - 24 * hour);
    // What was settled on an earlier day is forgotten, and its id with it; what never was settled, in time.
    for (const [name, { cost, day, at }] of this.#latest) {
      if (day < this.#day && (cost !== undefined || at < now - 35 * 24 * hour)) this.#latest.delete(name);
    }
  }

  get live(): number {
    return this.#live.size;
  }
}

const rateOf = ({ do: what }: RealAct): Grant["rate"] =>
  ({
    text: { connection: 20_000, beside: 0 },
    call: { connection: 30_000, beside: 80_000 },
    take: { connection: 25_000, beside: 80_000 },
    transfer: { connection: 30_000, beside: 0 },
    press: { connection: 0, beside: 0 },
    buy: { connection: 0, beside: 0 },
    release: { connection: 0, beside: 0 },
  })[what];

const amountOf = ({ rate, units, cost, over }: Grant): number => {
  if (cost === undefined) return units * (rate.connection + rate.beside);
  return cost === 0 && !over ? 0 : cost + units * rate.beside;
};

const follow = (bench: RailsBench, model: Model, next: Step): void => {
  switch (next.step) {
    case "pass": {
      const expected = model.pass(next.act, next.id, bench.time.now());
      const answer = answerOf(bench, next.act, next.id);
      if (expected === "leave") expect(answer).toEqual({ id: next.id, dry: model.dryRun });
      else expect(expected).toContain(answer);
      return;
    }
    case "settle":
      bench.rails.settle(next.id, model.settle(next.id, next.share));
      return;
    case "over":
      bench.rails.callOver(next.id, model.over(next.id, next.seconds));
      return;
    case "time":
      bench.time.jump(next.milliseconds);
      return;
    case "restart":
      model.restart(bench.time.now());
      Object.assign(model, { dryRun: next.dryRun, allowTo: next.allowTo, stopped: false });
      bench.restart({ limits, dryRun: next.dryRun, allowTo: next.allowTo, allowFrom: [anna] });
      return;
    case "stop":
      model.stopped = true;
      bench.rails.stop();
  }
};

const answerOf = (bench: RailsBench, asked: RealAct, name: string): unknown => {
  try {
    return bench.rails.pass(asked, name);
  } catch (error) {
    if (error instanceof RingbackError) return error.code;
    throw error;
  }
};

describe("the rails, whatever is done with them", () => {
  it("let through what they promise and nothing else, and never more money than the day's", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof({ weight: 99, arbitrary: step }, fc.constant<Step>({ step: "stop" })), {
          minLength: 30,
          maxLength: 60,
          size: "max",
        }),
        (steps) => {
          using bench = openRailsBench({ limits, allowTo: [anna, bea], allowFrom: [anna] });
          const model = new Model();
          for (const next of steps) {
            follow(bench, model, next);
            const { spend, liveCalls } = bench.rails.state();
            expect(spend.day).toBe(model.dayAt(bench.time.now()));
            expect(spend.settled + spend.reserved).toBe(model.spent(spend.day));
            expect(spend.settled + spend.reserved).toBeLessThanOrEqual(limits.spendPerDay);
            expect(liveCalls).toBe(model.live);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it("let nobody through who is not on the list or may never be reached, in whatever spelling", () => {
    using open = openRailsBench({
      allowTo: "everybody",
      dryRun: true,
      limits: { spendPerDay: 1_000_000_000 },
    });
    using listed = openRailsBench({ dryRun: true });
    const anything = fc.oneof(
      recipient,
      fc.string({ unit: "grapheme" }),
      fc.stringMatching(/^\+?[0-9 ().,*#-]{1,18}$/),
      fc.stringMatching(/^\+[0-9]{7,15}$/),
    );
    const asking = fc.constantFrom("text", "call", "transfer").map((what) => (to: string): RealAct => {
      if (what === "text") return { do: what, from: line, to, segments: 1, media: 0 };
      return { do: what === "call" ? what : "transfer", from: line, to, seconds: 60 };
    });
    fc.assert(
      fc.property(anything, asking, (to, ask) => {
        // A net below the net: whoever is reached has a whole number, and no code at its head.
        const isTelephone = /^\+(?:1(?!.11|900|976)[2-9]\d{9}|[2-9]\d{6,14})$/.test(to);
        expect(isTelephone || typeof answerOf(open, ask(to), "1") === "string").toBe(true);
        expect(typeof answerOf(listed, ask(to), "1") === "object").toBe(to === anna);
      }),
      { numRuns: 2000 },
    );
  });
});
