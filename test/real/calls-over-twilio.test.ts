import { describe, expect, it } from "vitest";
import { unfinished } from "../../src/kernel/clock/test-time.ts";
import {
  answers,
  busy,
  cutsSocket,
  declines,
  fails,
  hangsUp,
  hears,
  interruptsAfter,
  machine,
  noAnswer,
  presses,
  says,
  talksFor,
  waits,
  type Step,
} from "../fake-twilio/calls/steps.ts";
import type { FakeCall } from "../fake-twilio/calls/fake-calls.ts";
import { fastTime } from "../support/fast-time.ts";
import { anna, bella, line, openRealAgent, type RealAgent } from "../support/real-agent.ts";
import { openStream } from "../support/read-stream.ts";
import { linesOf, ndjson } from "../support/voice-call.ts";

/** Waits until the webhook was told that the call is over. Answers all that it was told of ends. */
const over = async (ada: RealAgent, callId: string) => {
  await ada.event("call.ended", { callId });
  // An end that came twice would come right after.
  await ada.fake.settled();
  await ada.event("webhook.delivered", { event: "agent.call_ended" });
  return ada.told("agent.call_ended");
};

describe("a call that is placed", () => {
  it.each<readonly [string, readonly Step[], string, string]>([
    ["busy", [busy()], "failed", "dial_busy"],
    ["turned away", [declines()], "failed", "dial_busy"],
    ["nobody there", [noAnswer()], "completed", "dial_no_answer"],
    ["nobody there in time", [answers(60)], "completed", "dial_no_answer"],
    ["no such number", [fails(404)], "failed", "dial_failed"],
    ["hung up at once", [answers(), hangsUp()], "completed", "user_hangup"],
    ["hung up by the person", [answers(), says("Hello?"), hears(), hangsUp()], "completed", "user_hangup"],
    [
      "hung up, status first",
      [answers(), says("Hello?"), hears(), hangsUp("by status")],
      "completed",
      "user_hangup",
    ],
    [
      "hung up, socket first",
      [answers(), says("Hello?"), hears(), hangsUp("by socket")],
      "completed",
      "user_hangup",
    ],
    ["too long", [answers(), says("Hello?"), hears(), talksFor(200)], "completed", "max_duration_reached"],
  ])("and is %s ends once", async (_how, steps, status, disconnectionReason) => {
    await using ada = await openRealAgent();
    ada.fake.calls.callee(anna, ...steps);
    const id = await ada.call();
    await over(ada, id);
    expect(ada.told("agent.call_ended").map(({ data }) => data)).toMatchObject([
      { callId: id, status, disconnectionReason },
    ]);
    expect(await ada.events("call.ended")).toHaveLength(1);
  });
});

describe("a call that only speaks", () => {
  it("was as long as Twilio says, though that is heard of later", async () => {
    await using ada = await openRealAgent({
      hearing: "poll",
      publicUrl: undefined,
      config: { realTime: fastTime(30), clock: 1 },
    });
    // It rings for longer than they talk: no call lasts longer than ago it began.
    ada.fake.calls.callee(anna, waits(15_000), answers(), talksFor(12));
    const id = await ada.call(anna, { initialGreeting: "Your table is ready." });
    const [ended] = await over(ada, id);
    expect(ended?.data["durationSeconds"]).toBeGreaterThanOrEqual(12);
    expect(ended?.data).toMatchObject({ status: "completed", disconnectionReason: "user_hangup" });
  });
});

describe("a call that is not placed", () => {
  it("is refused in the answer, and no webhook is told of its end", async () => {
    await using ada = await openRealAgent({ allowTo: [anna] });
    const asked = { agentId: ada.agentId, toNumber: bella };
    expect(await ada.phone.post("/v1/calls", asked)).toMatchObject({ status: 403 });
    expect(await ada.event("call.ended", { to: bella })).toMatchObject({ status: "failed" });
    expect(await ada.events("webhook.queued")).toEqual([]);
    await ada.phone.delete("/v1/webhooks");
    expect(await ada.phone.post("/v1/calls", asked)).toMatchObject({ status: 403 });
    expect(await ada.events("webhook.unheard")).toEqual([]);
  });
});

