import { expect } from "vitest";
import {
  acme,
  advance,
  agentOf,
  type Answer,
  buyNumber,
  changeSettings,
  type Client,
  controlOf,
  placeCall,
  refusal,
  sendText,
  startRingback,
} from "../support/store-client.ts";
import { verifies } from "../support/verifies.ts";

interface Listed {
  readonly messages?: readonly { readonly id: string; readonly bodyPreview: string }[];
  readonly calls?: readonly { readonly id: string }[];
}

/** The ids of a list of texts or calls. */
const idsOf = ({ body }: Answer): readonly string[] => {
  const { messages, calls } = body as Listed;
  return (messages ?? calls ?? []).map(({ id }) => id);
};

const previewsOf = ({ body }: Answer): readonly string[] =>
  ((body as Listed).messages ?? []).map(({ bodyPreview }) => bodyPreview);

/** A number with so many texts, a second apart. */
const fill = async (control: Client, number: string, count: number): Promise<void> => {
  for (let index = 1; index <= count; index += 1) {
    await sendText(control, number, `text ${index}`);
    await advance(control, "1s");
  }
};

verifies(
  "messages.order",
  "lists texts newest first, and those of one instant by the order of arrival",
  async () => {
    await using ringback = await startRingback({ clock: "manual" });
    const agent = agentOf(ringback);
    const control = controlOf(ringback);
    const { number, path } = await buyNumber(agent);
    await fill(control, number, 2);
    await sendText(control, number, "third");
    await sendText(control, number, "fourth");
    const answer = await agent.get(`${path}/messages`);
    expect(previewsOf(answer)).toEqual(["fourth", "third", "text 2", "text 1"]);
    expect(previewsOf(await agent.get(`${path}/messages?limit=3`))).toEqual(["fourth", "third", "text 2"]);
  },
);

verifies("lists.limit", "takes limits from 1 to 100, and 20 when none is given", async () => {
  await using ringback = await startRingback();
  const agent = agentOf(ringback);
  const control = controlOf(ringback);
  const { number, path } = await buyNumber(agent);
  for (let index = 0; index < 101; index += 1) {
    await sendText(control, number);
    await placeCall(control, number);
  }
  for (const list of [`${path}/messages`, `${path}/missed-calls`, `${path}/call-logs`]) {
    expect(idsOf(await agent.get(`${list}?limit=1`))).toHaveLength(1);
    expect(idsOf(await agent.get(`${list}?limit=100`))).toHaveLength(100);
    expect(idsOf(await agent.get(list))).toHaveLength(20);
    // Of a parameter given twice the last counts.
    expect(idsOf(await agent.get(`${list}?limit=abc&limit=2`))).toHaveLength(2);
  }
  const refused = [
    ["0", "must be at least 1"],
    ["-1", "must be at least 1"],
    ["101", "must be at most 100"],
    ["999999999999999999", "must be a number"],
    ["ten", "must be a number"],
    ["", "must be a number"],
    ["1.5", "must be a whole number"],
    ["1e1", "must be a number"],
    ["%2B5", "must be a number"],
  ] as const;
  const paths = [
    `${path}/messages`,
    `${path}/missed-calls`,
    `${path}/call-logs`,
    "/services",
    "/catalog/items",
  ];
  for (const list of paths) {
    for (const [limit, message] of refused) {
      const answer = await agent.get(`${list}?limit=${limit}`);
      expect([limit, answer.status, answer.body]).toEqual([
        limit,
        400,
        refusal("validation_error", { issues: [{ path: "limit", message }] }),
      ]);
    }
  }
});

verifies("messages.unreadOnly", "reads unreadOnly as true, false, 1 or 0", async () => {
  await using ringback = await startRingback();
  const agent = agentOf(ringback);
  const control = controlOf(ringback);
  const { number, path } = await buyNumber(agent);
  const read = await sendText(control, number, "read");
  const unread = await sendText(control, number, "unread");
  await agent.get(`${path}/messages/${read}`);
  for (const value of ["true", "1"]) {
    expect(idsOf(await agent.get(`${path}/messages?unreadOnly=${value}`))).toEqual([unread]);
  }
  for (const query of ["?unreadOnly=false", "?unreadOnly=0", ""]) {
    expect(idsOf(await agent.get(`${path}/messages${query}`))).toEqual([unread, read]);
  }
  for (const value of ["maybe", "TRUE", "yes", "2", "", "null"]) {
    const answer = await agent.get(`${path}/messages?unreadOnly=${value}`);
    expect(answer.status).toBe(400);
    expect(answer.body).toEqual(
      refusal("validation_error", { issues: [{ path: "unreadOnly", message: "must be true or false" }] }),
    );
  }
});

