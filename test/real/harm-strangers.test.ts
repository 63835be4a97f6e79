import { connect } from "node:net";
import fc from "fast-check";
import { expect, it } from "vitest";
import { WebSocket } from "ws";
import { findText } from "../../src/carriers/twilio/texts/find-text.ts";
import { openTwilioBench } from "../support/twilio-bench.ts";
import { answers, hears, says } from "../fake-twilio/calls/steps.ts";
import { signatureOf } from "../fake-twilio/sign.ts";
import { phoneOf, sdkOf } from "../support/phone-client.ts";
import { openRealStage } from "../support/real-stage.ts";
import { controlOf } from "../support/store-client.ts";

const line = "+14155550110";
const anna = "+14155550123";
const publicUrl = "https://ringback.example";

const kinds = ["sms", "text-status", "voice", "call-status", "relay-end", "machine", "recording"];
const names = [
  "From",
  "To",
  "Body",
  "NumMedia",
  "MediaUrl0",
  "MessageSid",
  "SmsSid",
  "MessageStatus",
  "SmsStatus",
  "CallSid",
  "CallStatus",
  "CallDuration",
  "ErrorCode",
  "SipResponseCode",
  "AnsweredBy",
  "RecordingStatus",
  "RecordingSid",
  "SessionStatus",
  "Direction",
  "HandoffData",
  "__proto__",
  "constructor",
];
const values = [
  "",
  line,
  anna,
  "anonymous",
  "client:bob",
  "sip:x@y",
  "initiated",
  "completed",
  "in-progress",
  "delivered",
  "failed",
  "null",
  "-1",
  "1e9",
  "NaN",
  "99999999999999999999",
  "__proto__",
  "constructor",
  "SM1",
  "CA1",
  "http://127.0.0.1:1/x",
  "\u0000",
  "😀".repeat(50),
  "machine_end_beep",
  "0",
];

it("keeps working whatever comes by a callback", async () => {
  await using stage = await openRealStage({ owned: [line] });
  const sdk = sdkOf(stage.ringback);
  const agent = (await sdk.agents.createAgent({ name: "Ada" })) as { id: string };
  await sdk.numbers.createNumber({ agentId: agent.id });
  const door = `http://127.0.0.1:${stage.ringback.callbackPort}`;
  const statuses = new Set<number>();
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...kinds),
      fc.constantFrom("", "/x", "/__proto__", "/constructor", "/text-1-1"),
      fc.array(fc.tuple(fc.constantFrom(...names), fc.oneof(fc.constantFrom(...values), fc.string())), {
        maxLength: 12,
      }),
      async (kind, id, fields) => {
        if (kind === "voice" && fields.some(([name, value]) => name === "To" && value === line)) return;
        const path = `/tw/${kind}${id}`;
        const signature = signatureOf(stage.fake.authToken, `${publicUrl}${path}`, fields);
        const { status } = await fetch(`${door}${path}`, {
          method: "POST",
          headers: { "x-twilio-signature": signature, "content-type": "application/x-www-form-urlencoded" },
          body: new URLSearchParams(fields),
        });
        statuses.add(status);
      },
    ),
    { numRuns: 400 },
  );
  expect([...statuses]).toEqual([200]);
  expect((await controlOf(stage.ringback).get("/carrier")).status).toBe(200);
  const sent = await phoneOf(stage.ringback).post("/v1/messages", {
    from_number: line,
    to_number: anna,
    body: "x",
  });
  expect(sent.status).toBeLessThan(300);
}, 60_000);