/** A person who says these things, one after each of our side's turns, and then stays on the line. */
const talks = (...lines: readonly string[]): readonly Step[] => [
  answers(),
  ...lines.flatMap((text) => [says(text), hears()]),
];

const heardBy = ({ conversation }: FakeCall) => conversation.map(({ by, text }) => `${by}: ${text}`);

/** Words that somebody talks over take as long as a machine may that does something else meanwhile. */
const slowWords = { clock: 5 };

describe("what the webhook answers", () => {
  it("goes out piece by piece as it comes, and is one turn", async () => {
    const pieces = async function* () {
      yield '{"text":"Let me see.","interim":true}\n{"text":"One moment.","interim":true}\n';
      yield '{"text":"Tuesday is free.","hangup":true}\n';
    };
    await using ada = await openRealAgent({ speaker: () => ndjson(pieces()) });
    ada.fake.calls.callee(anna, ...talks("When may I come?"));
    const id = await ada.call();
    const call = await ada.fake.calls.next(anna);
    await over(ada, id);
    const texts = call.frames
      .map((frame) => JSON.parse(frame) as { type: string; token?: string; last?: boolean })
      .filter(({ type }) => type === "text");
    expect(texts.length).toBeGreaterThanOrEqual(3);
    expect(texts.filter(({ last }) => last === true)).toHaveLength(1);
    expect(heardBy(call)).toEqual([
      "person: When may I come?",
      "line: Let me see. One moment. Tuesday is free.",
    ]);
    expect(linesOf(await ada.read(id))).toContain("agent: Let me see. One moment. Tuesday is free.");
  });

  it("begins to be spoken before all of it is there", async () => {
    let goOn = (): void => undefined;
    const spoken = new Promise<void>((resolve) => (goOn = resolve));
    const pieces = async function* () {
      yield '{"text":"Let me see.","interim":true}\n';
      await spoken;
      yield '{"text":"Tuesday is free.","hangup":true}\n';
    };
    await using ada = await openRealAgent({ speaker: () => ndjson(pieces()) });
    ada.fake.calls.callee(anna, ...talks("When may I come?"));
    const id = await ada.call();
    const call = await ada.fake.calls.next(anna);
    await call.until(() => call.frames.some((frame) => frame.includes("Let me see.")));
    expect(call.frames.join(" ")).not.toContain("Tuesday");
    goOn();
    await over(ada, id);
    expect(heardBy(call).at(-1)).toContain("Tuesday is free.");
  });

  it("is cut in the transcript to what was heard before the person talked over it", async () => {
    await using ada = await openRealAgent({
      config: slowWords,
      speaker: ({ data }) =>
        data["transcript"] === "Hello?"
          ? { text: "Our opening hours are as follows, from Monday to Friday." }
          : { text: "All right.", hangup: true },
    });
    ada.fake.calls.callee(
      anna,
      answers(),
      says("Hello?"),
      interruptsAfter("as follows", "Just tell me about Sunday."),
      hears("All right."),
    );
    const id = await ada.call();
    await over(ada, id);
    const lines = linesOf(await ada.read(id));
    expect(lines.join("\n")).not.toContain("Monday");
    expect(lines).toEqual([
      "user: Hello?",
      expect.stringMatching(/^agent: Our opening hours are as follows/),
      "user: Just tell me about Sunday.",
      "agent: All right.",
    ]);
  });

  it("presses keys, and hears those that the person presses", async () => {
    await using ada = await openRealAgent({
      speaker: ({ data }) =>
        data["transcript"] === "Press one for sales."
          ? { text: "Sales.", digits: "1#" }
          : { text: "Thank you.", hangup: true },
    });
    ada.fake.calls.callee(anna, answers(), says("Press one for sales."), hears(), presses("42"), hears());
    const id = await ada.call();
    const call = await ada.fake.calls.next(anna);
    await over(ada, id);
    expect(call.frames).toContain('{"type":"sendDigits","digits":"1#"}');
    expect(JSON.stringify(ada.told("agent.message").at(-1)?.data)).toMatch(/42/);
  });

  it("is of no use where the person presses keys and hangs up, and those are kept", async () => {
    await using ada = await openRealAgent();
    ada.fake.calls.callee(anna, answers(), says("Hello?"), hears(), presses("42"), hangsUp());
    const id = await ada.call();
    await over(ada, id);
    expect(linesOf(await ada.read(id)).slice(0, 3)).toEqual([
      "user: Hello?",
      "agent: Yes.",
      expect.stringMatching(/^user.*42/),
    ]);
  });

  it("is a goodbye that the person may talk over: then the agent stays", async () => {
    await using ada = await openRealAgent({
      config: slowWords,
      speaker: ({ data }) =>
        data["transcript"] === "Hello?"
          ? { text: "We are closed today. Goodbye to you and to yours.", hangup: true }
          : { text: "At nine.", hangup: true },
    });
    ada.fake.calls.callee(
      anna,
      answers(),
      says("Hello?"),
      interruptsAfter("Goodbye to", "Wait! When do you open?"),
      hears("At nine."),
    );
    const id = await ada.call();
    const call = await ada.fake.calls.next(anna);
    await over(ada, id);
    expect(heardBy(call).at(-1)).toBe("line: At nine.");
    expect(linesOf(await ada.read(id)).slice(-2)).toEqual([
      "user: Wait! When do you open?",
      "agent: At nine.",
    ]);
  });

  it("may be keys and no words", async () => {
    await using ada = await openRealAgent({
      speaker: ({ data }) =>
        data["transcript"] === "Press one."
          ? { text: "", digits: "1" }
          : { text: "Thank you.", hangup: true },
    });
    ada.fake.calls.callee(anna, answers(), says("Press one."));
    const id = await ada.call();
    const call = await ada.fake.calls.next(anna);
    await call.until(() => call.frames.includes('{"type":"sendDigits","digits":"1"}'));
    call.does(says("Sales."), hears());
    await over(ada, id);
    expect(linesOf(await ada.read(id)).slice(-2)).toEqual(["user: Sales.", "agent: Thank you."]);
  });

  it("that does not come in time leaves the line silent, and the person may go on", async () => {
    let turns = 0;
    await using ada = await openRealAgent({
      config: { realTime: fastTime(5), clock: 12 },
      webhook: { timeout: 5 },
      speaker: () => {
        turns += 1;
        return turns === 1 ? "hang" : { text: "Here I am.", hangup: true };
      },
    });
    ada.fake.calls.callee(anna, answers(), says("Hello?"));
    const id = await ada.call();
    await ada.event("turn.silent", { callId: id });
    (await ada.fake.calls.next(anna)).does(says("Anybody?"), hears());
    await over(ada, id);
    expect(await ada.events("turn.silent")).toHaveLength(1);
    expect(linesOf(await ada.read(id))).toEqual(["user: Hello?", "user: Anybody?", "agent: Here I am."]);
    expect(ada.told("agent.call_ended")).toMatchObject([{ data: { disconnectionReason: "agent_hangup" } }]);
  });
});

