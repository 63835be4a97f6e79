import { expect, it } from "vitest";
import { recordSession } from "../../src/scenario/record/record-session.ts";
import type { Session, ToldEvent } from "../../src/scenario/record/told-event.ts";
import { readScenarioText } from "../../src/scenario/read-scenario-text.ts";

const line = "+12125550186";
const nina = "+14155552671";
const omar = "+447700900982";

type Told = readonly [seconds: number, type: string, fields: Readonly<Record<string, unknown>>];

/** A session on one line of AgentPhone, unless something else is said. */
const sessionOf = (told: readonly Told[], provider = "agentphone"): Session => ({
  events: told.map(([seconds, type, fields], place): ToldEvent => ({
    seq: place + 1,
    at: new Date(Date.parse("2026-04-01T10:22:00Z") + seconds * 1000).toISOString(),
    type,
    line,
    ...fields,
  })),
  lines: { [line]: { provider, country: "US", type: "sms" } },
  people: {},
});

/** The script of what is recorded, without its heading. */
const scriptOf = async (session: Session): Promise<string> => {
  const { text } = recordSession(session);
  await readScenarioText(text, "story.yaml");
  return /^script:\n((?: .*\n)*)/m.exec(text)?.[1]?.replaceAll(/^ {2}/gm, "").trimEnd() ?? "";
};

const texted = (seconds: number, body: string, from = nina): Told => [
  seconds,
  "message.received",
  { from, to: line, body, channel: "sms", messageId: `msg_${seconds}` },
];
const sent = (seconds: number, to = nina, body = "Sure."): Told => [
  seconds,
  "message.sent",
  { from: line, to, body, channel: "sms", messageId: `msg_${seconds}`, segments: 1 },
];

it.each([
  ["I live at 12 Elm, call (415) 555-2671", "I live at 12 Elm, call +14155550100"],
  ["Or +44 7911 123456, nina.b@mail.example", "Or +14155550101, ann@example.com"],
  ["https://acme.example/reset?token=abc123 now", "https://example.com/link-1 now"],
  ["My name is Nina Brandt. NINA'S order", "My name is Ann Baker. Ann'S order"],
  ["See you on Sunday, Omar. Thanks, Omar", "See you on Sunday, Ben. Thanks, Ben"],
  ["Table for 4 at 19:30 on 2026-04-05, 12.50", "Table for 4 at 19:30 on 2026-04-05, 12.50"],
  ["Ref 2026-04-05-482913 of 2026-04-05", "Ref +14155550101 of 2026-04-05"],
  ['Pay ${people.x.number}, #1: "yes" & no', 'Pay $${people.x.number}, #1: \\"yes\\" & no'],
])("%s", async (body, told) => {
  expect(await scriptOf(sessionOf([texted(0, body)]))).toBe(
    `- sms: { from: ann, to: office, body: "${told}" }`,
  );
});

it.each([
  [
    "Your Acme code is 482913.",
    /^- otp: \{ from: ann, to: office, code: \d{6}, text: "Your Acme code is \$\{code\}\." \}$/,
  ],
  ["WhatsApp code 482-913", /code: \d{6}, text: "WhatsApp code \$\{code\}"/],
  ["739104", /code: \d{6}, text: "\$\{code\}"/],
  ["Your verification code is 482913", /^- otp: \{ from: ann, to: office, code: \d{6} \}$/],
  ["My order is 48213.", /^- sms: \{ from: ann, to: office, body: "My order is \d{5}\." \}$/],
])("takes “%s” for what it is", async (body, step) => {
  const script = await scriptOf(sessionOf([texted(0, body)]));
  expect(script).toMatch(step);
  expect(script).not.toMatch(/482-?913|739104|48213/);
});

it("gives everybody a number of their own who wrote under a name or withheld theirs", async () => {
  const missed = (seconds: number, from: string): readonly Told[] => {
    const call = { from, to: line, callId: `call_${seconds}` };
    return [
      [seconds, "call.received", call],
      [seconds, "call.missed", call],
    ];
  };
  const session = sessionOf([
    texted(0, "Hi", "ACME"),
    texted(1, "Hello", "Bank24"),
    texted(2, "Hey", "Taxi24"),
    ...missed(3, "anonymous"),
    ...missed(4, "client:ada"),
  ]);
  const { text } = recordSession(session);
  expect(text.match(/\{ number: .* \}/g)).toEqual(
    [0, 1, 2, 3, 4].map((place) => `{ number: +1415555010${place} }`),
  );
  expect((await readScenarioText(text, "story.yaml")).warnings).toEqual([]);
});