verifies(
  "messages.markRead",
  "marks a text read when it is read whole, once, and never when listed",
  async () => {
    await using ringback = await startRingback();
    const agent = agentOf(ringback);
    const control = controlOf(ringback);
    const { number, path } = await buyNumber(agent);
    const [first, second] = [await sendText(control, number), await sendText(control, number)];
    const unread = async () => idsOf(await agent.get(`${path}/messages?unreadOnly=true`));
    await agent.get(`${path}/messages`);
    expect(await unread()).toEqual([second, first]);
    const once = await agent.get(`${path}/messages/${first}`);
    const twice = await agent.get(`${path}/messages/${first}`);
    expect(twice.text).toBe(once.text);
    expect(once.body).toMatchObject({ message: { status: "received" } });
    expect(await unread()).toEqual([second]);
    expect((await control.get("/events?type=message.read")).body).toMatchObject({
      events: [{ line: number, messageId: first }],
    });
  },
);

verifies("messages.markRead.setting", "leaves texts unread when markReadOnGet is off", async () => {
  await using ringback = await startRingback();
  const agent = agentOf(ringback);
  const control = controlOf(ringback);
  const { number, path } = await buyNumber(agent);
  const id = await sendText(control, number);
  await changeSettings(control, { markReadOnGet: false });
  await agent.get(`${path}/messages/${id}`);
  expect(idsOf(await agent.get(`${path}/messages?unreadOnly=true`))).toEqual([id]);
  await changeSettings(control, { markReadOnGet: true });
  await agent.get(`${path}/messages/${id}`);
  expect(idsOf(await agent.get(`${path}/messages?unreadOnly=true`))).toEqual([]);
});

verifies("messages.preview", "previews 80 code points in one line", async () => {
  await using ringback = await startRingback();
  const agent = agentOf(ringback);
  const control = controlOf(ringback);
  const { number, path } = await buyNumber(agent);
  const cases = [
    ["", ""],
    ["short", "short"],
    ["x".repeat(80), "x".repeat(80)],
    ["x".repeat(81), `${"x".repeat(80)}…`],
    ["😀".repeat(80), "😀".repeat(80)],
    ["😀".repeat(81), `${"😀".repeat(80)}…`],
    [`${"x".repeat(79)}😀`, `${"x".repeat(79)}😀`],
    [`${"x".repeat(79)}😀!`, `${"x".repeat(79)}😀…`],
    [`${"😀".repeat(79)}xy!`, `${"😀".repeat(79)}x…`],
    ["one\ntwo\r\nthree\rfour", "one two three four"],
    ["\n".repeat(80), " ".repeat(80)],
    ["\r\n".repeat(80), " ".repeat(80)],
    ["\r\n".repeat(81), `${" ".repeat(80)}…`],
    ["código 123456 ✓", "código 123456 ✓"],
    ["x".repeat(16_000), `${"x".repeat(80)}…`],
  ] as const;
  for (const [body, preview] of cases) {
    const id = await sendText(control, number, body);
    expect(previewsOf(await agent.get(`${path}/messages?limit=1`))).toEqual([preview]);
    expect((await agent.get(`${path}/messages/${id}`)).body).toMatchObject({ message: { body } });
  }
  const tooLong = await control.post("/people/text", { from: acme, to: number, body: "x".repeat(16_001) });
  expect(tooLong.status).toBe(400);
});

verifies(
  ["messages.list.transcript", "messages.get.transcript"],
  "shows a text's documented fields and no others",
  async () => {
    await using ringback = await startRingback({
      clock: "manual",
      start: Date.UTC(2026, 3, 1, 10, 22, 19, 999),
    });
    const agent = agentOf(ringback);
    const { number, path } = await buyNumber(agent);
    const id = await sendText(controlOf(ringback), number, "hello");
    const common = { id, from: acme, to: number, receivedAt: "2026-04-01T10:22:19Z" };
    expect((await agent.get(`${path}/messages`)).body).toStrictEqual({
      messages: [{ ...common, direction: "inbound", bodyPreview: "hello" }],
    });
    expect((await agent.get(`${path}/messages/${id}`)).body).toStrictEqual({
      message: { ...common, body: "hello", status: "received" },
    });
  },
);