describe("the vendor's own client", () => {
  const hosted = { voiceMode: "hosted", systemPrompt: "Be kind.", beginMessage: "This is Ada." };

  it.each<readonly [string, object, string | undefined]>([
    ["the agent's opening", {}, "This is Ada."],
    ["the call's own opening", { initialGreeting: "Your table is ready." }, "Your table is ready."],
    ["no opening", { initialGreeting: "" }, undefined],
  ])("places a call with %s", async (_what, more, opening) => {
    await using ada = await openRealAgent({ agent: hosted });
    const first = opening === undefined ? [] : [hears()];
    ada.fake.calls.callee(anna, answers(), ...first, says("Thank you, goodbye."));
    const { id = "" } = (await ada.sdk.calls.createOutboundCall({
      agentId: ada.agentId,
      toNumber: anna,
      ...more,
    })) as { id?: string };
    const call = await ada.fake.calls.next(anna);
    await ada.event("turn.user", { callId: id });
    expect(call.conversation.slice(0, first.length + 1)).toEqual([
      ...(opening === undefined ? [] : [{ by: "line", text: opening }]),
      { by: "person", text: "Thank you, goodbye." },
    ]);
  });

  it("waits for a call to be over, and reads what was said", async () => {
    await using ada = await openRealAgent({ speaker: () => ({ text: "Goodbye.", hangup: true }) });
    ada.fake.calls.callee(anna, ...talks("Hello?"));
    const { body } = await ada.phone.post("/v1/calls", {
      agentId: ada.agentId,
      toNumber: anna,
      waitForCompletion: true,
    });
    expect(body).toMatchObject({ status: "completed" });
    const { id } = body as { id: string };
    const transcript = await ada.sdk.calls.getCallTranscript({ call_id: id });
    expect(JSON.stringify(transcript)).toMatch(/Hello\?.*Goodbye\./);
  });

  it("follows the transcript while people talk", async () => {
    await using ada = await openRealAgent({
      speaker: ({ data }) =>
        data["transcript"] === "Hello?" ? { text: "Yes?" } : { text: "Goodbye.", hangup: true },
    });
    ada.fake.calls.callee(anna, ...talks("Hello?"));
    const id = await ada.call();
    const call = await ada.fake.calls.next(anna);
    await ada.event("turn.agent", { callId: id });
    const key = ada.stage.ringback.env["AGENTPHONE_API_KEY"];
    const url = `${ada.stage.ringback.url}/v1/calls/${id}/transcript/stream`;
    const stream = await openStream(url, { authorization: `Bearer ${key}` });
    expect(await stream.next()).toContain("connected");
    call.does(says("That is all."));
    const blocks = (await stream.rest()).join("\n");
    expect(blocks).toMatch(/That is all\.[^]*Goodbye\.[^]*ended/);
  });
});