it("gives a code that is texted, said and pressed the same stand-in", async () => {
  const call = { from: nina, to: line, callId: "call_001" };
  const script = await scriptOf(
    sessionOf([
      texted(0, "Your code is 482913"),
      [60, "call.received", call],
      [62, "call.answered", { ...call, by: "agent" }],
      [63, "turn.user", { ...call, text: "It is 482913." }],
      // As networks tell it: key by key.
      ..."482913#".split("").map((digits): Told => [65, "digits.pressed", { ...call, by: "user", digits }]),
      [
        70,
        "call.ended",
        { ...call, status: "completed", disconnectionReason: "user_hangup", durationMs: 8000 },
      ],
    ]),
  );
  const code = /code: (\d{6})/.exec(script)?.[1] ?? "none";
  expect(script).toContain(`- say: "It is ${code}."\n- press: "${code}#"\n- hang-up`);
});

it("lets each person wait for the agent's answers to them, whomever it answers first", async () => {
  const script = await scriptOf(
    sessionOf([
      texted(0, "Hi"),
      texted(10, "Hello", omar),
      sent(12, omar),
      sent(15),
      texted(75, "Thanks"),
      sent(76),
    ]),
  );
  expect(script).toBe(
    [
      '- sms: { from: ann, to: office, body: "Hi" }',
      "- after: 10s",
      '  sms: { from: ben, to: office, body: "Hello" }',
      "- when: { message.sent: { line: office, to: ann } }",
      "  do:",
      "    - after: 1m",
      '      sms: { from: ann, to: office, body: "Thanks" }',
    ].join("\n"),
  );
});

it("repeats the network's reports where they are bad or late, and leaves the usual ones to it", async () => {
  const report = (seconds: number, type: string, messageId: string, more = {}): Told => [
    seconds,
    type,
    { from: line, to: nina, messageId, ...more },
  ];
  const script = await scriptOf(
    sessionOf([
      sent(0),
      report(2, "message.delivered", "msg_0"),
      sent(10),
      report(70, "message.delivered", "msg_10"),
      sent(100),
      report(103, "message.failed", "msg_100", { why: "Nina is gone", errorCode: "30003" }),
    ]),
  );
  expect(script.match(/(?:after|receipt): .*/g)).toEqual([
    "after: 1m",
    "receipt: { status: delivered }",
    "after: 3s",
    "receipt: { status: failed, errorCode: 30003 }",
  ]);
});

it("lets a telephone of AgentPhone's ring no longer than nobody answers it, and one of the store's as long as it did", async () => {
  const call = { from: nina, to: line, callId: "call_001" };
  const missed: readonly Told[] = [
    [0, "call.received", call],
    [21, "call.missed", call],
  ];
  expect(await scriptOf(sessionOf(missed))).toBe("- missed-call: { from: ann, to: office, rings: 1s }");
  expect(await scriptOf(sessionOf(missed, "store"))).toBe(
    "- missed-call: { from: ann, to: inbox, rings: 21s }",
  );
});

it("tells the numbers apart that an agent rents one after the other", () => {
  const rent = (seconds: number, number: string): readonly Told[] => [
    [seconds, "line.rented", { line: number, provider: "store", country: "GB", numberType: "local" }],
    [seconds, "request.answered", { operation: "store.purchases.create", by: "agent", outcome: "ok" }],
  ];
  const second = "+12125550187";
  const { text } = recordSession({
    ...sessionOf([
      ...rent(0, line),
      ...rent(5, second),
      [9, "message.received", { line: second, from: nina, to: second, body: "Hi", channel: "sms" }],
    ]),
    lines: {},
  });
  expect(text).toContain('- when: { line.rented: { line: { not: "${rented1}" } } }');
  expect(text).toContain('sms: { from: ann, to: "${rented2}", body: "Hi" }');
  expect(text).toContain(
    '- line.rented: { provider: store, country: GB, line: { not: "${rented1}" } }\n    capture: { rented2: line }',
  );
});

it("expects what the agent did, and never its words", () => {
  const { text } = recordSession(
    sessionOf([texted(0, "Hi"), sent(1, nina, "Buy our soap!"), sent(2, nina, "Now!")]),
  );
  expect(text).not.toMatch(/soap|Now/);
  expect(text).toContain(
    "expect:\n  - order:\n      - message.sent: { line: office, to: ann }\n      - message.sent: { line: office, to: ann }\n",
  );
});

it("has the agent's webhook where it was, unless the agent sets it itself", async () => {
  const queued: Told = [
    1,
    "webhook.queued",
    { url: "http://127.0.0.1:4500/hooks/phone?key=abc", channel: "sms" },
  ];
  const set: Told = [
    0,
    "request.answered",
    { operation: "agentphone.webhooks.set", by: "agent", outcome: "ok" },
  ];
  const attached = { [line]: { provider: "agentphone", country: "US", type: "sms", agent: "Nina's helper" } };
  const known = { ...sessionOf([texted(0, "Hi"), queued]), lines: attached };
  const { text } = recordSession(known);
  expect(text).toContain('  desk: { voiceMode: webhook, webhook: "${env.AGENT_URL}/hooks/phone" }');
  expect(text).toContain("agent: { ready: { port: open } }");
  await readScenarioText(text, "story.yaml");
  const later = recordSession({ ...known, before: sessionOf([set]).events });
  expect(later.text).toContain("  desk: { voiceMode: webhook }");
});
