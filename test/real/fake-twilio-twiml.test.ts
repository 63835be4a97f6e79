import { describe, expect, it } from "vitest";
import { TestTime } from "../../src/kernel/clock/test-time.ts";
import {
  line,
  ann,
  bob,
  openAgent,
  clientOf,
  callAnn,
  relayTwiml,
  open,
  sayHi,
} from "../fake-twilio/calls/call-bench.ts";
import {
  answers,
  busy,
  fails,
  hangsUp,
  hears,
  isSilent,
  presses,
  says,
  talksFor,
  type Step,
} from "../fake-twilio/calls/steps.ts";

/** A document, and what comes of it. */
const follow = async (verbs: string, ...steps: readonly Step[]) => {
  await using fake = await open();
  const call = await callAnn(fake, `<Response>${verbs}</Response>`, answers(), ...steps);
  return {
    said: call.conversation.map(({ by, text, digits }) => `${by}: ${text ?? digits}`),
    call,
    alerts: fake.alerts,
  };
};

describe("TwiML", () => {
  it("is followed verb by verb, and hung up at its end", async () => {
    const { said, call } = await follow(
      '<Say voice="alice">Hello &amp; <![CDATA[<welcome>]]></Say><Pause length="9"/>' +
        '<Play digits="12w"/><Play>https://ringback.example/bell.wav</Play><Start><Stream url="wss://x"/></Start>',
    );
    expect(said).toEqual([
      "line: Hello & <welcome>",
      "line: 12w",
      "line: [https://ringback.example/bell.wav]",
    ]);
    expect(call.performed.map(({ verb }) => verb)).toEqual(["Say", "Pause", "Play", "Play", "Start"]);
    expect(call.performed[0]?.attributes).toEqual({ voice: "alice" });
    expect(call.status).toBe("completed");
  });

  it("ends where it says so", async () => {
    expect((await follow("<Say>One</Say><Hangup/><Say>Two</Say>")).said).toEqual(["line: One"]);
  });

  it("leaves out what is no verb: names are case-sensitive", async () => {
    const { said, alerts } = await follow("<say>One</say><Shout>Two</Shout><Say>Three</Say>");
    expect(said).toEqual(["line: Three"]);
    expect(alerts.map(({ code }) => code)).toEqual([12200, 12200]);
  });

  it.each([
    ["<Say>never closed", 12100],
    ["<Say>Fish & chips</Say>", 12100],
    ["<Say>&nbsp;</Say>", 12100],
    ['<Say voice="<">Hi</Say>', 12100],
    ["</Response><Say>Hi</Say>", 12100],
  ])("that is no XML ends the call: %s", async (verbs, code) => {
    const { said, alerts, call } = await follow(verbs);
    expect(said).toEqual(["network: We are sorry, an application error has occurred."]);
    expect(alerts.map((alert) => alert.code)).toEqual([code]);
    expect(call.status).toBe("completed");
  });

  it.each([
    [
      "over 64 kB",
      { status: 200, type: "text/xml", body: `<Response>${" ".repeat(65_536)}</Response>` },
      11750,
    ],
    ["of another type", { status: 200, type: "application/json", body: "{}" }, 12300],
    ["a failure", { status: 500 }, 11200],
    ["a redirection", { status: 302 }, 11200],
    ["nothing", { status: 200, type: "text/xml" }, 12100],
  ])("that is %s is no document; the fallback is asked instead", async (_what, answer, code) => {
    await using fake = await open();
    await using agent = await openAgent(fake);
    agent.on("/voice", () => answer);
    agent.on("/fallback", ({ ErrorUrl }) => `<Response><Say>Instead of ${ErrorUrl}</Say></Response>`);
    fake.calls.callee(ann, answers());
    const { sid } = await clientOf(fake).calls.create({
      from: line,
      to: ann,
      url: `${agent.url}/voice`,
      fallbackUrl: `${agent.url}/fallback`,
    });
    await fake.calls.of(sid).over;
    expect(fake.calls.conversation(sid)).toEqual([{ by: "line", text: `Instead of ${agent.url}/voice` }]);
    expect(fake.alerts.map((alert) => alert.code)).toEqual([code]);
  });

  it("goes on at another URL, relative to its own", async () => {
    await using fake = await open();
    await using agent = await openAgent(fake);
    agent.on(
      "/tw/voice",
      "<Response><Say>One.</Say><Redirect>more/two</Redirect><Say>Never</Say></Response>",
    );
    agent.on("/tw/more/two", "<Response><Say>Two.</Say></Response>");
    const call = await callAnn(
      fake,
      `<Response><Redirect>${agent.url}/tw/voice</Redirect></Response>`,
      answers(),
    );
    expect(call.conversation.map(({ text }) => text)).toEqual(["One.", "Two."]);
  });

  it("cannot be relative where it has no URL", async () => {
    const { said, alerts } = await follow("<Redirect>/more</Redirect>");
    expect(said).toEqual(["network: We are sorry, an application error has occurred."]);
    expect(alerts.map(({ code }) => code)).toEqual([11200]);
  });

  it("gathers words and keys", async () => {
    // Time stands: nothing is gathered by running out of it.
    await using fake = await open({ realTime: new TestTime() });
    await using agent = await openAgent(fake);
    const ask = (attributes: string, question: string): string =>
      `<Response><Gather action="${agent.url}/got" ${attributes}><Say>${question}</Say></Gather></Response>`;
    const next = [ask('input="dtmf"', "PIN?"), ask('numDigits="1" input="speech dtmf"', "One key?"), sayHi];
    agent.on("/got", () => next.shift() ?? "<Response/>");
    const call = await callAnn(
      fake,
      ask('input="speech"', "Name?"),

      answers(),
      hears("Name"),
      says("Ann"),
      hears("PIN"),
      presses("42"),
      presses("7#"),
      hears("One"),
      presses("5"),
    );
    expect(
      agent.asked.map(({ fields: { SpeechResult, Confidence, Digits } }) => [
        SpeechResult,
        Confidence,
        Digits,
      ]),
    ).toEqual([
      ["Ann", "0.9", undefined],
      [undefined, undefined, "427"],
      [undefined, undefined, "5"],
    ]);
    expect(call.turns.map(({ text }) => text)).toEqual(["Name?", "PIN?", "One key?", "Hi."]);
  });

  it.each([
    ["", ["line: Well?", "line: Nothing heard."]],
    ['actionOnEmptyResult="true"', ["line: Well?", "line: Got []"]],
  ])("goes on after silence, or asks all the same: %s", async (attributes, expected) => {
    await using fake = await open();
    await using agent = await openAgent(fake);
    agent.on("/got", ({ SpeechResult }) => `<Response><Say>Got [${SpeechResult}]</Say></Response>`);
    const gather = `<Gather input="speech" action="${agent.url}/got" ${attributes}><Say>Well?</Say></Gather>`;
    const twiml = `<Response>${gather}<Say>Nothing heard.</Say></Response>`;
    const call = await callAnn(fake, twiml, answers(), hears(), isSilent());
    expect(call.conversation.map(({ by, text }) => `${by}: ${text}`)).toEqual(expected);
  });

  it("waits for an answer as long as it says", async () => {
    const realTime = new TestTime();
    await using fake = await open({ realTime });
    const twiml = '<Response><Gather timeout="7"><Say>Well?</Say></Gather></Response>';
    const { sid } = await clientOf(fake).calls.create({ from: line, to: ann, twiml });
    const call = fake.calls.of(sid);
    await call.until(() => call.turns.at(-1)?.over === true);
    await realTime.pass(6_999);
    expect(call.status).toBe("in-progress");
    await realTime.pass(1);
    expect(call.status).toBe("completed");
  });

  it("records what is said", async () => {
    await using fake = await open();
    await using agent = await openAgent(fake);
    agent.on("/taped", ({ RecordingDuration }) => `<Response><Say>${RecordingDuration}</Say></Response>`);
    const twiml = `<Response><Say>Speak.</Say><Record action="${agent.url}/taped"/></Response>`;
    const call = await callAnn(fake, twiml, answers(), hears(), says("My word"), presses("#"), hears());
    expect(agent.asked[0]?.fields).toMatchObject({ Digits: "#", RecordingSid: call.recordings[0]?.sid });
    expect(call.turns.map(({ text }) => text)).toEqual(["Speak.", "1"]);
    const silent = await callAnn(fake, twiml, answers(), hears(), isSilent());
    expect([silent.recordings, agent.asked.length]).toEqual([[], 1]);
  });

  it("puts a call through, and says how that went", async () => {
    await using fake = await open();
    await using agent = await openAgent(fake);
    agent.on(
      "/dialled",
      ({ DialCallStatus, DialCallDuration }) =>
        `<Response><Say>${DialCallStatus} after ${DialCallDuration}</Say></Response>`,
    );
    fake.calls.callee(bob, answers(), says("Bob here."), hears("Ann"), talksFor(5), hangsUp());
    const twiml =
      `<Response><Dial callerId="${line}" action="${agent.url}/dialled">` +
      `<Number statusCallback="${agent.url}/leg">${bob}</Number></Dial></Response>`;
    const call = await callAnn(fake, twiml, answers(), hears("Bob"), says("It is Ann."), hears("completed"));
    expect(call.conversation).toEqual([
      { by: "other", text: "Bob here." },
      { by: "person", text: "It is Ann." },
      { by: "line", text: "completed after 5" },
    ]);
    const [, leg] = fake.calls.all;
    expect(leg).toMatchObject({ from: line, to: bob, direction: "outbound-dial", parentSid: call.sid });
    expect(leg?.conversation).toEqual([
      { by: "person", text: "Bob here." },
      { by: "line", text: "It is Ann." },
    ]);
    expect(agent.asked.map(({ path, fields }) => `${path} ${fields["ParentCallSid"]}`).toSorted()).toEqual([
      "/dialled undefined",
      `/leg ${call.sid}`,
    ]);
    expect(await clientOf(fake).calls.list({ parentCallSid: call.sid })).toHaveLength(1);
  });

  it.each([
    [bob, [busy()], "busy"],
    [bob, [answers(31)], "no-answer"],
    [bob, [fails()], "failed"],
    ["bob", [], "failed"],
  ] as const)("says how nobody took the call it put through to %s %o", async (number, steps, status) => {
    await using fake = await open();
    await using agent = await openAgent(fake);
    fake.calls.callee(number, ...steps);
    await callAnn(
      fake,
      `<Response><Dial action="${agent.url}/dialled">${number}</Dial></Response>`,
      answers(),
    );
    expect(agent.asked[0]?.fields).toMatchObject({ DialCallStatus: status, DialBridged: "false" });
  });

  it("ends the other leg with the first", async () => {
    await using fake = await open();
    fake.calls.callee(bob, answers(), hears());
    await callAnn(
      fake,
      `<Response><Dial>${bob}</Dial></Response>`,
      answers(),
      says("Sorry, wrong number."),
      hangsUp(),
    );
    expect(fake.calls.all.map(({ status }) => status)).toEqual(["completed", "completed"]);
  });

  it("transfers out of a relay", async () => {
    await using fake = await open();
    await using agent = await openAgent(fake);
    agent.onFrame(({ type }, say, socket) => {
      if (type === "setup") say("How can I help?");
      if (type !== "prompt") return;
      say("I put you through.");
      socket.send(JSON.stringify({ type: "end", handoffData: bob }));
    });
    agent.on(
      "/end",
      ({ HandoffData }) => `<Response><Dial answerOnBridge="true">${HandoffData}</Dial></Response>`,
    );
    fake.calls.callee(bob, answers(), says("Bob."), hangsUp());
    const call = await callAnn(fake, relayTwiml(), hears(), says("Bob, please."), hears(), hears("Bob."));
    expect(call.conversation.map(({ by, text }) => [by, text])).toEqual([
      ["line", "How can I help?"],
      ["person", "Bob, please."],
      ["line", "I put you through."],
      ["other", "Bob."],
    ]);
  });
});

describe("TwiML that answers a text", () => {
  it("says back what stands in it", async () => {
    await using fake = await open();
    await using agent = await openAgent(fake);
    Object.assign(fake.account.numberOf(line) ?? {}, { sms_url: `${agent.url}/sms` });
    agent.on("/sms", ({ Body, From }) =>
      From === ann
        ? `<Response><Message>${Body}? Yes!</Message><Message to="${bob}"><Body>Ann wrote.</Body></Message></Response>`
        : "<Response/>",
    );
    fake.people.text({ from: ann, to: line, body: "Open" });
    fake.people.text({ from: bob, to: line, body: "Open" });
    await fake.settled();
    expect(fake.people.read(ann)).toEqual([{ from: line, body: "Open? Yes!", media: [] }]);
    expect(fake.people.read(bob)).toEqual([{ from: line, body: "Ann wrote.", media: [] }]);
    const replies = (await clientOf(fake).messages.list({ from: line })).map(({ direction }) => direction);
    expect(replies).toEqual(["outbound-reply", "outbound-reply"]);
  });
});
