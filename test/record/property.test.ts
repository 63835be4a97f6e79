import * as fc from "fast-check";
import { expect, it } from "vitest";
import { readScenarioText } from "../../src/scenario/read-scenario-text.ts";
import { recordSession } from "../../src/scenario/record/record-session.ts";
import type { Session, ToldEvent } from "../../src/scenario/record/told-event.ts";

const digits = (least: number, most: number) => fc.stringMatching(new RegExp(`^[0-9]{${least},${most}}$`));
const number = fc.oneof(
  fc.stringMatching(/^\+(?:1[2-9][0-9]{9}|44[1-9][0-9]{8,9}|49[1-9][0-9]{7,9})$/),
  // Those that stand for others may be in the session themselves.
  fc.stringMatching(/^\+1415555010[0-9]$/),
);
const fullName = fc.stringMatching(/^[B-Z][a-z]{5,9}q$/);
const secret = fc.oneof(
  fc.stringMatching(/^sk_live_[A-Za-z0-9]{16,24}$/),
  fc.stringMatching(/^ask_[A-Za-z0-9]{16,24}$/),
  fc.stringMatching(/^[a-z]{5,9}\.[a-z]{3,8}@[a-z]{4,8}\.com$/),
  fc.stringMatching(/^https:\/\/[a-z]{5,9}\.io\/v\?token=[a-z0-9]{8,12}$/),
  fc.stringMatching(/^4[0-9]{3} [0-9]{4} [0-9]{4} [0-9]{4}$/),
);
const chatter = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.constantFrom(
    "${people.acme.number}",
    "Hello: you",
    "# no",
    "'",
    '"',
    "- a\n- b",
    "{ a: 1 }",
    "&a *b !c",
    "@",
    "%",
  ),
);

/** What a session is made of, and what of it must never be seen again. */
const cast = fc.record({
  people: fc.uniqueArray(fc.tuple(number, fullName), {
    minLength: 1,
    maxLength: 4,
    selector: ([told]) => told.slice(-10),
    comparator: "IsStrictlyEqual",
  }),
  line: number,
  provider: fc.constantFrom("store", "agentphone"),
  country: fc.constantFrom("US", "GB", "CA", "XX"),
  rented: fc.boolean(),
  secrets: fc.array(secret, { minLength: 1, maxLength: 3 }),
  codes: fc.array(digits(4, 8), { minLength: 1, maxLength: 3 }),
  chatter: fc.array(chatter, { minLength: 1, maxLength: 4 }),
  acts: fc.array(fc.record({ kind: fc.nat(9), who: fc.nat(3), what: fc.nat(11), pause: fc.nat(7_200_000) }), {
    maxLength: 25,
  }),
});

type Drawn = typeof cast extends fc.Arbitrary<infer Value> ? Value : never;

const pick = <Value>(values: readonly Value[], place: number): Value => {
  const value = values[place % values.length];
  if (value === undefined) throw new Error("There is nothing to pick from.");
  return value;
};

/** The events of a session, as ringback would have told them. */
const sessionOf = ({ people, line, provider, country, rented, ...drawn }: Drawn): Session => {
  const events: ToldEvent[] = [];
  let at = Date.parse("2026-04-01T10:00:00Z");
  const tell = (type: string, fields: Readonly<Record<string, unknown>>): void => {
    events.push({ seq: events.length + 1, at: new Date(at).toISOString(), type, ...fields });
  };
  for (const [told, name] of people) tell("person.added", { name, number: told });
  if (rented) {
    tell("line.rented", { line, account: "acct_001", provider, country, numberType: "local" });
    const operation = provider === "store" ? "store.purchases.create" : "agentphone.numbers.create";
    tell("request.answered", { operation, by: "agent", outcome: "ok" });
  }
  for (const { kind, who, what, pause } of drawn.acts) {
    at += pause;
    const [far, name] = pick(people, who);
    const code = pick(drawn.codes, what);
    const words = pick(
      [
        `Your code is ${code}.`,
        `Hi, this is ${name}, call me at ${far}: ${pick(drawn.secrets, what)}`,
        `My name is ${name}. ${pick(drawn.chatter, what)}`,
        `${pick(drawn.secrets, what)} ${code} ${name}'s ${line.slice(-10)}`,
        pick(drawn.chatter, what),
      ],
      what,
    );
    const messageId = `msg_${events.length}`;
    const texted = { line, body: words, channel: "sms", messageId };
    const called = { line, callId: `call_${events.length}` };
    if (kind < 3) tell("message.received", { ...texted, from: far, to: line });
    if (kind === 1) tell("otp.issued", { from: far, to: line, code, otpId: "otp_1", messageId });
    if (kind === 3 || kind === 4) tell("message.sent", { ...texted, from: line, to: far, segments: 1 });
    if (kind === 4)
      tell("message.failed", { line, from: line, to: far, messageId, why: words, errorCode: "30003" });
    if (kind === 5) {
      tell("call.received", { ...called, from: far, to: line });
      tell("call.missed", { ...called, from: far, to: line });
    }
    // Nobody answers at a number of the store, nor calls from one.
    if (kind < 6 || provider === "store") continue;
    const parties = kind < 8 ? { ...called, from: far, to: line } : { ...called, from: line, to: far };
    tell(kind < 8 ? "call.received" : "call.placed", parties);
    at += 1000 * what;
    if (kind === 9) {
      tell("call.ended", { ...parties, status: "failed", disconnectionReason: "dial_busy", durationMs: 0 });
      continue;
    }
    tell("call.answered", {
      ...parties,
      by: kind === 8 ? pick(["person", "voicemail", "screener"], what) : "agent",
    });
    tell("turn.user", { ...parties, text: words });
    tell("turn.agent", { ...parties, text: words, interrupted: what % 2 === 0 });
    tell("digits.pressed", { ...parties, by: "user", digits: `${code}#` });
    const disconnectionReason = pick(["agent_hangup", "user_hangup", "error_unknown"], what);
    tell("call.ended", { ...parties, status: "completed", disconnectionReason, durationMs: 1000 });
  }
  const known = { provider, country, type: "local", agent: `${people[0]?.[1]} agent` };
  return {
    events,
    lines: rented ? {} : { [line]: known },
    people: Object.fromEntries(people.map(([told, name]) => [name, { number: told }])),
  };
};

it("never tells a number, a name, a code or a secret of a session again", () => {
  fc.assert(
    fc.property(cast, (drawn) => {
      const { text } = recordSession(sessionOf(drawn));
      const { people, line, secrets, codes } = drawn;
      const told = text.toLowerCase();
      for (const [far, name] of people) {
        expect(told).not.toContain(far.slice(-10));
        expect(told).not.toContain(name.toLowerCase());
      }
      expect(told).not.toContain(line.slice(-10));
      for (const one of secrets) expect(told).not.toContain(one.toLowerCase());
      // A shorter code may be part of a longer fictional number by chance, but never stands by itself.
      for (const code of codes) expect(text).not.toMatch(new RegExp(`(?<!\\d)${code}(?!\\d)`));
    }),
    { numRuns: 300 },
  );
});

it("writes the same session the same way, and always a scenario that can be played", async () => {
  await fc.assert(
    fc.asyncProperty(cast, async (drawn) => {
      const { text } = recordSession(sessionOf(drawn));
      expect(recordSession(sessionOf(drawn)).text).toBe(text);
      const { scenarios, warnings } = await readScenarioText(text, "story.yaml");
      expect(scenarios).toHaveLength(1);
      expect(warnings).toEqual([]);
    }),
    { numRuns: 150 },
  );
});