verifies("messages.private", "does not find texts and calls under another number", async () => {
  await using ringback = await startRingback();
  const agent = agentOf(ringback);
  const control = controlOf(ringback);
  const [mine, other] = [await buyNumber(agent), await buyNumber(agent)];
  const messageId = await sendText(control, mine.number);
  const callId = await placeCall(control, mine.number);
  for (const [path, resource, id] of [
    [`${other.path}/messages/${messageId}`, "message", messageId],
    [`${other.path}/call-logs/${callId}`, "call", callId],
    [`${mine.path}/messages/msg_999`, "message", "msg_999"],
    [`${mine.path}/call-logs/call_999`, "call", "call_999"],
    [`/services/svc_phone_999/phone/messages`, "service", "svc_phone_999"],
  ] as const) {
    const answer = await agent.get(path);
    expect(answer.status).toBe(404);
    expect(answer.body).toEqual(refusal("not_found", { resource, id }));
  }
  expect(idsOf(await agent.get(`${other.path}/messages`))).toEqual([]);
  expect(idsOf(await agent.get(`${mine.path}/messages?unreadOnly=true`))).toEqual([messageId]);
});

verifies("messages.withoutSms", "has an empty inbox at a number without sms", async () => {
  await using ringback = await startRingback();
  const agent = agentOf(ringback);
  const control = controlOf(ringback);
  const { number, path } = await buyNumber(agent, { capabilities: ["voice"] });
  const answer = await control.post("/people/text", { from: acme, to: number, body: "hello" });
  expect(answer.status).toBe(422);
  const code = await control.post("/people/otp", { from: acme, to: number });
  expect(code.status).toBe(422);
  expect((await agent.get(`${path}/messages`)).body).toEqual({ messages: [] });
  expect((await agent.get(`${path}/messages?unreadOnly=true`)).body).toEqual({ messages: [] });
  expect(idsOf(await agent.get(`${path}/missed-calls`))).toEqual([]);
  const callId = await placeCall(control, number);
  expect(idsOf(await agent.get(`${path}/missed-calls`))).toEqual([callId]);
});

verifies("calls.withoutVoice", "has no calls at a number without voice", async () => {
  await using ringback = await startRingback();
  const agent = agentOf(ringback);
  const control = controlOf(ringback);
  const { number, path } = await buyNumber(agent, { capabilities: ["sms"] });
  expect((await control.post("/people/call", { from: acme, to: number })).status).toBe(422);
  expect((await agent.get(`${path}/missed-calls`)).body).toEqual({ calls: [] });
  expect((await agent.get(`${path}/call-logs`)).body).toEqual({ calls: [] });
  expect((await sendText(control, number)).startsWith("msg_")).toBe(true);
});

verifies("calls.order", "lists calls by when they began, newest first", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const agent = agentOf(ringback);
  const control = controlOf(ringback);
  const { number, path } = await buyNumber(agent);
  const long = await placeCall(control, number, "60s");
  await advance(control, "1s");
  const short = await placeCall(control, number, "5s");
  // What still rings is not missed yet.
  expect(idsOf(await agent.get(`${path}/missed-calls`))).toEqual([]);
  await advance(control, "5s");
  expect(idsOf(await agent.get(`${path}/missed-calls`))).toEqual([short]);
  expect((await agent.get(`${path}/call-logs/${long}`)).status).toBe(404);
  await advance(control, "60s");
  expect(idsOf(await agent.get(`${path}/missed-calls`))).toEqual([short, long]);
  expect(idsOf(await agent.get(`${path}/call-logs`))).toEqual([short, long]);
});

verifies("calls.order", "keeps the order of more than a thousand calls of one instant", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const agent = agentOf(ringback);
  const { number, path } = await buyNumber(agent);
  const { people } = ringback.worlds.main.domain;
  for (let index = 0; index < 1002; index += 1) await people.call(acme, number, 0);
  expect(idsOf(await agent.get(`${path}/missed-calls?limit=4`))).toEqual([
    "call_1002",
    "call_1001",
    "call_1000",
    "call_999",
  ]);
});

verifies(["callLog.exists", "callLog.readings"], "reads one call of the log, or the whole log", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const agent = agentOf(ringback);
  const control = controlOf(ringback);
  const { number, path } = await buyNumber(agent);
  const [first, second] = [await placeCall(control, number, "7s"), await placeCall(control, number)];
  await advance(control, "7s");
  const logged = {
    id: first,
    from: acme,
    to: number,
    status: "missed",
    startedAt: "2026-04-01T10:22:00Z",
    durationSeconds: 0,
    direction: "inbound",
    endedAt: "2026-04-01T10:22:07Z",
  };
  const one = await agent.get(`${path}/call-logs/${first}`);
  expect(one.body).toStrictEqual({ call: logged });
  const whole = await agent.get(`${path}/call-logs`);
  expect(whole.body).toStrictEqual({
    calls: [{ ...logged, id: second, endedAt: "2026-04-01T10:22:00Z" }, logged],
  });
  expect(idsOf(await agent.get(`${path}/call-logs?limit=1`))).toEqual([second]);
});