it("keeps working whatever comes by a call's WebSocket", async () => {
  await using stage = await openRealStage({ owned: [line] });
  const sdk = sdkOf(stage.ringback);
  const agent = (await sdk.agents.createAgent({
    name: "Ada",
    voiceMode: "hosted",
    systemPrompt: "Book tables.",
    beginMessage: "Hi.",
  })) as { id: string };
  await sdk.numbers.createNumber({ agentId: agent.id });
  const frames = [
    "",
    "null",
    "[]",
    "1",
    '"x"',
    "{",
    '{"type":null}',
    '{"type":"prompt"}',
    '{"type":"prompt","voicePrompt":null,"last":true}',
    '{"type":"prompt","voicePrompt":{"a":1},"last":true}',
    '{"type":"dtmf","digit":"12"}',
    '{"type":"dtmf","digit":1}',
    '{"type":"interrupt"}',
    '{"type":"interrupt","utteranceUntilInterrupt":7}',
    '{"type":"error"}',
    '{"type":"setup"}',
    '{"type":"setup","customParameters":null}',
    `{"type":"prompt","voicePrompt":"${"x".repeat(60_000)}","last":true}`,
    `${"[".repeat(30_000)}${"]".repeat(30_000)}`,
    '{"__proto__":{"type":"prompt"}}',
    '{"type":"toString"}',
    '{"type":"dtmf","digit":"#"}',
    '{"type":"interrupt","utteranceUntilInterrupt":"\u0000"}',
  ];
  // Twilio's own socket stands in the fake: what it says besides is said over a socket of a call that it does not open.
  stage.fake.calls.callee(anna, answers(), says("Hello?"), hears());
  stage.fake.publicHosts.set(`${publicUrl}/tw/relay`, "http://127.0.0.1:1");
  await phoneOf(stage.ringback).post("/v1/calls", { agentId: agent.id, toNumber: anna });
  const form = stage.fake.requests.find(({ path }) => path.endsWith("/Calls.json"))
    ?.form as unknown as Record<string, string>;
  const twiml = String(form["Twiml"]);
  const [, session = ""] = /relay\/([\da-f]{32})/.exec(twiml) ?? [];
  const [, token = ""] = /name="token" value="([^"]+)"/.exec(twiml) ?? [];
  expect([session.length, token.length > 10]).toEqual([32, true]);
  const url = `wss://ringback.example/tw/relay/${session}`;
  const socket = new WebSocket(`ws://127.0.0.1:${stage.ringback.callbackPort}/tw/relay/${session}`, {
    headers: { "x-twilio-signature": signatureOf(stage.fake.authToken, url, []) },
  });
  await new Promise((resolve) => socket.on("open", resolve));
  const call = await stage.fake.calls.next(anna);
  socket.send(
    JSON.stringify({
      type: "setup",
      callSid: call.sid,
      accountSid: stage.fake.accountSid,
      customParameters: { token },
    }),
  );
  for (const frame of [...frames, ...frames.toReversed()]) socket.send(frame);
  const closed = new Promise<number>((resolve) => socket.on("close", resolve));
  socket.send("x".repeat(100_000));
  expect(await closed).toBe(1009);
  expect((await controlOf(stage.ringback).get("/carrier")).status).toBe(200);
}, 60_000);

it("ends though a stranger who was refused a WebSocket holds the connection open", async () => {
  await using stage = await openRealStage({ owned: [line] });
  const socket = connect({ port: stage.ringback.callbackPort ?? 0, host: "127.0.0.1", allowHalfOpen: true });
  const said = new Promise<string>((resolve) => socket.once("data", (data) => resolve(String(data))));
  socket.on("error", () => {});
  socket.write(
    "GET /tw/relay/x HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
      "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n",
  );
  expect(await said).toMatch(/^HTTP\/1.1 403/);
  await stage.ringback.close();
  socket.destroy();
}, 10_000);

it("finds a text among rows of Twilio's that are not what they should be", async () => {
  await using bench = await openTwilioBench([line]);
  const { parts } = await bench.start();
  const sent = await parts.twilio.sendMessage({ From: line, To: anna, Body: "hello" });
  const odd = [
    null,
    1,
    "x",
    [],
    { ...sent, sid: "SM1", body: null },
    { ...sent, sid: "SM2", direction: null },
    sent,
  ];
  const body = JSON.stringify({ messages: odd, next_page_uri: null });
  bench.fake.faults.request({ status: 200, body }, { method: "GET", path: "/Messages.json" });
  const isKnown = (sid: string): boolean => sid === "SM2";
  const found = await findText(parts.twilio, {
    from: line,
    to: anna,
    since: 0,
    isBody: (words) => words === "hello",
    isKnown,
  });
  expect(found?.sid).toBe(sent.sid);
});