describe("a Twilio that", () => {
  const speaker = () => ({ text: "Goodbye.", hangup: true });

  it("is busy is asked again for a call: one call", async () => {
    await using ada = await openRealAgent({ speaker, config: { realTime: fastTime(5), clock: 12 } });
    ada.fake.faults.request("429", { method: "POST", path: "/Calls.json" });
    ada.fake.calls.callee(anna, ...talks("Hello?"));
    await over(ada, await ada.call());
    expect(ada.fake.calls.all).toHaveLength(1);
  });

  it("breaks off after it placed a call is not asked to place it again: it is found, and talked in", async () => {
    await using ada = await openRealAgent({ speaker, config: { realTime: fastTime(5), clock: 12 } });
    ada.fake.faults.request("reset after accepting", { method: "POST", path: "/Calls.json" });
    ada.fake.calls.callee(anna, ...talks("Hello?"));
    const id = await ada.call();
    await over(ada, id);
    expect(ada.fake.calls.all).toHaveLength(1);
    expect(ada.told("agent.call_ended")).toMatchObject([
      { data: { callId: id, disconnectionReason: "agent_hangup" } },
    ]);
  });
});

describe("a call is handed over", () => {
  const transfers = { text: "I put you through.", action: "transfer" };

  it("to the agent's number, when that may be reached", async () => {
    await using ada = await openRealAgent({
      agent: { transferNumber: bella },
      speaker: () => transfers,
    });
    ada.fake.calls.callee(anna, ...talks("A human, please."));
    ada.fake.calls.callee(bella, answers());
    const id = await ada.call();
    const call = await ada.fake.calls.next(anna);
    const other = await ada.fake.calls.next(bella);
    expect([other.parentSid, other.from]).toEqual([call.sid, line]);
    await over(ada, id);
    expect(ada.told("agent.call_ended")).toMatchObject([
      { data: { callId: id, status: "completed", disconnectionReason: "call_transfer" } },
    ]);
    expect(await ada.events("call.transferred")).toHaveLength(1);
    call.does(hangsUp());
    await call.over;
    await ada.fake.settled();
    expect(ada.told("agent.call_ended")).toHaveLength(1);
    expect((await ada.control.get("/carrier")).body).toMatchObject({ liveCalls: 0 });
  });

  it("though it came in, and to somebody who does not answer: both are over, told once", async () => {
    await using ada = await openRealAgent({ agent: { transferNumber: bella }, speaker: () => transfers });
    ada.fake.calls.callee(bella, busy());
    const call = ada.fake.calls.call(anna, line, says("A human, please."), hears());
    await call.over;
    await ada.event("webhook.delivered", { event: "agent.call_ended" });
    await ada.fake.settled();
    expect(call.performed.map(({ verb }) => verb)).toContain("Dial");
    expect(ada.told("agent.call_ended")).toMatchObject([
      { data: { direction: "inbound", status: "completed", disconnectionReason: "call_transfer" } },
    ]);
    expect((await ada.control.get("/carrier")).body).toMatchObject({ liveCalls: 0 });
  });

  it("to nobody who may not be reached: it ends", async () => {
    await using ada = await openRealAgent({
      allowTo: [anna],
      agent: { transferNumber: bella },
      speaker: () => transfers,
    });
    ada.fake.calls.callee(anna, ...talks("A human, please."));
    const id = await ada.call();
    const call = await ada.fake.calls.next(anna);
    await over(ada, id);
    await call.over;
    expect(ada.fake.calls.all).toHaveLength(1);
    expect(call.performed.map(({ verb }) => verb)).not.toContain("Dial");
    expect(ada.stage.warned.join(" ")).toMatch(/not handed over to \+1415•••0188/);
  });
});

