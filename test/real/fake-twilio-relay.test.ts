import { describe, expect, it } from "vitest";
import { TestTime } from "../../src/kernel/clock/test-time.ts";
import {
  line,
  ann,
  openAgent,
  clientOf,
  callAnn,
  relayTwiml,
  open,
  echo,
} from "../fake-twilio/calls/call-bench.ts";
import {
  answers,
  cutsSocket,
  hangsUp,
  hears,
  interruptsAfter,
  presses,
  says,
} from "../fake-twilio/calls/steps.ts";

describe("a call over a relay", () => {
  it("is a conversation, turn by turn", async () => {
    await using fake = await open();
    await using agent = await openAgent(fake);
    agent.onFrame(echo);
    const call = await callAnn(
      fake,
      relayTwiml('language="en-GB"', '<Parameter name="token" value="a &amp; b"/>'),
      answers(),
      hears(),
      says("one."),
      hears(),
      says("two."),
      hears("two"),
      hangsUp(),
    );
    expect(call.conversation).toEqual([
      { by: "line", text: "Hello." },
      { by: "person", text: "one." },
      { by: "line", text: "You said one." },
      { by: "person", text: "two." },
      { by: "line", text: "You said two." },
    ]);
    expect(agent.frames[0]).toMatchObject({
      type: "setup",
      sessionId: expect.stringMatching(/^VX[0-9a-f]{32}$/u) as string,
      callSid: call.sid,
      accountSid: fake.accountSid,
      from: line,
      to: ann,
      direction: "outbound-api",
      customParameters: { token: "a & b" },
    });
    expect(agent.frames[1]).toEqual({ type: "prompt", voicePrompt: "one.", lang: "en-GB", last: true });
    expect(
      agent.asked.map(({ path, fields }) => [path, fields["CallStatus"], fields["SessionStatus"]]),
    ).toEqual([["/end", "completed", "completed"]]);
    expect(agent.closes).toEqual([1000]);
  });

  it("puts pieces of a turn together, and greets by itself", async () => {
    await using fake = await open();
    await using agent = await openAgent(fake);
    agent.onFrame(({ type }, say) => {
      if (type !== "prompt") return;
      say("I am ", false);
      say("here", false);
      say(".");
    });
    const twiml = relayTwiml('welcomeGreeting="Welcome!" partialPrompts="true"');
    const call = await callAnn(
      fake,
      twiml,
      hears("Welcome"),
      says("Are you there?", ["Are", "Are you"]),
      hears(),
      hangsUp(),
    );
    expect(call.turns.map(({ text }) => text)).toEqual(["Welcome!", "I am here."]);
    expect(agent.frames.slice(1).map(({ voicePrompt, last }) => [voicePrompt, last])).toEqual([
      ["Are", false],
      ["Are you", false],
      ["Are you there?", true],
    ]);
  });

  it("tells of keys where that was asked for, and hears those of our side", async () => {
    await using fake = await open();
    await using agent = await openAgent(fake);
    agent.onFrame(({ type, digit }, say, socket) => {
      if (type === "setup") socket.send(JSON.stringify({ type: "sendDigits", digits: "9w1" }));
      if (digit === "#") say("Thanks.");
    });
    const call = await callAnn(fake, relayTwiml('dtmfDetection="true"'), presses("12#"), hears(), hangsUp());
    expect(agent.frames.slice(1)).toEqual(Array.from("12#", (digit) => ({ type: "dtmf", digit })));
    expect(call.conversation).toContainEqual({ by: "line", digits: "9w1" });
    const deaf = await callAnn(fake, relayTwiml(), presses("12#"), hangsUp());
    expect(deaf.conversation).toContainEqual({ by: "person", digits: "12#" });
    expect(agent.frames.filter(({ type }) => type === "dtmf")).toHaveLength(3);
    expect(fake.alerts.map(({ what }) => what).join()).toContain("dtmfDetection");
  });

  it("lets our side be talked over", async () => {
    await using fake = await open();
    await using agent = await openAgent(fake);
    agent.onFrame(({ type }, say) => {
      if (type === "setup") say("We are open from nine to five.");
      if (type === "prompt") say("Bye.");
    });
    const twiml = relayTwiml('reportInputDuringAgentSpeech="any"');
    const call = await callAnn(fake, twiml, interruptsAfter("open from", "Thanks!"), hears(), hangsUp());
    expect(call.conversation).toEqual([
      { by: "line", text: "We are open from", interrupted: true },
      { by: "person", text: "Thanks!" },
      { by: "line", text: "Bye." },
    ]);
    expect(agent.frames.slice(1)).toMatchObject([
      { type: "interrupt", utteranceUntilInterrupt: "We are open from", durationUntilInterruptMs: 1200 },
      { type: "prompt", voicePrompt: "Thanks!", last: true, agentSpeaking: true },
    ]);
  });

  it("tells nothing of words that talked over our side, unless that was asked for", async () => {
    await using fake = await open();
    await using agent = await openAgent(fake);
    agent.onFrame(({ type }, say) => type === "setup" && say("We are open."));
    await callAnn(fake, relayTwiml(), interruptsAfter("We are", "Thanks!"), hangsUp());
    expect(agent.frames.map(({ type }) => type)).toEqual(["setup", "interrupt"]);
  });

  it("lets nobody talk over what may not be interrupted", async () => {
    await using fake = await open();
    await using agent = await openAgent(fake);
    agent.onFrame(({ type }, _say, socket) => {
      const frame = { type: "text", token: "Listen to this.", last: true, interruptible: false };
      if (type === "setup") socket.send(JSON.stringify(frame));
    });
    const twiml = relayTwiml('reportInputDuringAgentSpeech="speech"');
    const call = await callAnn(
      fake,
      twiml,
      interruptsAfter("Listen", "No"),
      hears("Listen to this"),
      hangsUp(),
    );
    expect(call.turns).toEqual([{ text: "Listen to this.", over: true, interrupted: false }]);
    expect(agent.frames.slice(1).map(({ type, voicePrompt }) => [type, voicePrompt])).toEqual([
      ["prompt", "No"],
    ]);
  });

  it("plays what was said before it ends, and hands over what our side gave", async () => {
    const realTime = new TestTime();
    await using fake = await open({ realTime });
    await using agent = await openAgent(fake);
    fake.calls.wordsTake(300);
    agent.onFrame(({ type }, say, socket) => {
      if (type !== "setup") return;
      say("Good bye my dear");
      socket.send(JSON.stringify({ type: "end", handoffData: '{"reason":"done"}' }));
    });
    agent.on("/end", "<Response><Say>Beep</Say></Response>");
    const { sid } = await clientOf(fake).calls.create({ from: line, to: ann, twiml: relayTwiml() });
    const call = fake.calls.of(sid);
    await call.until(() => call.frames.length === 2);
    await realTime.pass(600);
    expect(call.turns).toEqual([{ text: "Good bye", over: false, interrupted: false }]);
    await realTime.pass(600);
    await call.over;
    await fake.settled();
    expect(call.conversation).toEqual([
      { by: "line", text: "Good bye my dear" },
      { by: "line", text: "Beep" },
    ]);
    expect(agent.asked).toMatchObject([
      {
        path: "/end",
        fields: {
          CallStatus: "in-progress",
          SessionStatus: "ended",
          SessionDuration: "1",
          HandoffData: '{"reason":"done"}',
        },
      },
    ]);
  });

  it("says what was wrong with a frame, and goes on", async () => {
    await using fake = await open();
    await using agent = await openAgent(fake);
    const wrong = [
      "nonsense",
      "[]",
      '{"type":"shout"}',
      '{"type":"text","token":1}',
      '{"type":"text","token":"a","last":"yes"}',
    ];
    agent.onFrame(({ type }, say, socket) => {
      if (type !== "setup") return;
      for (const frame of wrong) socket.send(frame);
      say("Still here.");
    });
    const call = await callAnn(fake, relayTwiml(), hears("Still"), hangsUp());
    expect(agent.frames.filter(({ type }) => type === "error")).toHaveLength(wrong.length);
    expect(fake.alerts.filter(({ code }) => code === 64107)).toHaveLength(wrong.length);
    expect(call.turns.map(({ text }) => text)).toEqual(["Still here."]);
  });

  it.each([
    ["nobody takes the socket", "wss://ringback.example/closed", 64102],
    ["the address leads nowhere", "wss://elsewhere.example/", 64102],
    ["the address is no wss:", "https://ringback.example/relay", 64101],
  ])("fails when %s, and the action says what is next", async (_why, url, code) => {
    await using fake = await open({ realTime: new TestTime() });
    await using agent = await openAgent(fake);
    agent.on("/end", "<Response><Say>Sorry.</Say></Response>");
    const twiml = relayTwiml().replace("wss://ringback.example/relay/1", url);
    const call = await callAnn(fake, twiml, answers());
    expect(agent.asked).toMatchObject([
      { path: "/end", fields: { SessionStatus: "failed", ErrorCode: String(code), SessionDuration: "0" } },
    ]);
    expect(call.conversation).toEqual([{ by: "line", text: "Sorry." }]);
    expect(fake.alerts.map((alert) => alert.code)).toContain(code);
  });

  it.each([
    ["the network cuts the socket", [hears(), cutsSocket()]],
    ["our side closes the socket", [hears(), says("Close!")]],
  ])("fails when %s, while the call goes on", async (_what, steps) => {
    await using fake = await open();
    await using agent = await openAgent(fake);
    agent.onFrame(({ type }, say, socket) => (type === "setup" ? say("Hello.") : socket.close(1000)));
    agent.on("/end", "<Response><Say>We were cut off.</Say></Response>");
    const call = await callAnn(fake, relayTwiml(), ...steps, hears());
    expect(agent.asked[0]?.fields).toMatchObject({
      SessionStatus: "failed",
      ErrorCode: "64105",
      CallStatus: "in-progress",
    });
    expect(call.conversation.at(-1)).toEqual({ by: "line", text: "We were cut off." });
    expect(call.status).toBe("completed");
  });

  it("complains about attributes that Twilio does not know", async () => {
    await using fake = await open();
    await using agent = await openAgent(fake);
    agent.onFrame(echo);
    await callAnn(fake, relayTwiml('speechtimeout="1" ttsProvider="google"'), hears(), hangsUp());
    expect(fake.alerts).toMatchObject([
      { code: 12200, what: expect.stringContaining("speechtimeout") as string },
    ]);
  });

  it.each(["by socket", "by status"] as const)(
    "tells its end first %s, if a test wants that",
    async (first) => {
      await using fake = await open();
      await using agent = await openAgent(fake);
      agent.onFrame(echo);
      fake.calls.callee(ann, hears(), hangsUp(first));
      const { sid } = await clientOf(fake).calls.create({
        from: line,
        to: ann,
        twiml: relayTwiml(),
        statusCallback: `${agent.url}/status`,
      });
      let closedBeforeStatus: boolean | undefined;
      agent.on("/status", async () => {
        // Whatever did not wait for this answer would have come by then.
        for (let turn = 0; turn < 50; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve));
        closedBeforeStatus = agent.closes.length > 0;
        return "";
      });
      await fake.calls.of(sid).over;
      await fake.settled();
      const order = ["/end", "/status"];
      expect(agent.asked.map(({ path }) => path)).toEqual(first === "by socket" ? order : order.toReversed());
      expect(closedBeforeStatus).toBe(first === "by socket");
    },
  );
});
