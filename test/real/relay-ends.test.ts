import { expect, it } from "vitest";
import { WebSocket } from "ws";
import { signatureOf } from "../../src/carriers/twilio/signature/sign.ts";
import { answers, fails } from "../fake-twilio/calls/steps.ts";
import { CallRig, person } from "../support/call-rig.ts";

/** A call that rings, by its own name and with the token that its WebSocket has to bring. */
const ringing = async (rig: CallRig) => {
  rig.calls.callee(person, { do: "wait", milliseconds: 600_000 }, answers());
  await rig.place();
  const { sid } = await rig.calls.next(person);
  const document = String(rig.asked("POST", "/Calls.json")[0]?.["Twiml"]);
  const [, session = ""] = /relay\/([\da-f]{32})/.exec(document) ?? [];
  const [, token = ""] = /name="token" value="([^"]+)"/.exec(document) ?? [];
  return { sid, session, token };
};

it.each<readonly [string, Readonly<Record<string, string>>, RegExp]>([
  ["is over", { SessionStatus: "completed" }, /<Response><Hangup\/><\/Response>$/],
  ["was ended", { SessionStatus: "ended" }, /<Response><Hangup\/><\/Response>$/],
  ["failed", { SessionStatus: "failed" }, /<Say .*sorry.*<Hangup\/>/],
  ["failed, by its code alone", { SessionStatus: "ended", ErrorCode: "64105" }, /<Say .*sorry.*<Hangup\/>/],
])("Twilio is told what to do where the words' way %s", async (_how, fields, document) => {
  await using rig = await CallRig.open();
  const { sid, session } = await ringing(rig);
  const url = rig.door.urlOf("relay-end", session) ?? "";
  const facts = { AccountSid: rig.fake.accountSid, CallSid: sid };
  const told = await rig.fake.core.callbacks.send({ url, fields: { ...facts, ...fields } });
  expect(told?.body).toMatch(document);
});

it("Twilio is told to hang up where nobody here knows the call", async () => {
  await using rig = await CallRig.open();
  const url = rig.door.urlOf("relay-end", "f".repeat(32)) ?? "";
  const fields = { AccountSid: rig.fake.accountSid, CallSid: "CA1", SessionStatus: "completed" };
  const told = await rig.fake.core.callbacks.send({ url, fields });
  expect(told?.body).toMatch(/<Response><Hangup\/><\/Response>$/);
});

it.each<readonly [string, Readonly<Record<string, string>>]>([
  ["another account's", { accountSid: `AC${"0".repeat(32)}` }],
  ["another call's", { callSid: `CA${"0".repeat(32)}` }],
  ["no call's", { callSid: "" }],
])("a WebSocket that brings the token and is %s is closed", async (_whose, wrong) => {
  await using rig = await CallRig.open();
  const { sid, session, token } = await ringing(rig);
  const url = `wss://ringback.example/tw/relay/${session}`;
  const headers = { "x-twilio-signature": signatureOf(rig.fake.authToken, url, []) };
  const socket = new WebSocket(`ws://127.0.0.1:${rig.door.port}/tw/relay/${session}`, { headers });
  const setup = { type: "setup", callSid: sid, accountSid: rig.fake.accountSid, customParameters: { token } };
  socket.on("open", () => socket.send(JSON.stringify({ ...setup, ...wrong })));
  expect(await new Promise<number>((resolve) => socket.on("close", resolve))).toBe(1008);
  expect(rig.whats).not.toContain("answered");
});

it("a call that fails is told of with the network's code", async () => {
  await using rig = await CallRig.open();
  rig.calls.callee(person, fails(404));
  await rig.place();
  await rig.news("refused");
  expect(rig.said).toContain(
    "The call to +1415•••0123 failed (404). Twilio's Console shows why under Monitor, Logs.",
  );
});
