import { describe, expect, it } from "vitest";
import { fastTime } from "../support/fast-time.ts";
import { anna, bella, line, openRealAgent, type RealAgent } from "../support/real-agent.ts";

const picture = Buffer.from("89504e470d0a1a0a", "hex");

const send = ({ phone }: RealAgent, more: object = {}) =>
  phone.post("/v1/messages", { from_number: line, to_number: anna, body: "Your table is ready.", ...more });

const idOf = ({ body }: { readonly body: unknown }): string => (body as { id: string }).id;

/** The texts that Twilio was asked to send. */
const asked = ({ fake }: RealAgent) =>
  fake.requests.filter(({ method, path }) => method === "POST" && path.endsWith("/Messages.json"));

describe("files", () => {
  it("come with a text: the agent's webhook is given an address where it can fetch them", async () => {
    await using ada = await openRealAgent();
    const media = [
      { contentType: "image/png", bytes: picture },
      { contentType: "text/vcard", bytes: Buffer.from("BEGIN:VCARD") },
    ];
    ada.fake.people.text({ from: anna, to: line, body: "Look!", media });
    await ada.receiver.arrived(1);
    const [told] = ada.told();
    expect(told).toMatchObject({ event: "agent.message", channel: "mms", data: { message: "Look!" } });
    const { mediaUrl, mediaUrls } = (told?.data ?? {}) as { mediaUrl: string; mediaUrls: readonly string[] };
    expect(mediaUrls).toHaveLength(2);
    expect(mediaUrls[0]).toBe(mediaUrl);
    expect(mediaUrls.join(" ")).not.toContain(ada.fake.accountSid);
    const fetched = await fetch(mediaUrl);
    expect([fetched.headers.get("content-type"), Buffer.from(await fetched.arrayBuffer())]).toEqual([
      "image/png",
      picture,
    ]);
  });

  it("that came may be sent on: Twilio fetches them under the public URL, the person gets the bytes", async () => {
    await using ada = await openRealAgent();
    const media = [{ contentType: "image/png", bytes: picture }];
    ada.fake.people.text({ from: anna, to: line, body: "For Bella.", media });
    await ada.receiver.arrived(1);
    const sent = await send(ada, { to_number: bella, media_url: ada.told()[0]?.data["mediaUrl"] });
    expect(sent).toMatchObject({ status: 200, body: { channel: "mms" } });
    await ada.event("message.delivered", { messageId: idOf(sent) });
    expect(ada.fake.people.read(bella)).toEqual([
      { from: line, body: "Your table is ready.", media: [{ contentType: "image/png", bytes: picture }] },
    ]);
  });

  it("of this machine are sent to nobody, and the refusal names the field", async () => {
    await using ada = await openRealAgent();
    const answer = await send(ada, { media_url: "http://127.0.0.1:9/secret.png" });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.text).toMatch(/https:/);
    expect(asked(ada)).toEqual([]);
  });
});

describe("somebody who wants no more texts", () => {
  it.each(["STOP", "stopall", "Unsubscribe", "END", "QUIT", "CANCEL", "REVOKE", "OPTOUT"])(
    "says %s, and is sent nothing until they say START",
    async (word) => {
      await using ada = await openRealAgent();
      ada.fake.people.text({ from: anna, to: line, body: word });
      await ada.event("optout.set", { from: anna });
      const refused = await send(ada);
      await ada.event("message.failed", { messageId: idOf(refused), errorCode: "21610" });
      expect(asked(ada)).toEqual([]);
      ada.fake.people.text({ from: anna, to: line, body: "START" });
      await ada.event("optout.cleared", { from: anna });
      const sent = await send(ada);
      await ada.event("message.delivered", { messageId: idOf(sent) });
      expect(ada.fake.people.read(anna).at(-1)).toMatchObject({ body: "Your table is ready." });
    },
  );

  it("is known to Twilio alone where it was said before ringback ran: its refusal says so", async () => {
    await using ada = await openRealAgent();
    ada.fake.account.optOuts.add(`${line}|${anna}`);
    const answer = await send(ada);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.text).toContain("21610");
    expect(answer.text).not.toContain(anna);
    expect(await ada.event("message.failed")).toMatchObject({ errorCode: "21610" });
    expect(ada.fake.people.read(anna)).toEqual([]);
  });
});

it("sends a long text in one piece with as many segments as it takes, and none that is longer than Twilio takes", async () => {
  await using ada = await openRealAgent();
  const long = "a".repeat(1600);
  const sent = await send(ada, { body: long });
  await ada.event("message.delivered", { messageId: idOf(sent) });
  expect(ada.fake.people.read(anna)).toMatchObject([{ body: long }]);
  const longer = await send(ada, { body: `${long}a` });
  expect(longer.status).toBeGreaterThanOrEqual(400);
  expect(longer.text).toMatch(/1600/);
  expect(asked(ada)).toHaveLength(1);
});

describe("receipts", () => {
  it.each([
    ["undelivered", "30003", "the telephone cannot be reached"],
    ["failed", "30008", "the recipient's carrier did not say why"],
  ] as const)("tell that a text was %s, and why", async (outcome, errorCode, why) => {
    await using ada = await openRealAgent();
    ada.fake.people.outcome(anna, outcome);
    const sent = await send(ada);
    expect(await ada.event("message.failed", { messageId: idOf(sent) })).toMatchObject({
      errorCode,
      why: expect.stringContaining(why),
    });
    expect(await ada.events("message.delivered")).toEqual([]);
  });

  it.each([{ twice: true }, { reversed: true }, { twice: true, reversed: true }])(
    "that come %o tell of an end once",
    async (outcome) => {
      await using ada = await openRealAgent();
      ada.fake.people.outcome(anna, outcome);
      await send(ada);
      await ada.fake.settled();
      expect(await ada.events("message.delivered")).toHaveLength(1);
    },
  );
});