describe("a machine that answers", () => {
  it("is left the agent's message after it has said its own, and the end is told once", async () => {
    await using ada = await openRealAgent({
      detectMachines: true,
      agent: { voicemailMessage: "This is Ada. Please call back." },
    });
    ada.fake.calls.callee(anna, machine("Leave a message after the tone."));
    const id = await ada.call();
    const call = await ada.fake.calls.next(anna);
    await over(ada, id);
    await call.over;
    expect(heardBy(call).at(-1)).toBe("line: This is Ada. Please call back.");
    expect(ada.told("agent.call_ended")).toMatchObject([
      { data: { callId: id, disconnectionReason: "voicemail_reached" } },
    ]);
  });
});

describe("a call under way when ringback ends", () => {
  it("is ended, and the agent is told before ringback is gone", async () => {
    await using ada = await openRealAgent({ speaker: () => ({ text: "Yes." }) });
    ada.fake.calls.callee(anna, ...talks("Hello?"), hears());
    const id = await ada.call();
    const call = await ada.fake.calls.next(anna);
    await ada.event("turn.user", { callId: id });
    await ada.stage.ringback.close();
    await call.over;
    expect(ada.told("agent.call_ended")).toMatchObject([{ data: { callId: id, status: "failed" } }]);
  });

  it("keeps nobody waiting whose agent answers nothing any more", async () => {
    await using ada = await openRealAgent({ speaker: () => new Promise<object>(() => undefined) });
    ada.fake.calls.callee(anna, ...talks("Hello?"), hears());
    const id = await ada.call();
    await ada.event("turn.user", { callId: id });
    const waiting = ada.control.get("/wait?type=call.missed&timeout=20m");
    await ada.phone.get("/v1/calls");
    await ada.stage.ringback.close();
    // It was answered, and not cut off.
    expect((await waiting).text).toContain("error");
  });

  it("that only rings is called off, and told of as well", async () => {
    await using ada = await openRealAgent();
    ada.fake.calls.callee(anna, waits(600_000), answers());
    const id = await ada.call();
    const call = await ada.fake.calls.next(anna);
    await ada.stage.ringback.close();
    await call.over;
    expect(call.status).toBe("canceled");
    expect(ada.told("agent.call_ended")).toMatchObject([{ data: { callId: id, status: "failed" } }]);
  });
});

