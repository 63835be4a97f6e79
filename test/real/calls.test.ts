import { describe, expect, it } from "vitest";
import { breathe } from "../../src/kernel/clock/test-time.ts";
import { RingbackError } from "../../src/kernel/errors.ts";
import {
  answers,
  busy,
  fails,
  hangsUp,
  hears,
  interruptsAfter,
  machine,
  noAnswer,
  presses,
  says,
  talksFor,
} from "../fake-twilio/calls/steps.ts";
import { CallRig, line, person } from "../support/call-rig.ts";

const stranger = "+14155550199";

describe("calls that our lines place", () => {
  it("ring, are answered, and talk until somebody hangs up", async () => {
    await using rig = await CallRig.open({
      side: (carrier) => ({
        opening: "Hello, this is Ada.",
        heard: (id, text) => carrier.speak(id, { text: `You said: ${text}`, last: true }),
      }),
    });
    rig.calls.callee(person, answers(), hears(), says("Hi Ada."), hears(), says("Bye."), hears(), hangsUp());
    await rig.place();
    const call = await rig.calls.next(person);
    await rig.news("left");
    expect(rig.told).toEqual([
      ["rang", "out"],
      ["answered", "out", "person"],
      ["spoken", "out", "Hello, this is Ada.", ""],
      ["turn over", "out"],
      ["heard", "out", "Hi Ada."],
      ["spoken", "out", "You said: Hi Ada.", ""],
      ["turn over", "out"],
      ["heard", "out", "Bye."],
      ["left", "out", "hung up"],
    ]);
    expect(call.conversation).toEqual([
      { by: "line", text: "Hello, this is Ada." },
      { by: "person", text: "Hi Ada." },
      { by: "line", text: "You said: Hi Ada." },
      { by: "person", text: "Bye." },
      { by: "line", text: "You said: Bye." },
    ]);
    expect(rig.leftovers()).toEqual([]);
  });

  it("ask Twilio for a two-way call with a limit, and for nothing that was not wished", async () => {
    await using rig = await CallRig.open({
      settings: { record: true, detectMachines: true },
      wishes: { language: "en-GB", voice: "11labs-Amy", longest: 90_000, records: false },
    });
    await rig.place();
    const [form = {}] = rig.asked("POST", "/Calls.json");
    expect(form).toMatchObject({ To: person, From: line, Timeout: "25", TimeLimit: "90" });
    expect(form["StatusCallbackEvent"]).toEqual(["initiated", "ringing", "answered", "completed"]);
    for (const name of ["Record", "MachineDetection", "Url"]) expect(form).not.toHaveProperty(name);
    const twiml = String(form["Twiml"]);
    expect(twiml).toMatch(/<Connect action="https:\/\/ringback\.example\/tw\/relay-end\/[\da-f]{32}#/);
    expect(twiml).toMatch(/<ConversationRelay url="wss:\/\/ringback\.example\/tw\/relay\/[\da-f]{32}" /);
    expect(twiml).toContain('language="en-GB" ttsProvider="Amazon" voice="Amy-Neural"');
    expect(twiml).toContain('reportInputDuringAgentSpeech="any" dtmfDetection="true"');
    expect(twiml).toMatch(/<Parameter name="token" value="[\w-]{32}"\/>/);
  });

  it.each([
    ["busy", busy()],
    ["no answer", noAnswer()],
    ["unreachable", fails()],
  ] as const)("are %s", async (why, step) => {
    await using rig = await CallRig.open();
    rig.calls.callee(person, step);
    await rig.place();
    await rig.news("refused");
    expect(rig.told).toEqual([
      ["rang", "out"],
      ["refused", "out", why],
    ]);
    expect(rig.leftovers()).toEqual([]);
    expect(rig.rails.state()).toMatchObject({ liveCalls: 0, spend: { settled: 0, reserved: 0 } });
  });

  it("were answered, though it was only for a moment", async () => {
    await using rig = await CallRig.open();
    rig.calls.callee(person, answers(), hangsUp());
    await rig.place();
    await rig.news("left");
    expect(rig.whats).toEqual(["rang", "answered", "left"]);
    expect(rig.leftovers()).toEqual([]);
  });

  it("go nowhere in a dry run, which says so", async () => {
    await using rig = await CallRig.open({ settings: { dryRun: true } });
    await rig.place();
    expect(rig.told).toEqual([]);
    await rig.time.pass(1);
    expect(rig.told).toEqual([["refused", "out", "unreachable"]]);
    expect(rig.said).toEqual([
      "Dry run: a call from +1212•••0186 to +1415•••0123 of at most 120 seconds would have been placed.",
    ]);
    expect(rig.fake.requests).toEqual([]);
  });

  it("are none of a browser's, and none to whom nobody allowed", async () => {
    await using rig = await CallRig.open({ settings: { allowTo: [person] } });
    await expect(rig.place("web", "")).rejects.toMatchObject({ code: "unsupported_configuration" });
    await expect(rig.place("out", stranger)).rejects.toMatchObject({ code: "recipient_not_allowed" });
    expect([rig.fake.requests, rig.leftovers()]).toEqual([[], []]);
  });

  it("are refused by Twilio with its own number for why, and cost nothing then", async () => {
    await using rig = await CallRig.open();
    rig.fake.faults.request({ status: 400, body: '{"code":21215,"message":"Geo permission","status":400}' });
    const refusal = await rig.place().catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(RingbackError);
    expect(refusal).toMatchObject({ code: "carrier_error", details: { errorCode: "21215" } });
    expect(rig.rails.state()).toMatchObject({ liveCalls: 0, spend: { settled: 0, reserved: 0 } });
    expect(rig.leftovers()).toEqual([]);
  });

  it("count what they may have cost at most, until Twilio names the price", async () => {
    await using rig = await CallRig.open({
      settings: { limits: { callSeconds: 600 } },
      side: () => ({ opening: "Hello." }),
    });
    rig.calls.callee(person, answers(), hears(), talksFor(30), hangsUp());
    await rig.place();
    const { reserved } = rig.rails.state().spend;
    await rig.news("left");
    const after = rig.rails.state().spend;
    expect(after.reserved).toBeLessThan(reserved / 5);
    expect(after.settled).toBe(0);
    await rig.carrier.begin();
    await rig.time.pass(60_000);
    await rig.time.pass(60_000);
    await rig.time.pass(60_000);
    await rig.until(() => rig.rails.state().spend.settled > 0);
    expect(rig.rails.state().spend.reserved).toBe(0);
  });
});

describe("words", () => {
  it("sound like Twilio's usual voice where it has none like the one that was wished, which is said once", async () => {
    await using rig = await CallRig.open({ wishes: { language: "de-DE", voice: "11labs-Amy" } });
    rig.calls.callee(person, busy());
    await rig.place();
    await rig.place("again");
    const [first, second] = rig.asked("POST", "/Calls.json").map(({ Twiml }) => String(Twiml));
    expect(first).toContain('language="de-DE" interruptible');
    expect(second).not.toContain("ttsProvider");
    expect(rig.said.filter((sentence) => sentence.includes("11labs-Amy"))).toEqual([
      "Twilio has no voice like 11labs-Amy that speaks de-DE: its calls have Twilio's usual voice.",
    ]);
  });

  it("come in pieces, with keys after them, and are one turn", async () => {
    await using rig = await CallRig.open();
    rig.calls.callee(person, answers(), says("Hello?"));
    await rig.place();
    const call = await rig.calls.next(person);
    await rig.news("heard");
    rig.carrier.speak("out", { text: "One moment.", last: false });
    await rig.until(() => call.turns.length > 0);
    rig.carrier.speak("out", { text: "Here it is.", digits: "12#", last: true });
    await rig.until(() => call.conversation.some(({ digits }) => digits === "12#"));
    expect(call.conversation.slice(1)).toEqual([
      { by: "line", text: "One moment. Here it is." },
      { by: "line", digits: "12#" },
    ]);
    expect(rig.whats).toEqual(["rang", "answered", "heard"]);
    await rig.time.pass(10_000);
    expect(rig.told.slice(3)).toEqual([
      ["spoken", "out", "One moment. Here it is.", "12#"],
      ["turn over", "out"],
    ]);
  });

  it("that end without another word close what was handed over", async () => {
    await using rig = await CallRig.open();
    rig.calls.callee(person, answers(), says("Hello?"), hears("Let me see."), says("And?"));
    await rig.place();
    await rig.news("heard");
    rig.carrier.speak("out", { text: "Let me see.", last: false });
    rig.carrier.speak("out", { last: true });
    await rig.news("heard", 2);
    expect(rig.told.slice(3)).toEqual([
      ["spoken", "out", "Let me see.", ""],
      ["turn over", "out"],
      ["heard", "out", "And?"],
    ]);
  });

  it("that are none leave the turn to the far end, and send nothing", async () => {
    await using rig = await CallRig.open();
    rig.calls.callee(person, answers(), says("Hello?"));
    await rig.place();
    const call = await rig.calls.next(person);
    await rig.news("heard");
    rig.carrier.speak("out", { last: true });
    call.does(says("Anybody there?"));
    await rig.news("heard", 2);
    expect(rig.whats).toEqual(["rang", "answered", "heard", "heard"]);
    expect(call.turns).toEqual([]);
  });

  it("come too late where the far end goes on talking", async () => {
    await using rig = await CallRig.open();
    rig.calls.callee(person, answers(), says("Hello?"), says("I was thinking."));
    await rig.place();
    await rig.news("heard", 2);
    expect(rig.whats).toEqual(["rang", "answered", "heard", "lost", "heard"]);
  });

  it("are cut to what was heard when somebody talks over them", async () => {
    await using rig = await CallRig.open({ side: () => ({ opening: "One two three four five six." }) });
    rig.calls.wordsTake(300);
    rig.calls.callee(person, answers(), interruptsAfter("two three", "Stop!"));
    await rig.place();
    await rig.news("answered");
    const call = await rig.calls.next(person);
    await rig.until(() => call.frames.length > 0);
    await rig.time.pass(900);
    await rig.news("heard");
    expect(rig.told.slice(2)).toEqual([
      ["cut", "out", "One two three", ""],
      ["heard", "out", "Stop!"],
    ]);
  });

  it("that are handed over in pieces are closed when they are cut", async () => {
    await using rig = await CallRig.open();
    rig.calls.callee(
      person,
      answers(),
      says("Hello?"),
      interruptsAfter("Let me", "Quick!"),
      hears("All right."),
    );
    await rig.place();
    const call = await rig.calls.next(person);
    await rig.news("heard");
    rig.carrier.speak("out", { text: "Let me see.", last: false });
    await rig.news("heard", 2);
    expect(rig.told.slice(3)).toEqual([
      ["cut", "out", "Let me", ""],
      ["heard", "out", "Quick!"],
    ]);
    rig.carrier.speak("out", { text: "All right.", last: true });
    await rig.until(() => call.turns.length === 2);
    expect(call.turns).toEqual([
      { text: "Let me", over: true, interrupted: true },
      { text: "All right.", over: true, interrupted: false },
    ]);
  });

  it("that are firm cannot be talked over", async () => {
    await using rig = await CallRig.open();
    rig.calls.callee(person, answers(), says("Hello?"), interruptsAfter("terms", "Stop!"));
    await rig.place();
    await rig.news("heard");
    rig.carrier.speak("out", { text: "These are the terms.", last: true, firm: true });
    await rig.news("heard", 2);
    expect(rig.told.slice(3)).toEqual([
      ["spoken", "out", "These are the terms.", ""],
      ["turn over", "out"],
      ["heard", "out", "Stop!"],
    ]);
  });

  it("pressed one after the other belong together", async () => {
    await using rig = await CallRig.open();
    rig.calls.callee(person, answers(), presses("12#"), presses("34"));
    await rig.place();
    await rig.news("pressed");
    const call = await rig.calls.next(person);
    rig.carrier.speak("out", { last: true });
    await rig.until(() => call.stepsLeft.length === 0 && call.conversation.length === 2);
    await rig.fake.settled();
    await rig.time.pass(700);
    expect(rig.told.slice(2)).toEqual([
      ["pressed", "out", "12#"],
      ["pressed", "out", "34"],
    ]);
  });

  it("are not pressed where they would dial an emergency line", async () => {
    await using rig = await CallRig.open();
    rig.calls.callee(person, answers(), says("Press."));
    await rig.place();
    const call = await rig.calls.next(person);
    await rig.news("heard");
    rig.carrier.speak("out", { text: "Good.", digits: "911#", last: true });
    await rig.until(() => call.turns.length > 0);
    await rig.time.pass(5000);
    expect(rig.told.at(-2)).toEqual(["spoken", "out", "Good.", ""]);
    expect(call.conversation.filter(({ digits }) => digits !== undefined)).toEqual([]);
    expect(rig.said.at(-1)).toContain("Keys were not pressed");
  });

  it("are not pressed where they would dial one piece by piece", async () => {
    await using rig = await CallRig.open();
    rig.calls.callee(person, answers(), says("Press."));
    await rig.place();
    const call = await rig.calls.next(person);
    await rig.news("heard");
    rig.carrier.speak("out", { digits: "9", last: false });
    rig.carrier.speak("out", { digits: "11", last: true });
    await rig.until(() => call.conversation.some(({ digits }) => digits !== undefined));
    await rig.fake.settled();
    expect(call.conversation.slice(1)).toEqual([{ by: "line", digits: "9" }]);
    expect(rig.said.at(-1)).toContain("Keys were not pressed");
  });

  it.each(["socket", "status"] as const)(
    "pressed just before a %s tells of the end are heard",
    async (first) => {
      await using rig = await CallRig.open();
      rig.calls.callee(person, answers(), presses("42"), hangsUp(`by ${first}`));
      await rig.place();
      await rig.news("left");
      expect(rig.told.slice(1)).toEqual([
        ["answered", "out", "person"],
        ["pressed", "out", "42"],
        ["left", "out", "hung up"],
      ]);
    },
  );
});

describe("our side leaves", () => {
  it("a call that rings, which is called back", async () => {
    await using rig = await CallRig.open();
    rig.calls.callee(person);
    await rig.place();
    await rig.news("rang");
    const call = await rig.calls.next(person);
    rig.carrier.hangUp("out");
    await call.over;
    await rig.fake.settled();
    expect([call.status, rig.whats, rig.leftovers()]).toEqual(["canceled", ["rang"], []]);
  });

  it("before Twilio has said that it placed the call", async () => {
    await using rig = await CallRig.open();
    rig.calls.callee(person);
    rig.fake.faults.request({ slow: 1000 }, { path: "/Calls.json" });
    const placing = rig.place();
    rig.carrier.hangUp("out");
    await rig.until(() => rig.calls.all.length > 0);
    await rig.time.pass(1000);
    await placing;
    const call = await rig.calls.next(person);
    await call.over;
    await rig.until(() => rig.leftovers().length === 0);
    expect([call.status, rig.whats]).toEqual(["canceled", []]);
  });

  it("by hanging up once what it said was heard", async () => {
    await using rig = await CallRig.open({
      side: (carrier) => ({ opening: "Goodbye now.", turnOver: (id) => carrier.hangUp(id) }),
    });
    rig.calls.callee(person, answers(), hears());
    await rig.place();
    const call = await rig.calls.next(person);
    await rig.news("answered");
    await rig.time.pass(2000);
    await call.over;
    await rig.fake.settled();
    expect(rig.told.slice(2)).toEqual([
      ["spoken", "out", "Goodbye now.", ""],
      ["turn over", "out"],
    ]);
    expect(call.turns).toEqual([{ text: "Goodbye now.", over: true, interrupted: false }]);
    expect([call.status, rig.leftovers()]).toEqual(["completed", []]);
    expect(rig.asked("POST", `${call.sid}.json`)).toEqual([]);
  });

  it("and is hung up at Twilio where the socket does not do it in five seconds", async () => {
    await using rig = await CallRig.open();
    rig.calls.wordsTake(2000);
    rig.calls.callee(person, answers(), says("Hello?"));
    await rig.place();
    const call = await rig.calls.next(person);
    await rig.news("heard");
    rig.carrier.speak("out", { text: "This takes very much longer than anybody thought.", last: true });
    await rig.fake.settled();
    rig.carrier.stopSpeaking("out");
    rig.carrier.hangUp("out");
    await rig.fake.settled();
    await rig.time.pass(4999);
    expect(call.status).toBe("in-progress");
    await rig.time.pass(1);
    await call.over;
    await rig.until(() => rig.leftovers().length === 0);
    expect(rig.whats).toEqual(["rang", "answered", "heard"]);
  });

  it("tells what was heard of it when it stops in the middle", async () => {
    await using rig = await CallRig.open({ side: () => ({ opening: "one two three four" }) });
    await rig.place();
    await rig.news("answered");
    await rig.time.pass(900);
    rig.carrier.stopSpeaking("out");
    rig.carrier.stopSpeaking("out");
    expect(rig.told.slice(2)).toEqual([["cut", "out", "one two", ""]]);
  });

  it("by handing the far end over to another number", async () => {
    await using rig = await CallRig.open({ settings: { allowTo: [person, stranger] } });
    rig.calls.callee(person, answers(), says("A human, please."));
    rig.calls.callee(stranger, answers());
    await rig.place();
    const call = await rig.calls.next(person);
    await rig.news("heard");
    rig.carrier.transferCall("out", stranger);
    const other = await rig.calls.next(stranger);
    expect([other.parentSid, other.from]).toEqual([call.sid, line]);
    const dial = call.performed.find(({ verb }) => verb === "Dial");
    expect(dial?.attributes).toMatchObject({ answerOnBridge: "true", timeout: "25", timeLimit: "120" });
    // The words' way is gone, and the call goes on.
    await rig.time.pass(20_000);
    expect([call.status, rig.whats]).toEqual(["in-progress", ["rang", "answered", "heard"]]);
    call.does(hangsUp());
    await rig.until(() => rig.leftovers().length === 0);
    expect(rig.rails.state().liveCalls).toBe(0);
  });

  it("and hands nobody over to whom nobody may reach", async () => {
    await using rig = await CallRig.open({ settings: { allowTo: [person] } });
    rig.calls.callee(person, answers(), says("A human, please."));
    await rig.place();
    const call = await rig.calls.next(person);
    await rig.news("heard");
    rig.carrier.transferCall("out", stranger);
    await call.over;
    await rig.until(() => rig.leftovers().length === 0);
    expect(call.performed.map(({ verb }) => verb)).not.toContain("Dial");
    expect(rig.said.at(-1)).toContain("A call was not handed over to +1415•••0199");
  });
});

describe("machines that answer", () => {
  const voicemail = (text: string) =>
    CallRig.open({
      settings: { detectMachines: true },
      wishes: { leavesMessages: true },
      side: (carrier) => {
        let isMessage = false;
        return {
          opening: "Hello, this is Ada.",
          heard: (id, heard) => {
            isMessage = heard === "";
            carrier.speak(id, isMessage ? { text, last: true, firm: true } : { last: true });
          },
          turnOver: (id) => {
            if (isMessage) carrier.hangUp(id);
          },
        };
      },
    });

  it("are left a message once they have said theirs, which hanging up does not cut", async () => {
    await using rig = await voicemail("Please call <Ada> & me back.");
    rig.calls.callee(person, machine("You have reached Bo. Leave a message."));
    await rig.place();
    const call = await rig.calls.next(person);
    await call.over;
    await rig.until(() => rig.leftovers().length === 0);
    expect(call.conversation.at(-1)).toEqual({ by: "line", text: "Please call <Ada> & me back." });
    expect(rig.told.slice(-4)).toEqual([
      ["answered", "out", "machine"],
      ["heard", "out", ""],
      ["spoken", "out", "Please call <Ada> & me back.", ""],
      ["turn over", "out"],
    ]);
    expect(rig.asked("POST", `${call.sid}.json`)).toHaveLength(1);
  });

  it("hear the message to its end though our side has hung up meanwhile", async () => {
    await using rig = await voicemail("Please call me back.");
    rig.calls.callee(person, machine("Leave a message."));
    rig.fake.faults.request({ slow: 6000 }, { method: "POST", path: "/Calls/CA" });
    await rig.place();
    const call = await rig.calls.next(person);
    await rig.until(() => rig.asked("POST", `${call.sid}.json`).length === 1);
    await rig.time.pass(5000);
    expect(rig.told.at(-1)).toEqual(["turn over", "out"]);
    for (let turns = 0; turns < 10; turns += 1) await breathe();
    expect(call.status).toBe("in-progress");
    await rig.time.pass(1000);
    await call.over;
    expect(call.conversation.at(-1)).toEqual({ by: "line", text: "Please call me back." });
  });

  it("have heard nothing where Twilio does not take the message, and nobody is left in the call", async () => {
    await using rig = await voicemail("Please call me back.");
    rig.calls.callee(person, machine("Leave a message."));
    rig.fake.faults.request({ status: 400 }, { method: "POST", path: "/Calls/CA" });
    await rig.place();
    const call = await rig.calls.next(person);
    await call.over;
    await rig.news("left");
    expect(rig.told.slice(-3)).toEqual([
      ["answered", "out", "machine"],
      ["heard", "out", ""],
      ["left", "out", "hung up"],
    ]);
    expect(rig.said.at(-1)).toContain("No message could be left");
    await rig.until(() => rig.leftovers().length === 0);
  });

  it("are told apart from people, to whom nothing happens", async () => {
    await using rig = await voicemail("Please call back.");
    rig.calls.callee(person, answers(), hears(), says("Yes?"), hangsUp());
    await rig.place();
    await rig.news("left");
    expect(rig.told.filter(([what]) => what === "answered")).toEqual([["answered", "out", "person"]]);
  });
});

describe("calls that reach our lines", () => {
  const greeting = (carrier: CallRig["carrier"]) => (id: string) => {
    carrier.answerCall(id);
    carrier.speak(id, { text: "Ada's office.", last: true });
  };

  it("ring until our side picks up, which speaks first", async () => {
    await using rig = await CallRig.open();
    const call = rig.calls.call(person, line, hears("Ada's office."), says("Is she in?"));
    await rig.news("rang");
    await rig.time.pass(2000);
    greeting(rig.carrier)("in_1");
    await rig.news("heard");
    expect(rig.arrived).toEqual([{ from: person, to: line, ringFor: 10_000 }]);
    expect(rig.told).toEqual([
      ["rang", "in_1"],
      ["spoken", "in_1", "Ada's office.", ""],
      ["turn over", "in_1"],
      ["heard", "in_1", "Is she in?"],
    ]);
    rig.carrier.speak("in_1", { text: "No.", last: true });
    await rig.until(() => call.turns.length === 2);
    call.does(hangsUp());
    await rig.news("left");
    await rig.until(() => rig.leftovers().length === 0);
    expect(rig.told.at(-1)).toEqual(["left", "in_1", "hung up"]);
    expect(rig.rails.state().liveCalls).toBe(0);
  });

  it("are missed where nobody picks up in ten seconds, and cost nothing", async () => {
    await using rig = await CallRig.open();
    const call = rig.calls.call(person, line);
    await rig.news("rang");
    await rig.time.pass(9999);
    expect(rig.whats).toEqual(["rang"]);
    await rig.time.pass(1);
    await call.over;
    expect(rig.told.at(-1)).toEqual(["left", "in_1", "hung up"]);
    expect([call.performed, call.status]).toMatchObject([
      [{ verb: "Reject", attributes: { reason: "busy" } }],
      "busy",
    ]);
    expect([rig.leftovers(), rig.rails.state().spend.reserved]).toEqual([[], 0]);
  });

  it("are missed where the caller gives up, which our side is told once", async () => {
    await using rig = await CallRig.open();
    const call = rig.calls.call(person, line);
    await rig.news("rang");
    call.does(hangsUp());
    await rig.news("left");
    await rig.fake.settled();
    expect(rig.told).toEqual([
      ["rang", "in_1"],
      ["left", "in_1", "hung up"],
    ]);
    expect(rig.leftovers()).toEqual([]);
  });

  it.each([
    ["busy", "busy"],
    ["declined", "rejected"],
  ] as const)("are refused as %s, and nothing is told of them any more", async (why, reason) => {
    await using rig = await CallRig.open({
      side: (carrier) => ({ rang: (id) => carrier.refuseCall(id, why) }),
    });
    const call = rig.calls.call(person, line);
    await call.over;
    await rig.fake.settled();
    expect(rig.whats).toEqual(["rang"]);
    expect(call.performed).toMatchObject([{ verb: "Reject", attributes: { reason } }]);
    expect(rig.leftovers()).toEqual([]);
  });

  it.each([
    ["of whom nobody allowed", person, { allowFrom: [] }],
    ["of nobody in particular", "anonymous", { allowFrom: "everybody" }],
    ["of nobody, written as a number", "+266696687", { allowFrom: "everybody" }],
    ["in a dry run", person, { dryRun: true }],
    ["too dear for the day", person, { limits: { spendPerDay: 1 } }],
  ] as const)("are filed as missed without anybody being told: %s", async (_why, from, settings) => {
    await using rig = await CallRig.open({ settings });
    const call = rig.calls.call(from, line);
    await call.over;
    expect(rig.arrived).toEqual([{ from, to: line, ringFor: 0, unheard: true }]);
    expect(rig.told).toEqual([["left", "in_1", "hung up"]]);
    expect(call.performed).toMatchObject([{ verb: "Reject" }]);
    expect(rig.said).toHaveLength(1);
    expect(rig.rails.state()).toMatchObject({ liveCalls: 0, spend: { reserved: 0 } });
  });

  it("are not taken at a number that is no line", async () => {
    await using rig = await CallRig.open();
    const voice = rig.door.urlOf("voice") ?? "";
    rig.fake.account.own("+12125550199", { urls: { voice_url: voice } });
    const call = rig.calls.call(person, "+12125550199");
    await call.over;
    expect([rig.told, rig.arrived, call.status]).toEqual([[], [], "no-answer"]);
  });

  it("end when they have lasted as long as a call may", async () => {
    await using rig = await CallRig.open({ settings: { limits: { callSeconds: 15 } } });
    const call = rig.calls.call(person, line, hears("Ada's office."), says("Let me think."));
    await rig.news("rang");
    greeting(rig.carrier)("in_1");
    await rig.news("heard");
    await rig.fake.settled();
    await rig.time.pass(15_000);
    await call.over;
    await rig.news("left");
    expect(rig.told.at(-1)).toEqual(["left", "in_1", "too long"]);
    await rig.until(() => rig.leftovers().length === 0);
  });

  it("are recorded by ringback, since nobody placed them who could have said so", async () => {
    await using rig = await CallRig.open({ settings: { record: true } });
    const call = rig.calls.call(person, line, says("Is she in?"), hears("No."), hangsUp());
    await rig.news("rang");
    greeting(rig.carrier)("in_1");
    await rig.until(() => call.recordings.length > 0);
    rig.carrier.speak("in_1", { text: "No.", last: true });
    await rig.news("left");
    await rig.fake.settled();
    expect(call.recordings).toMatchObject([{ source: "StartCallRecordingAPI", status: "completed" }]);
    expect(rig.asked("POST", "/Recordings.json")).toMatchObject([
      { RecordingChannels: "mono", RecordingStatusCallback: expect.stringContaining("/tw/recording/") },
    ]);
    expect((await rig.carrier.soundOf?.("in_1"))?.subarray(0, 4).toString("latin1")).toBe("RIFF");
    expect(rig.said.join(" ")).not.toContain("recorded");
  });

  it("are not recorded where they are not to be", async () => {
    await using rig = await CallRig.open({ settings: { record: true }, wishes: { records: false } });
    const call = rig.calls.call(person, line, hears("Ada's office."), hangsUp());
    await rig.news("rang");
    greeting(rig.carrier)("in_1");
    await rig.news("left");
    expect([call.recordings, await rig.carrier.soundOf?.("in_1")]).toEqual([[], undefined]);
  });

  it("go on where Twilio refuses to record them, and that is told", async () => {
    await using rig = await CallRig.open({ settings: { record: true } });
    rig.fake.faults.request({ status: 400 }, { path: "/Recordings" });
    const call = rig.calls.call(person, line, says("Is she in?"), hears("No."), hangsUp());
    await rig.news("rang");
    greeting(rig.carrier)("in_1");
    await rig.until(() => rig.said.some((one) => one.includes("is not recorded")));
    rig.carrier.speak("in_1", { text: "No.", last: true });
    await rig.news("left");
    await call.over;
    expect(call.status).toBe("completed");
    expect(rig.said.filter((one) => one.includes("is not recorded"))).toEqual([
      expect.stringMatching(/^The call with \+1\S+ is not recorded: .* The call goes on\.$/),
    ]);
  });
});

describe("recordings", () => {
  it("are read from Twilio by whoever asks for them, once there are any", async () => {
    await using rig = await CallRig.open({ settings: { record: true }, side: () => ({ opening: "Hello." }) });
    rig.calls.callee(person, answers(), hears(), hangsUp());
    await rig.place();
    await rig.news("left");
    expect(rig.leftovers()).toEqual(["sound of out"]);
    const sound = await rig.carrier.soundOf?.("out");
    expect(sound?.subarray(0, 4).toString("latin1")).toBe("RIFF");
    expect(await rig.carrier.soundOf?.("never")).toBeUndefined();
  });
});

describe("the kill switch", () => {
  it("ends every call, and lets nothing begin any more", async () => {
    await using rig = await CallRig.open();
    rig.calls.callee(person, answers(), says("Hello?"));
    await rig.place();
    const out = await rig.calls.next(person);
    await rig.news("heard");
    const into = rig.calls.call(stranger, line);
    await rig.news("rang", 2);
    expect(await rig.carrier.stop()).toBe(2);
    await Promise.all([out.over, into.over]);
    await rig.news("left", 2);
    expect(rig.told).toContainEqual(["left", "out", "dropped"]);
    expect([out.status, into.status]).toEqual(["completed", "busy"]);
    await expect(rig.place("again")).rejects.toMatchObject({ code: "carrier_stopped" });
  });
});

describe("without a public URL", () => {
  const polling = (opening?: string) =>
    CallRig.open({
      settings: { hearing: "poll", publicUrl: undefined },
      wishes: { opening },
      side: () => ({ opening }),
    });

  it("calls say one thing and hang up", async () => {
    await using rig = await polling("Your table is ready.");
    rig.calls.callee(person, answers(), hears());
    await rig.place();
    const call = await rig.calls.next(person);
    await call.over;
    await rig.carrier.begin();
    for (let round = 0; round < 4; round += 1) {
      await rig.time.pass(15_000);
      await rig.quiet();
    }
    await rig.news("left");
    expect(call.conversation).toEqual([{ by: "line", text: "Your table is ready." }]);
    expect(rig.told).toEqual([
      ["rang", "out"],
      ["answered", "out", "person"],
      ["spoken", "out", "Your table is ready.", ""],
      ["turn over", "out"],
      ["left", "out", "hung up"],
    ]);
    expect(rig.leftovers()).toEqual([]);
  });

  it("calls that have nothing to say are not placed", async () => {
    await using rig = await polling();
    const refusal = await rig.place().catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: "unsupported_configuration" });
    expect(String(refusal)).toContain("initialGreeting");
    expect(rig.fake.requests).toEqual([]);
  });

  it("calls that say too much are not placed", async () => {
    await using rig = await polling("very ".repeat(1000));
    await expect(rig.place()).rejects.toMatchObject({ code: "unsupported_configuration" });
  });
});