describe("a text that comes in", () => {
  it.each(["twice", "again"] as const)("and is told of %s is one text, one webhook", async (fault) => {
    await using ada = await openRealAgent();
    ada.fake.faults.callback(fault, { url: "/sms" });
    ada.fake.people.text({ from: anna, to: line, body: "Hello?" });
    await ada.fake.settled();
    ada.fake.people.text({ from: anna, to: line, body: "Anybody?" });
    await ada.receiver.arrived(2);
    expect(ada.told().map(({ data }) => data["message"])).toEqual(["Hello?", "Anybody?"]);
    expect(await ada.events("message.received")).toHaveLength(2);
  });

  it("from somebody who is not listed is kept, and no agent is told", async () => {
    await using ada = await openRealAgent({ allowFrom: [anna] });
    ada.fake.people.text({ from: bella, to: line, body: "Buy now!" });
    await ada.event("message.received", { from: bella });
    ada.fake.people.text({ from: anna, to: line, body: "Hello?" });
    await ada.receiver.arrived(1);
    expect(ada.told().map(({ data }) => data["from"])).toEqual([anna]);
    const { data } = (await ada.sdk.conversations.listConversations()) as { data: readonly object[] };
    expect(data).toHaveLength(2);
  });

  it.each(["22395", "ACME", "+442071838750"])("from %s is told like any other", async (from) => {
    await using ada = await openRealAgent();
    ada.fake.people.text({ from, to: line, body: "Your code is 481516." });
    await ada.receiver.arrived(1);
    expect(ada.told()).toMatchObject([{ data: { from, message: "Your code is 481516." } }]);
    expect((await ada.phone.get("/v1/conversations")).body).toMatchObject({ data: [{ participant: from }] });
    expect((await ada.control.get(`/wait?type=message.received&from=${from}`)).status).toBe(200);
  });

  it("may be a picture and no words", async () => {
    await using ada = await openRealAgent();
    const media = [{ contentType: "image/png", bytes: picture }];
    ada.fake.people.text({ from: anna, to: line, body: "", media });
    await ada.receiver.arrived(1);
    expect(ada.told()).toMatchObject([{ channel: "mms", data: { message: "" } }]);
  });

  it("that is forged is none", async () => {
    await using ada = await openRealAgent();
    ada.fake.faults.callback("badly signed", { url: "/sms" });
    ada.fake.people.text({ from: anna, to: line, body: "Forged." });
    await ada.fake.settled();
    expect(ada.fake.callbacks).toMatchObject([{ status: 403 }]);
    expect(await ada.events("message.received")).toEqual([]);
  });

  it("is threaded with what was sent, and counted", async () => {
    await using ada = await openRealAgent();
    await send(ada);
    ada.fake.people.text({ from: anna, to: line, body: "Thanks." });
    await ada.receiver.arrived(1);
    const listed = (limit: number) => ada.phone.get(`/v1/numbers/${ada.numberId}/messages?limit=${limit}`);
    expect((await listed(1)).body).toMatchObject({ data: [{ body: "Thanks." }], hasMore: true });
    expect((await listed(2)).body).toMatchObject({
      data: [{ direction: "inbound" }, { direction: "outbound" }],
      hasMore: false,
    });
    const { data } = (await ada.sdk.conversations.listConversations()) as { data: readonly object[] };
    expect(data).toMatchObject([{ messageCount: 2 }]);
    expect((await ada.phone.get("/v1/usage")).text).toMatch(/2/);
  });
});

describe("a Twilio that", () => {
  it("is busy is asked again: one text", async () => {
    await using ada = await openRealAgent({ config: { realTime: fastTime(10), clock: 1 } });
    ada.fake.faults.request("429", { method: "POST", path: "/Messages" });
    const sent = await send(ada);
    expect(sent.status).toBe(200);
    await ada.event("message.delivered", { messageId: idOf(sent) });
    expect(asked(ada).map(({ status }) => status)).toEqual([429, 201]);
    expect(ada.fake.people.read(anna)).toHaveLength(1);
  });

  it("breaks off after it took a text is not asked to send it again: it is looked for", async () => {
    await using ada = await openRealAgent({ config: { realTime: fastTime(10), clock: 1 } });
    ada.fake.faults.request("reset after accepting", { method: "POST", path: "/Messages" });
    const sent = await send(ada);
    expect(sent.status).toBe(200);
    await ada.event("message.delivered", { messageId: idOf(sent) });
    expect(asked(ada)).toHaveLength(1);
    expect(ada.fake.people.read(anna)).toHaveLength(1);
  });

  it("breaks off before it took one: that is said, and it is not sent again", async () => {
    await using ada = await openRealAgent({ config: { realTime: fastTime(10), clock: 1 } });
    ada.fake.faults.request("reset", { method: "POST", path: "/Messages" });
    const answer = await send(ada);
    expect(answer.status).toBeGreaterThanOrEqual(500);
    await ada.fake.settled();
    expect(ada.fake.people.read(anna)).toEqual([]);
    expect(asked(ada)).toHaveLength(1);
  });
});