describe("a recording", () => {
  it("is Twilio's own, and comes through ringback without an address of Twilio's", async () => {
    await using ada = await openRealAgent({
      record: true,
      speaker: () => ({ text: "Goodbye.", hangup: true }),
    });
    await ada.control.patch("/accounts/acct_001/profile", { recording: true });
    ada.fake.calls.callee(anna, ...talks("Hello?"));
    const id = await ada.call();
    const call = await ada.fake.calls.next(anna);
    await over(ada, id);
    await call.over;
    await ada.fake.settled();
    const read = await ada.phone.get(`/v1/calls/${id}`);
    expect(read.body).toMatchObject({
      recordingAvailable: true,
      recordingUrl: expect.stringMatching(/^http:\/\/127/),
    });
    expect(read.text).not.toContain(ada.fake.accountSid);
    const { recordingUrl } = read.body as { recordingUrl: string };
    const key = ada.stage.ringback.env["AGENTPHONE_API_KEY"];
    const sound = await fetch(recordingUrl, { headers: { authorization: `Bearer ${key}` } });
    expect(sound.status).toBe(200);
    const bytes = Buffer.from(await sound.arrayBuffer());
    expect(bytes.subarray(0, 4).toString()).toBe("RIFF");
    expect(call.recordings).toHaveLength(1);
  });

  it("is made of a call that comes in as well", async () => {
    const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
    const recorded = unfinished();
    // Nobody answers before it is recorded.
    const speaker = async () => {
      await recorded.promise;
      return { text: "We are closed." };
    };
    await using ada = await openRealAgent({ record: true, speaker });
    await ada.phone.post("/credits/recording/enable");
    const call = ada.fake.calls.call(anna, line, says("Are you open?"), hears(), hangsUp());
    while (call.recordings.length === 0) await turn();
    recorded.finish();
    const { callId } = await ada.event("call.ended");
    await call.over;
    await ada.fake.settled();
    const { body } = await ada.phone.get(`/v1/calls/${String(callId)}`);
    const key = ada.stage.ringback.env["AGENTPHONE_API_KEY"];
    const sound = await fetch((body as { recordingUrl: string }).recordingUrl, {
      headers: { authorization: `Bearer ${key}` },
    });
    expect(
      Buffer.from(await sound.arrayBuffer())
        .subarray(0, 4)
        .toString(),
    ).toBe("RIFF");
    expect(call.recordings).toMatchObject([{ source: "StartCallRecordingAPI" }]);
  });

  it("is not made unless that is switched on", async () => {
    await using ada = await openRealAgent({ speaker: () => ({ text: "Goodbye.", hangup: true }) });
    await ada.control.patch("/accounts/acct_001/profile", { recording: true });
    ada.fake.calls.callee(anna, ...talks("Hello?"));
    const id = await ada.call();
    const call = await ada.fake.calls.next(anna);
    await over(ada, id);
    expect(call.recordings).toEqual([]);
    const { body } = await ada.phone.get(`/v1/calls/${id}`);
    expect(body).toMatchObject({ recordingAvailable: false, recordingUrl: null });
    expect((await ada.phone.get(`/v1/calls/${id}/recording`)).status).toBeGreaterThanOrEqual(400);
  });
});

