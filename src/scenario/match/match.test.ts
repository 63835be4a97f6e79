import { describe, expect, it } from "vitest";
import type { EventFields, EventName, WorldEvent } from "../../contract/events.ts";
import { readScenario } from "../read-scenario.ts";
import type { EventMatcher } from "../../api/match/condition.ts";
import { explain } from "../../api/match/explain.ts";
import { isMeant, match, tellDifference } from "../../api/match/match.ts";

const numbers: Readonly<Record<string, string>> = { acme: "+14155550123", inbox: "+12125550186" };

const read = (when: string): EventMatcher => {
  const people =
    "people: { acme: { number: +14155550123 } }\nlines: { inbox: { provider: store, country: US } }";
  const text = `version: 1\nname: x\n${people}\nscript:\n  - when: { ${when} }\n    do: [note: a]\n`;
  const [rule] = readScenario(text, "a.yaml").scenario.rules ?? [];
  if (rule === undefined) throw new Error("No rule was read.");
  return rule.when;
};

const event = <Name extends EventName>(type: Name, fields: EventFields<Name>): WorldEvent =>
  ({ seq: 1, at: 0, type, ...fields }) as unknown as WorldEvent;

const text = event("message.received", {
  line: "+12125550186",
  from: "+14155550123",
  to: "+12125550186",
  body: "Please RESEND the code, ok?",
  channel: "sms",
  messageId: "msg_001",
});
const money = event("balance.changed", {
  owner: "svc_phone_001",
  previousMinor: 1000,
  newMinor: 2500,
  reason: "topup",
});
const code = event("otp.issued", {
  from: "+14155550123",
  to: "+12125550186",
  code: "012345",
  otpId: "otp_001",
  messageId: "msg_001",
});

const numberOf = (name: string): string | undefined => numbers[name];

const tell = (when: string, happened: WorldEvent): string | undefined => {
  const difference = match(read(when).condition, happened, numberOf);
  return difference && tellDifference(difference);
};

describe("an event matches", () => {
  it.each([
    ["message.received: {}", text],
    ["message.received: { from: acme, to: inbox }", text],
    ["message.received: { from: +14155550123 }", text],
    ["message.received: { from: +1415*, messageId: 'msg_*' }", text],
    ["message.received: { from: '*0123' }", text],
    ["message.received: { messageId: msg_001 }", text],
    ["message.received: { body: /resend/i }", text],
    ["message.received: { body: '/^Please [A-Z]{6} the/' }", text],
    ["message.received: { body: 'Please RESEND the code, ok?' }", text],
    ["message.received: { body: { contains: 'code, ok' } }", text],
    ["message.received: { body: { contains: code, not: /urgent/ } }", text],
    ["message.received: { from: { oneOf: [inbox, acme] }, channel: { not: mms } }", text],
    ["balance.changed: { newMinor: 2500, previousMinor: { gte: 1000, lt: 1001 } }", money],
    ["balance.changed: { newMinor: { gt: 2499, lte: 2500 }, owner: 'svc_*' }", money],
    ["otp.issued: { code: 012345, expiresAt: { exists: false } }", code],
    ["otp.issued: { expiresAt: { not: 2026-04-01T10:22:00Z } }", code],
  ])("%s", (when, happened) => {
    expect(isMeant(read(when), happened, numberOf)).toBe(true);
    expect(tell(when, happened)).toBeUndefined();
  });
});

describe("a difference is told for", () => {
  it.each([
    ["message.received: { from: inbox }", text, "from should be inbox, but is “+14155550123”"],
    ["message.received: { from: +1900* }", text, "from should be like +1900*, but is “+14155550123”"],
    ["message.received: { to: acme, body: hello }", text, "to should be acme, but is “+12125550186”"],
    [
      "message.received: { body: resend }",
      text,
      "body should be “resend”, but is “Please RESEND the code, ok?”",
    ],
    [
      "message.received: { body: /resend/ }",
      text,
      "body should be matching /resend/, but is “Please RESEND the code, ok?”",
    ],
    ["balance.changed: { newMinor: { gt: 2500 } }", money, "newMinor should be more than 2500, but is 2500"],
    ["balance.changed: { newMinor: 25 }", money, "newMinor should be 25, but is 2500"],
    ["otp.issued: { code: 12345 }", code, "code should be “12345”, but is “012345”"],
    ["otp.issued: { expiresAt: { exists: true } }", code, "expiresAt should be there, but is absent"],
    [
      "otp.issued: { code: { oneOf: ['1234', /x/] } }",
      code,
      "code should be one of “1234”, matching /x/, but is “012345”",
    ],
    ["otp.issued: { code: { not: /\\d/ } }", code, "code should be not matching /\\d/, but is “012345”"],
  ])("%s", (when, happened, sentence) => {
    expect(isMeant(read(when), happened, numberOf)).toBe(false);
    expect(tell(when, happened)).toBe(sentence);
  });
});

it("is explained in a sentence", () => {
  expect(explain(read("message.read: {}"))).toBe("message.read");
  expect(explain(read("message.received: { from: acme, body: { contains: code, not: /x/i } }"))).toBe(
    "message.received with from acme and body containing “code” and not matching /x/i",
  );
  expect(explain(read("balance.changed: { newMinor: { gte: 10 }, owner: 'svc_*' }"))).toBe(
    "balance.changed with newMinor at least 10 and owner like svc_*",
  );
});

it("is never an event of another type", () => {
  expect(isMeant(read("call.missed: {}"), text, numberOf)).toBe(false);
});
