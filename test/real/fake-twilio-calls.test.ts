import { describe, expect, it } from "vitest";
import { TestTime } from "../../src/kernel/clock/test-time.ts";
import {
  line,
  ann,
  bob,
  openAgent,
  clientOf,
  relayTwiml,
  open,
  echo,
  sayHi,
  type Agent,
} from "../fake-twilio/calls/call-bench.ts";
import {
  answers,
  busy,
  declines,
  fails,
  hangsUp,
  hears,
  machine,
  noAnswer,
  says,
  talksFor,
  waits,
} from "../fake-twilio/calls/steps.ts";
import { openFakeTwilio, type FakeTwilio } from "../fake-twilio/open-fake-twilio.ts";
import { until } from "../support/twilio-bench.ts";

const everything = ["initiated", "ringing", "answered", "completed"];

describe("the API of calls", () => {
  it("tells of a call's progress, signed and in order", async () => {
    // Half a second of the machine's own would be one more in the length of the call.
    await using fake = await open({ realTime: new TestTime() });
    await using agent = await openAgent(fake);
    fake.calls.callee(ann, answers(), talksFor(61), hangsUp());
    const { sid, status, queueTime } = await clientOf(fake).calls.create({
      from: line,
      to: ann,
      twiml: '<Response><Gather timeout="120"/></Response>',
      statusCallback: `${agent.url}/status#rc=3&rp=ct,rt,5xx`,
      statusCallbackEvent: everything,
    });
    expect([status, queueTime]).toEqual(["queued", "0"]);
    await fake.calls.of(sid).over;
    await fake.settled();
    expect(agent.asked.map(({ fields }) => [fields["SequenceNumber"], fields["CallStatus"]])).toEqual([
      ["0", "initiated"],
      ["1", "ringing"],
      ["2", "in-progress"],
      ["3", "completed"],
    ]);
    expect(agent.asked.at(-1)).toMatchObject({
      path: "/status",
      fields: {
        CallSid: sid,
        From: line,
        To: ann,
        Direction: "outbound-api",
        CallbackSource: "call-progress-events",
        Timestamp: expect.stringMatching(/^\w{3}, \d\d \w{3} \d{4} [\d:]{8} \+0000$/u) as string,
        CallDuration: "61",
        Duration: "2",
        SipResponseCode: "200",
      },
    });
    const read = await clientOf(fake).calls(sid).fetch();
    expect([read.status, read.duration, read.price, read.priceUnit]).toEqual([
      "completed",
      "61",
      "-0.02800",
      "USD",
    ]);
    expect(fake.account.spent("calls")).toBe(28_000);
  });

  it("tells of the end alone unless more was asked for", async () => {
    await using fake = await open();
    await using agent = await openAgent(fake);
    const statusCallback = `${agent.url}/status`;
    await clientOf(fake).calls.create({ from: line, to: ann, twiml: sayHi, statusCallback });
    await (
      await fake.calls.next(ann)
    ).over;
    await fake.settled();
    expect(agent.asked.map(({ fields }) => fields["CallStatus"])).toEqual(["completed"]);
  });

  it.each([
    ["busy", [busy()], "486"],
    ["busy", [declines()], "486"],
    ["no-answer", [noAnswer()], "487"],
    ["no-answer", [answers(26)], "487"],
    ["failed", [fails(404)], "404"],
  ] as const)("ends %s when nobody takes it", async (status, steps, sipCode) => {
    await using fake = await open();
    await using agent = await openAgent(fake);
    fake.calls.callee(ann, ...steps);
    const { sid } = await clientOf(fake).calls.create({
      from: line,
      to: ann,
      twiml: sayHi,
      timeout: 25,
      statusCallback: `${agent.url}/status`,
    });
    await fake.calls.of(sid).over;
    await fake.settled();
    expect(agent.asked.map(({ fields }) => fields)).toMatchObject([
      { CallStatus: status, SipResponseCode: sipCode },
    ]);
    expect(agent.asked[0]?.fields).not.toHaveProperty("CallDuration");
    const { duration, price, startTime } = await clientOf(fake).calls(sid).fetch();
    expect([duration, price, startTime]).toEqual(["0", null, expect.any(Date)]);
    expect(fake.calls.conversation(sid)).toEqual([]);
  });

  it("rings for as long as it was told to, and five seconds", async () => {
    const realTime = new TestTime();
    await using fake = await open({ realTime });
    fake.calls.callee(ann);
    const { sid } = await clientOf(fake).calls.create({ from: line, to: ann, twiml: sayHi, timeout: 20 });
    const call = fake.calls.of(sid);
    await call.until(() => call.status === "ringing");
    await realTime.pass(24_999);
    expect(call.status).toBe("ringing");
    await realTime.pass(1);
    expect(call.status).toBe("no-answer");
  });

  it("ends a call at its limit, by the clock or by what has passed of it", async () => {
    const realTime = new TestTime();
    await using fake = await open({ realTime });
    const twiml = '<Response><Gather timeout="600"/></Response>';
    fake.calls.callee(ann, answers(), talksFor(20));
    const first = await clientOf(fake).calls.create({ from: line, to: ann, twiml, timeLimit: 30 });
    const call = fake.calls.of(first.sid);
    await call.until(() => call.status === "in-progress");
    await realTime.pass(29_999);
    expect(call.status).toBe("in-progress");
    await realTime.pass(1);
    expect(call.status).toBe("completed");
    fake.calls.callee(ann, answers(), talksFor(31));
    const second = await clientOf(fake).calls.create({ from: line, to: ann, twiml, timeLimit: 30 });
    await fake.calls.of(second.sid).over;
    expect((await clientOf(fake).calls(second.sid).fetch()).duration).toBe("30");
  });

  it("cancels what rings, completes what is live, and changes nothing that is over", async () => {
    await using fake = await open();
    const client = clientOf(fake);
    fake.calls.callee(ann);
    const place = async () => {
      const { sid } = await client.calls.create({
        from: line,
        to: ann,
        twiml: '<Response><Gather timeout="60"/></Response>',
      });
      const call = fake.calls.of(sid);
      await call.until(() => call.status === "ringing");
      return call;
    };
    const ringing = await place();
    await expect(client.calls(ringing.sid).update({ twiml: sayHi })).rejects.toMatchObject({ code: 21220 });
    await client.calls(ringing.sid).update({ status: "canceled" });
    expect(ringing.status).toBe("canceled");

    const live = await place();
    live.does(answers());
    await live.until(() => live.status === "in-progress");
    await client.calls(live.sid).update({ status: "canceled" });
    expect(live.status).toBe("in-progress");
    await client.calls(live.sid).update({ status: "completed" });
    expect(live.status).toBe("completed");
    await expect(client.calls(live.sid).update({ status: "completed" })).rejects.toMatchObject({
      status: 400,
      code: 21220,
      moreInfo: "https://www.twilio.com/docs/errors/21220",
    });
  });

  it("lets another document take over a live call", async () => {
    await using fake = await open();
    await using agent = await openAgent(fake);
    agent.onFrame(echo);
    fake.calls.callee(ann, answers(), hears());
    const { sid } = await clientOf(fake).calls.create({ from: line, to: ann, twiml: relayTwiml() });
    const call = fake.calls.of(sid);
    await call.until(() => call.turns.length === 1);
    await clientOf(fake)
      .calls(sid)
      .update({ twiml: "<Response><Say>Leave a word.</Say><Hangup/></Response>" });
    await call.over;
    await until(() => agent.closes.length > 0);
    await fake.settled();
    expect(call.conversation.map(({ text }) => text)).toEqual(["Hello.", "Leave a word."]);
    expect(agent.closes).toEqual([1000]);
    expect(agent.asked).toEqual([]);
  });

  it("lists calls by what is asked for, page by page", async () => {
    const realTime = new TestTime();
    await using fake = await open({ realTime });
    const client = clientOf(fake);
    fake.calls.callee(bob, busy());
    const sids: string[] = [];
    for (const to of [ann, bob, ann, ann]) {
      sids.push((await client.calls.create({ from: line, to, twiml: sayHi })).sid);
      await fake.calls.of(sids.at(-1) ?? "").over;
      await realTime.pass(60_000);
    }
    const listed = async (query: Parameters<typeof client.calls.list>[0]) =>
      (await client.calls.list(query)).map(({ sid }) => sids.indexOf(sid));
    expect(await listed({ pageSize: 3 })).toEqual([3, 2, 1, 0]);
    expect(await listed({ to: ann, pageSize: 1 })).toEqual([3, 2, 0]);
    expect(await listed({ status: "busy" })).toEqual([1]);
    expect(await listed({ from: ann })).toEqual([]);
    expect(await listed({ startTimeAfter: new Date(realTime.now() - 130_000) })).toEqual([3, 2]);
    expect(await listed({ startTimeBefore: new Date(realTime.now() - 200_000) })).toEqual([0]);
    expect(fake.requests.some(({ query }) => "StartTime>" in query)).toBe(true);
    await expect(client.calls(`CA${"0".repeat(32)}`).fetch()).rejects.toMatchObject({
      status: 404,
      code: 20404,
    });
    await expect(client.calls("nonsense").fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
  });

  it.each([
    [21201, { to: "" }],
    [21213, { from: "" }],
    [21205, { twiml: undefined }],
    [21205, { url: "ringback.example/no-scheme" }],
    [21205, { url: "https://under_score.example/" }],
    [20001, { twiml: `<Response>${" ".repeat(4000)}</Response>` }],
    [20001, { timeLimit: -1 }],
    [21609, { statusCallback: "nowhere" }],
    [21210, { from: bob }],
    [21211, { to: "4155550123" }],
    [21211, { to: "+1415" }],
    [21212, { from: "nobody" }],
    [21212, { from: "+15005550001" }],
    [21217, { to: "+15005550001" }],
    [21214, { to: "+15005550002" }],
    [21215, { to: "+15005550003" }],
    [21216, { to: "+15005550004" }],
  ])("refuses with %i what cannot be a call", async (code, wrong) => {
    await using fake = await open();
    const wish = { from: line, to: ann, twiml: sayHi as string | undefined, ...wrong };
    const { twiml, ...rest } = wish;
    const form = twiml === undefined ? rest : { ...rest, twiml };
    await expect(clientOf(fake).calls.create(form as never)).rejects.toMatchObject({ status: 400, code });
    expect(fake.calls.all).toEqual([]);
  });

  it("places a call from the number that always works, and for a trial only to verified numbers", async () => {
    await using fake = await open();
    const place = (to: string) =>
      clientOf(fake).calls.create({ from: "+15005550006", to, twiml: sayHi, timeout: 5 });
    expect((await place(ann)).phoneNumberSid).toBeNull();
    fake.account.type = "Trial";
    fake.account.verified.add(bob);
    await expect(place(ann)).rejects.toMatchObject({ status: 400, code: 21219 });
    expect((await place(bob)).status).toBe("queued");
    await fake.settled();
  });

  it("fetches the document of a URL, which counts more than a text", async () => {
    await using fake = await open();
    await using agent = await openAgent(fake);
    agent.on("/voice", ({ CallStatus, To }) => `<Response><Say>${CallStatus} with ${To}</Say></Response>`);
    fake.calls.callee(ann, answers());
    // The library's types know only one of them at a time.
    const both = { from: line, to: ann, url: `${agent.url}/voice`, twiml: sayHi };
    const { sid } = await clientOf(fake).calls.create(both);
    await fake.calls.of(sid).over;
    expect(fake.calls.conversation(sid)).toEqual([{ by: "line", text: `in-progress with ${ann}` }]);
  });

  it("begins only so many calls a second, and says how long they wait", async () => {
    const realTime = new TestTime();
    await using fake = await open({ realTime });
    fake.calls.pace(1);
    fake.calls.callee(ann);
    const client = clientOf(fake);
    const [first, second] = [
      await client.calls.create({ from: line, to: ann, twiml: sayHi }),
      await client.calls.create({ from: line, to: ann, twiml: sayHi }),
    ].map(({ sid }) => fake.calls.of(sid));
    await first?.until(() => first.status === "ringing");
    expect(second?.status).toBe("queued");
    expect((await client.calls(second?.sid ?? "").fetch()).queueTime).toBe("1000");
    await realTime.pass(1000);
    expect(second?.status).toBe("ringing");
  });

  it("repeats, disorders and loses what it tells of a call where a test wants that", async () => {
    await using fake = await open();
    await using agent = await openAgent(fake);
    fake.faults.callback("twice", { fields: { CallStatus: "initiated" } });
    fake.faults.callback("late", { fields: { CallStatus: "ringing" } });
    fake.faults.callback("dropped", { fields: { CallStatus: "completed" } });
    const { sid } = await clientOf(fake).calls.create({
      from: line,
      to: ann,
      twiml: sayHi,
      statusCallback: `${agent.url}/status`,
      statusCallbackEvent: everything,
    });
    await fake.calls.of(sid).over;
    await fake.settled();
    expect(agent.asked.map(({ fields }) => fields["SequenceNumber"])).toEqual(["0", "0", "2", "1"]);
  });

  it("takes a call although its answer never leaves", async () => {
    await using fake = await open();
    fake.faults.request("reset after accepting", { method: "POST", path: "/Calls" });
    await expect(clientOf(fake).calls.create({ from: line, to: ann, twiml: sayHi })).rejects.toThrow(
      /hang up|ECONNRESET/u,
    );
    const call = await fake.calls.next(ann);
    await call.over;
    expect(call.conversation).toEqual([{ by: "line", text: "Hi." }]);
    expect(await clientOf(fake).calls.list({ to: ann })).toHaveLength(1);
  });

  it("records where that was asked for, and gives the sound to nobody without credentials", async () => {
    await using fake = await open();
    await using agent = await openAgent(fake);
    const { sid } = await clientOf(fake).calls.create({
      from: line,
      to: ann,
      twiml: sayHi,
      record: true,
      recordingStatusCallback: `${agent.url}/recording`,
      statusCallback: `${agent.url}/status`,
    });
    await fake.calls.of(sid).over;
    await fake.settled();
    const [recording, ...more] = await clientOf(fake).recordings.list({ callSid: sid });
    expect([recording?.status, recording?.source, recording?.duration, more]).toEqual([
      "completed",
      "OutboundAPI",
      "1",
      [],
    ]);
    expect(await clientOf(fake).calls(sid).recordings.list()).toHaveLength(1);
    const told = agent.asked.find(({ path }) => path === "/recording")?.fields;
    expect(told).toMatchObject({ CallSid: sid, RecordingSid: recording?.sid, RecordingStatus: "completed" });
    const ended = agent.asked.find(({ path }) => path === "/status")?.fields;
    expect(ended).toMatchObject({ RecordingSid: recording?.sid, RecordingUrl: told?.["RecordingUrl"] });
    const address = `${fake.url}${new URL(told?.["RecordingUrl"] ?? "").pathname}.wav`;
    expect((await fetch(address)).status).toBe(401);
    const authorization = `Basic ${Buffer.from(`${fake.accountSid}:${fake.authToken}`).toString("base64")}`;
    const sound = await fetch(address, { headers: { authorization } });
    expect([sound.status, (await sound.text()).slice(0, 4)]).toEqual([200, "RIFF"]);
    expect(
      await clientOf(fake)
        .recordings(recording?.sid ?? "")
        .remove(),
    ).toBe(true);
  });

  it("tells of machines: what they said, how that ended, and lets another document speak to them", async () => {
    await using fake = await open();
    await using agent = await openAgent(fake);
    agent.onFrame(echo);
    fake.calls.callee(ann, machine("Ann here, speak after the beep."), hears("Call me"), hangsUp());
    const { sid } = await clientOf(fake).calls.create({
      from: line,
      to: ann,
      twiml: relayTwiml(),
      machineDetection: "DetectMessageEnd",
      asyncAmd: "true",
      asyncAmdStatusCallback: `${agent.url}/machine`,
    });
    const call = fake.calls.of(sid);
    await call.until(() => call.turns.length === 2);
    await fake.settled();
    expect(agent.asked).toMatchObject([
      { path: "/machine", fields: { CallSid: sid, AnsweredBy: "machine_end_beep" } },
    ]);
    await clientOf(fake)
      .calls(sid)
      .update({ twiml: "<Response><Say>Call me back.</Say><Hangup/></Response>" });
    await call.over;
    expect(call.conversation.filter(({ by }) => by === "machine")).toEqual([
      { by: "machine", text: "Ann here, speak after the beep." },
    ]);
    expect(agent.frames).toContainEqual(
      expect.objectContaining({ type: "prompt", voicePrompt: "Ann here, speak after the beep." }),
    );
    expect(call.conversation.at(-1)).toEqual({ by: "line", text: "Call me back." });
    expect((await clientOf(fake).calls(sid).fetch()).answeredBy).toBe("machine_end_beep");
  });

  it.each([
    [answers(), "human", "DetectMessageEnd"],
    [machine("Beep."), "machine_start", "Enable"],
    [machine("Chirp.", "fax"), "fax", "Enable"],
  ] as const)(
    "asks for the document once it knows who answered: %o is a %s",
    async (step, answeredBy, machineDetection) => {
      await using fake = await open();
      await using agent = await openAgent(fake);
      agent.on("/voice", sayHi);
      fake.calls.callee(ann, step);
      await clientOf(fake).calls.create({ from: line, to: ann, url: `${agent.url}/voice`, machineDetection });
      await (
        await fake.calls.next(ann)
      ).over;
      expect(agent.asked).toMatchObject([{ path: "/voice", fields: { AnsweredBy: answeredBy } }]);
    },
  );
});

describe("a call that comes in", () => {
  /** Somebody whose number leads to their webhooks. */
  const openIn = async (fake: FakeTwilio): Promise<Agent> => {
    const agent = await openAgent(fake);
    const number = fake.account.numberOf(line);
    Object.assign(number ?? {}, { voice_url: `${agent.url}/voice`, status_callback: `${agent.url}/status` });
    return agent;
  };

  it("asks the number's URL, and talks to what it says", async () => {
    await using fake = await open();
    await using agent = await openIn(fake);
    agent.onFrame(echo);
    agent.on("/voice", relayTwiml());
    const call = fake.calls.call(ann, line, hears(), says("Hi."), hears(), hangsUp());
    await call.over;
    await fake.settled();
    expect(agent.asked.map(({ path, fields }) => `${path} ${fields["CallStatus"]}`).toSorted()).toEqual([
      "/end completed",
      "/status completed",
      "/voice ringing",
    ]);
    expect(agent.asked[0]?.fields).toMatchObject({
      CallSid: call.sid,
      From: ann,
      To: line,
      Direction: "inbound",
    });
    expect(agent.frames[0]).toMatchObject({ type: "setup", direction: "inbound", from: ann, to: line });
    expect(call.turns.map(({ text }) => text)).toEqual(["Hello.", "You said Hi."]);
    expect(fake.account.spent("calls")).toBe(8_500);
  });

  it.each([
    ["<Reject/>", "no-answer"],
    ['<Pause length="3"/><Reject reason="busy"/>', "busy"],
  ])("is free where it is turned away: %s", async (verbs, status) => {
    await using fake = await open();
    await using agent = await openIn(fake);
    agent.on("/voice", `<Response>${verbs}</Response>`);
    const call = fake.calls.call("anonymous", line, hears());
    await call.over;
    await fake.settled();
    expect([call.status, call.conversation, fake.account.spent("calls")]).toEqual([status, [], 0]);
    expect(agent.asked.at(-1)).toMatchObject({ path: "/status", fields: { CallStatus: status } });
    const { duration, price } = await clientOf(fake).calls(call.sid).fetch();
    expect([duration, price]).toEqual(["0", null]);
  });

  it("has been answered where something else comes first", async () => {
    await using fake = await open();
    await using agent = await openIn(fake);
    agent.on("/voice", "<Response><Say>We are closed.</Say><Reject/></Response>");
    const call = fake.calls.call(ann, line);
    await call.over;
    expect([call.status, fake.account.spent("calls")]).toEqual(["completed", 8_500]);
  });

  it("is over when the person gives up before anybody has picked up", async () => {
    const realTime = new TestTime();
    await using fake = await open({ realTime });
    await using agent = await openIn(fake);
    agent.on("/voice", () => ({ status: 0 }));
    const call = fake.calls.call(ann, line, waits(4_000), hangsUp());
    await realTime.pass(4_000);
    await call.over;
    expect([call.status, call.conversation]).toEqual(["canceled", []]);
  });

  it("hears an apology where nobody answers the webhook in fifteen seconds", async () => {
    const realTime = new TestTime();
    await using fake = await open({ realTime });
    await using agent = await openIn(fake);
    agent.on("/voice", () => ({ status: 0 }));
    const call = fake.calls.call(ann, line);
    await realTime.pass(15_000);
    await call.over;
    expect(call.conversation).toMatchObject([{ by: "network" }]);
    expect(fake.alerts.map(({ code }) => code)).toEqual([11200]);
  });

  it.each([
    ["has no URL", {}],
    [
      "is on a trunk",
      { trunkSid: `TK${"0".repeat(32)}`, urls: { voice_url: "https://ringback.example/voice" } },
    ],
  ])("is taken by nobody where the number %s", async (_why, facts) => {
    await using fake = await openFakeTwilio();
    fake.account.own(line, facts);
    const call = fake.calls.call(ann, line, hears());
    await call.over;
    expect([call.status, fake.callbacks]).toEqual(["no-answer", []]);
    expect(await clientOf(fake).calls.list({ to: line })).toHaveLength(1);
  });
});