describe("a call that comes in", () => {
  const goodbye = () => ({ text: "We are closed. Goodbye.", hangup: true });

  it("is answered by the agent, talked over and told of once", async () => {
    await using ada = await openRealAgent({ speaker: goodbye });
    const call = ada.fake.calls.call(anna, line, says("Are you open?"), hears());
    const { callId } = await ada.event("call.ended");
    await ada.event("webhook.delivered", { event: "agent.call_ended" });
    expect(heardBy(call)).toEqual(["person: Are you open?", "line: We are closed. Goodbye."]);
    expect(ada.told("agent.call_ended")).toMatchObject([
      { data: { callId, direction: "inbound", status: "completed", disconnectionReason: "agent_hangup" } },
    ]);
    expect(await ada.events("call.missed")).toEqual([]);
  });

  it("for an agent whose webhook is unset is refused before it costs, and missed", async () => {
    await using ada = await openRealAgent();
    await ada.phone.delete("/v1/webhooks");
    const call = ada.fake.calls.call(anna, line);
    await ada.event("call.missed", { from: anna });
    await call.over;
    expect(call.performed.map(({ verb }) => verb)).toEqual(["Reject"]);
    expect(await ada.event("call.ended")).toMatchObject({ disconnectionReason: "error_inbound_webhook" });
    expect(await ada.events("call.ended")).toHaveLength(1);
  });

  it("from somebody who is not listed is rejected and filed as missed; no agent is told", async () => {
    await using ada = await openRealAgent({ allowFrom: [anna] });
    const call = ada.fake.calls.call(bella, line, says("Buy now!"));
    await ada.event("call.missed", { from: bella });
    await call.over;
    await ada.fake.settled();
    expect(call.performed.map(({ verb }) => verb)).toEqual(["Reject"]);
    const { data } = (await ada.phone.get("/v1/calls")).body as { data: readonly object[] };
    expect(data).toMatchObject([{ direction: "inbound" }]);
    expect(ada.receiver.received).toEqual([]);
  });

  it.each(["twice", "again"] as const)("and is told of %s is one call", async (fault) => {
    await using ada = await openRealAgent({ speaker: goodbye });
    ada.fake.faults.callback(fault, { url: "/voice" });
    ada.fake.faults.callback(fault, { url: "/call-status" }, 9);
    ada.fake.calls.call(anna, line, says("Are you open?"), hears());
    await ada.event("webhook.delivered", { event: "agent.call_ended" });
    await ada.fake.settled();
    expect(await ada.events("call.received")).toHaveLength(1);
    expect(await ada.events("call.ended")).toHaveLength(1);
    expect(ada.told("agent.call_ended")).toHaveLength(1);
  });
});

describe("a call that comes in", () => {
  it.each(["anonymous", "Restricted", "client:ada", "sip:ada@example.com"])(
    "from %s, who has no number to allow, is missed, and can be read",
    async (from) => {
      await using ada = await openRealAgent();
      const call = ada.fake.calls.call(from, line, says("Guess who."));
      await ada.event("call.missed", { to: line });
      await call.over;
      expect(call.performed.map(({ verb }) => verb)).toEqual(["Reject"]);
      expect((await ada.phone.get("/v1/calls")).body).toMatchObject({ data: [{ fromNumber: from }] });
    },
  );

  it("and rings until the caller gives up is missed, once", async () => {
    await using ada = await openRealAgent();
    ada.fake.calls.call(anna, line, hangsUp());
    await ada.event("webhook.delivered", { event: "agent.call_ended" });
    await ada.fake.settled();
    expect(await ada.events("call.missed")).toHaveLength(1);
    expect(ada.told()).toMatchObject([{ event: "agent.call_ended", data: { direction: "inbound" } }]);
  });

  it("ends when it has lasted as long as a call may", async () => {
    await using ada = await openRealAgent({
      config: { realTime: fastTime(60), clock: 1 },
      limits: { callSeconds: 12 },
    });
    const call = ada.fake.calls.call(anna, line, says("Let me think."));
    const { callId } = await ada.event("call.ended");
    await ada.event("webhook.delivered", { event: "agent.call_ended" });
    await call.over;
    expect(ada.told("agent.call_ended")).toMatchObject([
      { data: { callId, status: "completed", disconnectionReason: "max_duration_reached" } },
    ]);
  });
});