verifies("callLog.extras", "shows the fields of missed calls only when the extras are off", async () => {
  await using ringback = await startRingback();
  const agent = agentOf(ringback);
  const control = controlOf(ringback);
  const { number, path } = await buyNumber(agent);
  const id = await placeCall(control, number);
  await changeSettings(control, { showCallLogExtras: false });
  const missed = await agent.get(`${path}/missed-calls`);
  const whole = await agent.get(`${path}/call-logs`);
  expect(whole.text).toBe(missed.text);
  const one = await agent.get(`${path}/call-logs/${id}`);
  expect(one.body).toEqual({ call: (missed.body as { calls: readonly unknown[] }).calls[0] });
});

verifies("network.arrivals", "lets people reach lines and nobody else", async () => {
  await using ringback = await startRingback();
  const control = controlOf(ringback);
  const { number, path } = await buyNumber(agentOf(ringback));
  for (const operation of ["text", "otp", "call"]) {
    const answer = await control.post(`/people/${operation}`, { from: acme, to: "+12125550100", body: "x" });
    expect(answer.status).toBe(404);
    expect(answer.body).toEqual(refusal("not_found", { number: "+12125550100" }));
  }
  // Numbers may be spelt in any international way.
  const spelt = { from: "+1 (415) 555-0123", to: number.replace("+1", "+1 "), body: "hello" };
  expect((await control.post("/people/text", spelt)).status).toBe(201);
  expect((await agentOf(ringback).get(`${path}/messages`)).body).toMatchObject({
    messages: [{ from: acme, to: number }],
  });
});

verifies("network.arrivals", "draws one-time codes from the seed and tells when they run out", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const agent = agentOf(ringback);
  const control = controlOf(ringback);
  const { number, path } = await buyNumber(agent);
  const request = { from: acme, to: number, digits: 8, expiresIn: "5m", text: "Use ${code}, not ${code}0" };
  const { body } = await control.post("/people/otp", request);
  const { code } = body as { code: string };
  expect(body).toEqual({
    code: expect.stringMatching(/^\d{8}$/) as string,
    messageId: "msg_001",
    expiresAt: "2026-04-01T10:27:00.000Z",
  });
  expect(previewsOf(await agent.get(`${path}/messages`))).toEqual([`Use ${code}, not ${code}0`]);
  await advance(control, "4m59s999ms");
  expect((await control.get("/events?type=otp.expired")).body).toMatchObject({ events: [] });
  await advance(control, "1ms");
  expect((await control.get("/events?type=otp.expired")).body).toMatchObject({
    events: [{ code, otpId: "otp_001" }],
  });
});

verifies("network.protected", "lets nobody text or call as an emergency or crisis line", async () => {
  await using ringback = await startRingback();
  const control = controlOf(ringback);
  const { number } = await buyNumber(agentOf(ringback));
  for (const protectedNumber of ["911", "+1 911", "988", "999", "112", "+1 800 273 8255", "741741"]) {
    for (const operation of ["text", "otp", "call"]) {
      const answer = await control.post(`/people/${operation}`, {
        from: protectedNumber,
        to: number,
        body: "x",
      });
      expect([protectedNumber, operation, answer.status]).toEqual([protectedNumber, operation, 403]);
      expect(answer.body).toEqual(refusal("number_protected"));
    }
    expect((await control.post("/people", { name: "a", number: protectedNumber })).status).toBe(403);
    const line = { provider: "store", country: "US", number: protectedNumber };
    expect((await control.post("/lines", line)).status).toBe(403);
  }
});

verifies("network.fictional", "gives no line a number that a person has", async () => {
  await using ringback = await startRingback();
  const agent = agentOf(ringback);
  const control = controlOf(ringback);
  await control.post("/people", { name: "nina", number: "+12125550186" });
  const { number } = await buyNumber(agent);
  expect(number).toMatch(/^\+121255501\d\d$/);
  expect(number).not.toBe("+12125550186");
  expect((await control.post("/people", { name: "other", number })).status).toBe(409);
  expect((await control.get("/people")).body).toEqual({ people: [{ name: "nina", number: "+12125550186" }] });
});
