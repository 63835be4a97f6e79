import { expect, it } from "vitest";
import { WebSocket } from "ws";
import { signatureOf } from "../fake-twilio/sign.ts";
import { CallRig, person } from "../support/call-rig.ts";

/** The end of a call's WebSocket that is Twilio's, frame by frame. */
const openRelay = async (rig: CallRig) => {
  rig.calls.callee(person);
  await rig.place();
  const call = await rig.calls.next(person);
  const twiml = String(rig.asked("POST", "/Calls.json")[0]?.["Twiml"]);
  const [, session = ""] = /relay\/([\da-f]{32})"/.exec(twiml) ?? [];
  const [, token = ""] = /name="token" value="([^"]*)"/.exec(twiml) ?? [];
  const url = `wss://ringback.example/tw/relay/${session}`;
  const headers = { "x-twilio-signature": signatureOf(rig.fake.authToken, url, []) };
  const socket = new WebSocket(`ws://127.0.0.1:${rig.door.port}/tw/relay/${session}`, { headers });
  const frames: unknown[] = [];
  socket.on("message", (data: Buffer) => frames.push(JSON.parse(data.toString("utf8"))));
  const closed = new Promise<number>((resolve) => socket.on("close", resolve));
  await new Promise((resolve) => socket.on("open", resolve));
  const send = (frame: object | string): void =>
    socket.send(typeof frame === "string" ? frame : JSON.stringify(frame));
  const { accountSid } = rig.fake;
  const setup = { type: "setup", callSid: call.sid, accountSid, customParameters: { token } };
  return { send, frames, closed, setup };
};

it("takes words once they are sure, and passes over frames that it does not know", async () => {
  await using rig = await CallRig.open();
  const { send, setup } = await openRelay(rig);
  send(setup);
  send({ type: "prompt", voicePrompt: "I would", last: false });
  send({ type: "tokens-played", name: "x" });
  send("no JSON");
  send({ type: "prompt", voicePrompt: " ", last: true });
  send({ type: "error", description: "Something about +14155550123" });
  send({ type: "prompt", voicePrompt: "I would like tea.", last: true });
  await rig.news("heard");
  expect(rig.told).toEqual([
    ["rang", "out"],
    ["answered", "out", "person"],
    ["heard", "out", "I would like tea."],
  ]);
  expect(rig.said.slice(1)).toEqual([
    "Twilio could not do what a call asked for: a frame that is no JSON object. The call goes on.",
    "Twilio could not do what a call asked for: Something about +1415•••0123. The call goes on.",
  ]);
});

it("closes what it had handed over when it is talked over, and says the rest no more", async () => {
  await using rig = await CallRig.open();
  const { send, setup, frames } = await openRelay(rig);
  send(setup);
  send({ type: "prompt", voicePrompt: "Well?", last: true });
  await rig.news("heard");
  rig.carrier.speak("out", { text: "One moment.", last: false });
  rig.carrier.speak("out", { text: "Still there?", last: false });
  send({ type: "interrupt", utteranceUntilInterrupt: "One", durationUntilInterruptMs: 300 });
  await rig.news("cut");
  await rig.until(() => frames.length === 3);
  expect(frames).toEqual([
    { type: "text", token: "One moment.", last: false },
    { type: "text", token: " Still there?", last: false },
    { type: "text", token: "", last: true },
  ]);
  expect(rig.told.at(-1)).toEqual(["cut", "out", "One", ""]);
});

it("closes what it had handed over when the far end goes on before the rest of it came", async () => {
  await using rig = await CallRig.open();
  const { send, setup, frames } = await openRelay(rig);
  send(setup);
  send({ type: "prompt", voicePrompt: "Well?", last: true });
  await rig.news("heard");
  rig.carrier.speak("out", { text: "One moment.", last: false });
  await rig.time.pass(2000);
  send({ type: "prompt", voicePrompt: "Take your time.", last: true });
  await rig.news("heard", 2);
  rig.carrier.speak("out", { text: "Thank you.", last: true });
  await rig.until(() => frames.length === 3);
  expect(frames).toEqual([
    { type: "text", token: "One moment.", last: false },
    { type: "text", token: "", last: true },
    { type: "text", token: "Thank you.", last: true },
  ]);
});

it("says what may not be talked over as such, and ends with what Twilio is to do then", async () => {
  await using rig = await CallRig.open();
  const { send, setup, frames } = await openRelay(rig);
  send(setup);
  send({ type: "dtmf", digit: "1" });
  send({ type: "dtmf", digit: "#" });
  await rig.news("pressed");
  rig.carrier.speak("out", { text: "Goodbye.", digits: "5", last: true, firm: true });
  rig.carrier.transferCall("out", "+14155550177");
  await rig.until(() => frames.length === 3);
  expect(frames).toEqual([
    { type: "text", token: "Goodbye.", last: true, interruptible: false },
    { type: "sendDigits", digits: "5" },
    { type: "end", handoffData: '{"transfer":true}' },
  ]);
});

it("closes a socket that does not say in ten seconds whose it is, or that begins with something else", async () => {
  await using rig = await CallRig.open();
  const silent = await openRelay(rig);
  await rig.time.pass(10_000);
  expect(await silent.closed).toBe(1008);
  await using other = await CallRig.open();
  const rash = await openRelay(other);
  rash.send({ type: "prompt", voicePrompt: "Hello.", last: true });
  expect(await rash.closed).toBe(1008);
  expect(other.whats).toEqual(["rang"]);
});