describe("a call whose words' way", () => {
  it("Twilio cannot reach ends with an apology, and the reason", async () => {
    await using ada = await openRealAgent();
    // The tunnel lets requests through, and no WebSockets.
    ada.fake.publicHosts.set("https://ringback.example/tw/relay", "http://127.0.0.1:1");
    const id = await ada.call();
    const call = await ada.fake.calls.next(anna);
    await over(ada, id);
    await call.over;
    expect(ada.told("agent.call_ended")).toMatchObject([{ data: { callId: id, status: "failed" } }]);
    expect(heardBy(call)).toEqual(["line: We are sorry, this call cannot go on. Goodbye."]);
    expect(ada.stage.warned.join(" ")).toMatch(/lets WebSockets through/);
  });

  it.each(["relay-end", "call-status"])(
    "ends while Twilio cannot reach ringback's %s: it is told once, and nobody is left in it",
    async (what) => {
      await using ada = await openRealAgent({
        config: { realTime: fastTime(5), clock: 12 },
        speaker: () => ({ text: "Goodbye.", hangup: true }),
      });
      ada.fake.publicHosts.set(`https://ringback.example/tw/${what}`, "http://127.0.0.1:1");
      ada.fake.calls.callee(anna, ...talks("Hello?"));
      const id = await ada.call();
      const call = await ada.fake.calls.next(anna);
      await over(ada, id);
      await call.over;
      expect(ada.told("agent.call_ended")).toMatchObject([
        { data: { callId: id, status: "completed", disconnectionReason: "agent_hangup" } },
      ]);
      const isFree = async (): Promise<boolean> => {
        const { liveCalls } = (await ada.control.get("/carrier")).body as { liveCalls: number };
        return liveCalls === 0;
      };
      await expect.poll(isFree, { timeout: 20_000 }).toBe(true);
    },
  );

  it("is cut in the middle is over, told once, and nobody is left in it", async () => {
    await using ada = await openRealAgent();
    ada.fake.calls.callee(anna, answers(), says("Hello?"), hears(), cutsSocket());
    const id = await ada.call();
    const call = await ada.fake.calls.next(anna);
    await over(ada, id);
    await call.over;
    await ada.fake.settled();
    expect(call.status).toBe("completed");
    expect(ada.told("agent.call_ended")).toMatchObject([
      { data: { callId: id, status: "failed", disconnectionReason: "error_unknown" } },
    ]);
    expect(linesOf(await ada.read(id)).at(0)).toBe("user: Hello?");
    expect((await ada.control.get("/carrier")).body).toMatchObject({ liveCalls: 0 });
  });
});

describe("a call that the API ends", () => {
  it("while it rings is called back, and told of once", async () => {
    await using ada = await openRealAgent();
    ada.fake.calls.callee(anna, { do: "wait", milliseconds: 600_000 }, answers());
    const id = await ada.call();
    const call = await ada.fake.calls.next(anna);
    await call.until(() => call.status === "ringing");
    expect(await ada.phone.post(`/v1/calls/${id}/end`)).toMatchObject({ status: 200 });
    await over(ada, id);
    await call.over;
    expect(call.status).toBe("canceled");
    expect(ada.told("agent.call_ended")).toHaveLength(1);
  });

  it("while it is under way hangs up, and is told of once", async () => {
    await using ada = await openRealAgent();
    ada.fake.calls.callee(anna, ...talks("Hello?"));
    const id = await ada.call();
    const call = await ada.fake.calls.next(anna);
    await ada.event("turn.agent", { callId: id });
    expect(await ada.phone.post(`/v1/calls/${id}/end`)).toMatchObject({ status: 200 });
    await over(ada, id);
    await call.over;
    expect(call.status).toBe("completed");
    expect(ada.told("agent.call_ended")).toMatchObject([{ data: { disconnectionReason: "agent_hangup" } }]);
  });
});

describe("a ringback that ends in the middle", () => {
  it("leaves nobody in a call, and the next one does not place it again", async () => {
    await using ada = await openRealAgent();
    ada.fake.calls.callee(anna, ...talks("Hello?"));
    await ada.call();
    const call = await ada.fake.calls.next(anna);
    await call.until(() => call.conversation.length > 1);
    await ada.stage.restart();
    await call.over;
    await ada.fake.settled();
    expect(call.status).toBe("completed");
    expect(ada.fake.calls.all).toHaveLength(1);
  });

  it("leaves a text alone that was taken: it arrives once", async () => {
    await using ada = await openRealAgent();
    ada.fake.people.outcome(anna, { late: true });
    await ada.phone.post("/v1/messages", { from_number: line, to_number: anna, body: "On its way." });
    await ada.stage.restart();
    ada.fake.people.letArrive(anna);
    await ada.fake.settled();
    expect(ada.fake.people.read(anna)).toHaveLength(1);
    expect(ada.stage.warned.join(" ")).not.toMatch(/bug/);
  });
});
