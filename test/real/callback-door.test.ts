import { expect, it } from "vitest";
import type { Callback, CallbackAnswer } from "../../src/carriers/twilio/callbacks/callbacks.ts";
import { RingbackError } from "../../src/kernel/errors.ts";
import { unfinished } from "../../src/kernel/clock/test-time.ts";
import { openFakeTwilio } from "../fake-twilio/open-fake-twilio.ts";
import { callBack, openListener, sdkSignature, send } from "../support/callback-listener.ts";
import { expectNoSecrets } from "../support/no-secrets.ts";
import { account } from "../support/twilio-account.ts";

const sms = "https://calls.example/tw/sms";
const text = {
  MessageSid: `SM${"1".repeat(32)}`,
  AccountSid: account.sid,
  From: "+14155550100",
  To: "+14155550199",
  Body: "How much is it? 5 € & no more + tax = fine",
};
const nothing = { empty: true } as const;

it("hands a signed callback on and answers with TwiML", async () => {
  await using listener = await openListener();
  const heard: Callback[] = [];
  listener.door.on("sms", (callback) => {
    heard.push(callback);
    return { twiml: "<Response><Message>Yes</Message></Response>" };
  });
  const got = await callBack(listener.url, { publicUrl: sms, fields: text });
  expect(got.status).toBe(200);
  expect(got.headers["content-type"]).toBe("text/xml; charset=utf-8");
  expect(got.text).toBe("<Response><Message>Yes</Message></Response>");
  expect(heard).toHaveLength(1);
  expect(heard[0]?.id).toBe("");
  expect(heard[0]?.field("Body")).toBe(text.Body);
  expect(heard[0]?.field("MediaUrl0")).toBeUndefined();
});

it("answers with an empty response where there is nothing to say", async () => {
  await using listener = await openListener();
  listener.door.on("text-status", () => nothing);
  const got = await callBack(listener.url, {
    publicUrl: "https://calls.example/tw/text-status/out-1",
    fields: text,
  });
  expect(got).toMatchObject({ status: 200, text: "<Response/>" });
  expect(got.headers["content-type"]).toBe("text/xml; charset=utf-8");
});

it("names what the path names, however it is spelled", async () => {
  await using listener = await openListener();
  const ids: string[] = [];
  listener.door.on("call-status", ({ id }) => {
    ids.push(id);
    return nothing;
  });
  for (const id of ["s1-call_7", "a b/c:d", "über"]) {
    const url = listener.door.urlOf("call-status", id)?.split("#")[0] ?? "";
    expect((await callBack(listener.url, { publicUrl: url, fields: { CallSid: id } })).status).toBe(200);
  }
  expect(ids).toEqual(["s1-call_7", "a b/c:d", "über"]);
});

it("keeps repeated and odd keys as they came", async () => {
  await using listener = await openListener();
  let fields: Callback["fields"] = new Map();
  listener.door.on("sms", (callback) => {
    fields = callback.fields;
    return nothing;
  });
  const odd = { "Weird[0]": "one", "Weird[1]": "two", Tag: ["zebra", "ape", "zebra"], "a b": "", Ünï: "☎" };
  expect((await callBack(listener.url, { publicUrl: sms, fields: odd })).status).toBe(200);
  expect(Object.fromEntries(fields)).toEqual({
    "Weird[0]": ["one"],
    "Weird[1]": ["two"],
    Tag: ["zebra", "ape", "zebra"],
    "a b": [""],
    Ünï: ["☎"],
  });
});

it.each([
  { publicUrl: "https://calls.example", signed: "https://calls.example/tw/sms", target: "/tw/sms" },
  { publicUrl: "https://calls.example", signed: "https://calls.example:443/tw/sms", target: "/tw/sms" },
  { publicUrl: "https://calls.example:8443", signed: "https://calls.example:8443/tw/sms", target: "/tw/sms" },
  { publicUrl: "https://calls.example:8443", signed: "https://calls.example/tw/sms", target: "/tw/sms" },
  // A tunnel that takes the path away, and one that leaves it there.
  { publicUrl: "https://box.example/phones", signed: "https://box.example/phones/tw/sms", target: "/tw/sms" },
  {
    publicUrl: "https://box.example/phones",
    signed: "https://box.example/phones/tw/sms",
    target: "/phones/tw/sms",
  },
  {
    publicUrl: "https://calls.example",
    signed: "https://calls.example/tw/sms?x=%27a%2fb'&x=+",
    target: "/tw/sms?x=%27a%2fb'&x=+",
  },
])("knows Twilio by $signed behind $publicUrl as $target", async ({ publicUrl, signed, target }) => {
  await using listener = await openListener({ publicUrl });
  listener.door.on("sms", () => nothing);
  const got = await callBack(listener.url, { publicUrl: signed, target, fields: text });
  expect(got.status).toBe(200);
});

it("understands a GET, whose fields are in the URL", async () => {
  await using listener = await openListener();
  const bodies: (string | undefined)[] = [];
  listener.door.on("sms", ({ field }) => {
    bodies.push(field("Body"));
    return nothing;
  });
  const ask = (account_: string) => {
    const target = `/tw/sms?Body=is+it+5%3F%3f&AccountSid=${account_}`;
    const headers = { "x-twilio-signature": sdkSignature(`https://calls.example${target}`) };
    return send(listener.url, { method: "GET", target, headers });
  };
  expect((await ask(account.sid)).status).toBe(200);
  expect((await ask(`AC${"9".repeat(32)}`)).status).toBe(403);
  expect(bodies).toEqual(["is it 5??"]);
});

const signature = sdkSignature(sms, text);
it.each([
  { forgery: "no signature", headers: {} },
  { forgery: "an empty signature", headers: { "x-twilio-signature": "" } },
  { forgery: "another auth token", headers: { "x-twilio-signature": sdkSignature(sms, text, "another") } },
  { forgery: "an empty auth token", headers: { "x-twilio-signature": sdkSignature(sms, text, "") } },
  {
    forgery: "the API's secret for the auth token",
    headers: { "x-twilio-signature": sdkSignature(sms, text, account.password) },
  },
  {
    forgery: "another body",
    headers: { "x-twilio-signature": signature },
    fields: { ...text, Body: "pay me" },
  },
  { forgery: "one more field", headers: { "x-twilio-signature": signature }, fields: { ...text, More: "" } },
  { forgery: "another path", headers: { "x-twilio-signature": signature }, target: "/tw/voice" },
  { forgery: "a query", headers: { "x-twilio-signature": signature }, target: "/tw/sms?x=1" },
  {
    forgery: "a host of the sender's choice",
    headers: {
      host: "evil.example",
      "x-forwarded-host": "evil.example",
      "x-forwarded-proto": "https",
      "x-twilio-signature": sdkSignature("https://evil.example/tw/sms", text),
    },
  },
])("refuses $forgery without a word, and says so at the terminal", async ({ headers, fields, target }) => {
  await using listener = await openListener();
  let handled = 0;
  const handle = (): CallbackAnswer => {
    handled += 1;
    return nothing;
  };
  listener.door.on("sms", handle);
  listener.door.on("voice", handle);
  const body = new URLSearchParams({ ...(fields ?? text) }).toString();
  const got = await send(listener.url, { target: target ?? "/tw/sms", headers, body });
  expect(got).toMatchObject({ status: 403, text: "" });
  expect(handled).toBe(0);
  expect(listener.warned).toHaveLength(1);
  expect(listener.warned[0]).toMatch(/auth token.*public URL.*port/);
  expectNoSecrets(listener.warned.join(), { account, telephones: [text.From, text.To], words: [text.Body] });
});

it("tells of refused requests once a minute", async () => {
  await using listener = await openListener();
  const knock = () => send(listener.url, { target: "/tw/sms", body: "Body=hello" });
  for (let time = 0; time < 5; time += 1) await knock();
  expect(listener.warned).toHaveLength(1);
  await listener.time.pass(60_000);
  await knock();
  await knock();
  expect(listener.warned).toHaveLength(2);
  expect(listener.warned[1]).toContain("4 more");
});

it("refuses what is signed but is another account's", async () => {
  await using listener = await openListener();
  listener.door.on("sms", () => ({ twiml: "<Response><Message>no</Message></Response>" }));
  const fields = { ...text, AccountSid: `AC${"9".repeat(32)}` };
  expect(await callBack(listener.url, { publicUrl: sms, fields })).toMatchObject({ status: 403, text: "" });
  const both = { ...text, AccountSid: [account.sid, `AC${"9".repeat(32)}`] };
  expect(await callBack(listener.url, { publicUrl: sms, fields: both })).toMatchObject({ status: 403 });
  expect(listener.warned).toHaveLength(1);
  expect(listener.warned[0]).toContain("another account");
});

it.each([
  { method: "GET", target: "/" },
  { method: "GET", target: "/tw" },
  { method: "GET", target: "/tw/" },
  { method: "GET", target: "/tw/relay/call-1" },
  { method: "POST", target: "/tw/other" },
  { method: "POST", target: "/tw/sms/one/two" },
  { method: "POST", target: "/tw/sms/" },
  { method: "POST", target: "/tw/sms/%E0" },
  { method: "POST", target: "/tw/../tw/sms" },
  { method: "POST", target: "http://calls.example/tw/sms" },
  { method: "POST", target: "/v1/messages" },
  { method: "POST", target: "/_ringback/carrier/stop" },
  { method: "GET", target: "/tw/media/guess" },
  { method: "POST", target: "/tw/media/guess" },
  { method: "DELETE", target: "/tw/sms" },
  { method: "PUT", target: "/tw/sms" },
  { method: "OPTIONS", target: "/tw/sms" },
])("knows nothing of $method $target and does not say what it is", async ({ method, target }) => {
  await using listener = await openListener();
  listener.door.on("sms", () => nothing);
  const headers = { "x-twilio-signature": sdkSignature(`https://calls.example${target}`) };
  const got = await send(listener.url, { method, target, headers });
  expect(got).toMatchObject({ status: 404, text: "" });
  expect(Object.keys(got.headers).sort()).toEqual(["connection", "content-length", "date"]);
});

it("knows nothing of a kind that nobody handles", async () => {
  await using listener = await openListener();
  expect((await callBack(listener.url, { publicUrl: sms, fields: text })).status).toBe(404);
});

it("reads no body that is longer than Twilio's can be", async () => {
  await using listener = await openListener();
  let handled = 0;
  listener.door.on("sms", () => {
    handled += 1;
    return nothing;
  });
  const wish = (length: number) => ({ publicUrl: sms, fields: { Body: "x".repeat(length) } });
  expect((await callBack(listener.url, wish(65_000))).status).toBe(200);
  expect(await callBack(listener.url, wish(66_000))).toMatchObject({ status: 413, text: "" });
  expect(handled).toBe(1);
});

it("handles an event once, however often and however soon it comes again", async () => {
  await using listener = await openListener();
  const first = unfinished();
  const begun = unfinished();
  let handled = 0;
  listener.door.on("voice", async () => {
    handled += 1;
    begun.finish();
    await first.promise;
    return { twiml: `<Response><Say>${handled}</Say></Response>` };
  });
  const fields = { CallSid: `CA${"1".repeat(32)}`, AccountSid: account.sid };
  const wish = { publicUrl: "https://calls.example/tw/voice", fields, token: "one" };
  const early = callBack(listener.url, wish);
  await begun.promise;
  const meanwhile = callBack(listener.url, wish);
  const underAnotherToken = callBack(listener.url, { ...wish, token: "two" });
  first.finish();
  const answers = await Promise.all([early, meanwhile, underAnotherToken]);
  const after = await callBack(listener.url, wish);
  expect([...answers, after].map((got) => got.text)).toEqual(
    Array(4).fill("<Response><Say>1</Say></Response>"),
  );
  expect(handled).toBe(1);
});

it.each([
  {
    path: "/tw/text-status/out-1",
    same: { MessageSid: "SM1", MessageStatus: "sent" },
    others: [
      { MessageSid: "SM1", MessageStatus: "delivered" },
      { MessageSid: "SM2", MessageStatus: "sent" },
    ],
  },
  {
    path: "/tw/call-status/out-2",
    same: { CallSid: "CA1", SequenceNumber: "0", CallStatus: "initiated" },
    others: [{ CallSid: "CA1", SequenceNumber: "1", CallStatus: "ringing" }],
  },
  {
    path: "/tw/call-status",
    same: { CallSid: "CA1", CallStatus: "completed" },
    others: [{ CallSid: "CA2", CallStatus: "completed" }],
  },
  { path: "/tw/voice", same: { CallSid: "CA1" }, others: [{ CallSid: "CA2" }] },
  { path: "/tw/sms", same: { MessageSid: "SM1", Body: "hi" }, others: [{ MessageSid: "SM2", Body: "hi" }] },
  // Two words of one call may look the same.
  { path: "/tw/machine/out-3", same: undefined, others: [{ CallSid: "CA1" }, { CallSid: "CA1" }] },
])("tells events without a token apart at $path", async ({ path, same, others }) => {
  await using listener = await openListener();
  const heard: string[] = [];
  const handle = ({ fields }: Callback): CallbackAnswer => {
    heard.push([...fields.values()].flat().join(" "));
    return nothing;
  };
  for (const kind of ["sms", "text-status", "voice", "call-status", "machine"] as const)
    listener.door.on(kind, handle);
  const events = [...(same === undefined ? [] : [same]), ...others];
  const doubled = same === undefined ? events : [same, ...events, same];
  for (const fields of doubled)
    await callBack(listener.url, { publicUrl: `https://calls.example${path}`, fields });
  expect(heard).toEqual(events.map((fields) => Object.values(fields).join(" ")));
});

it("takes one token at two addresses for two events", async () => {
  await using listener = await openListener();
  const heard: string[] = [];
  listener.door.on("recording", ({ id }) => {
    heard.push(id);
    return nothing;
  });
  for (const id of ["one", "two", "one"]) {
    const publicUrl = `https://calls.example/tw/recording/${id}`;
    await callBack(listener.url, { publicUrl, fields: {}, token: "same" });
  }
  expect(heard).toEqual(["one", "two"]);
});

it("has news that could not be handled brought again, and handles it then", async () => {
  await using listener = await openListener();
  let tries = 0;
  listener.door.on("sms", () => {
    tries += 1;
    if (tries === 1)
      throw new RingbackError("storage_failed", "The state file cannot be written: the disk is full.");
    return nothing;
  });
  const wish = { publicUrl: sms, fields: text, token: "one" };
  expect(await callBack(listener.url, wish)).toMatchObject({ status: 500, text: "" });
  expect(await callBack(listener.url, wish)).toMatchObject({ status: 200, text: "<Response/>" });
  expect(await callBack(listener.url, wish)).toMatchObject({ status: 200 });
  expect(tries).toBe(2);
  expect(listener.warned).toHaveLength(1);
  expect(listener.warned[0]).toContain("the disk is full");
});

it("loses no text of a Twilio that tries again, doubles and forges", async () => {
  await using fake = await openFakeTwilio();
  await using listener = await openListener(fake.settings());
  const { door } = listener;
  fake.publicHosts.set("https://ringback.example", listener.url);
  fake.account.own(text.To, { urls: { sms_url: door.urlOf("sms") ?? "" } });
  const bodies: (string | undefined)[] = [];
  let isBroken = true;
  door.on("sms", ({ field }) => {
    if (isBroken) {
      isBroken = false;
      throw new RingbackError("storage_failed", "The state file cannot be written: the disk is full.");
    }
    bodies.push(field("Body"));
    return nothing;
  });
  const write = async (body: string): Promise<void> => {
    fake.people.text({ from: text.From, to: text.To, body });
    await fake.settled();
  };
  await write("brought twice, since the first time failed");
  fake.faults.callback("twice");
  await write("doubled");
  fake.faults.callback("again");
  await write("doubled under another token");
  fake.faults.callback("badly signed");
  await write("forged");
  expect(bodies).toEqual([
    "brought twice, since the first time failed",
    "doubled",
    "doubled under another token",
  ]);
  expect(fake.callbacks.map(({ tries, status }) => [tries, status])).toEqual([
    [2, 200],
    [1, 200],
    [1, 200],
    [1, 200],
    [1, 200],
    [1, 403],
  ]);
});

it.each([
  { kind: "voice", answer: "<Response><Reject/></Response>" },
  { kind: "relay-end", answer: "<Response/>" },
] as const)("ends a call whose $kind could not be handled, once and quietly", async ({ kind, answer }) => {
  await using listener = await openListener();
  let tries = 0;
  listener.door.on(kind, async () => {
    tries += 1;
    throw new Error(`No room for the call from ${text.From}, ${account.sid}.`);
  });
  const publicUrl = `https://calls.example/tw/${kind}`;
  const wish = { publicUrl, fields: { CallSid: "CA1" }, token: "one" };
  expect(await callBack(listener.url, wish)).toMatchObject({ status: 200, text: answer });
  expect(await callBack(listener.url, wish)).toMatchObject({ status: 200, text: answer });
  expect(tries).toBe(1);
  expect(listener.warned).toHaveLength(1);
  expect(listener.warned[0]).toContain("No room for the call");
  expectNoSecrets(listener.warned.join(), { account, telephones: [text.From], words: [account.sid] });
});

it.each([
  { kind: "voice", answer: "<Response><Reject/></Response>" },
  { kind: "text-status", answer: "<Response/>" },
] as const)("answers a $kind that takes too long before Twilio gives up", async ({ kind, answer }) => {
  await using listener = await openListener();
  const begun = unfinished();
  const slow = unfinished();
  listener.door.on(kind, async () => {
    begun.finish();
    await slow.promise;
    return { twiml: "<Response><Say>At last</Say></Response>" };
  });
  const publicUrl = `https://calls.example/tw/${kind}/one`;
  const wish = {
    publicUrl,
    fields: { CallSid: "CA1", MessageSid: "SM1", MessageStatus: "sent" },
    token: "one",
  };
  const answered = callBack(listener.url, wish);
  await begun.promise;
  await listener.time.pass(13_999);
  expect(listener.warned).toEqual([]);
  await listener.time.pass(1);
  expect(await answered).toMatchObject({ status: 200, text: answer });
  slow.finish();
  // It was answered, and stays so.
  expect(await callBack(listener.url, wish)).toMatchObject({ status: 200, text: answer });
  expect(listener.warned).toHaveLength(1);
  expect(listener.warned[0]).toContain("14 seconds");
  expect(listener.time.armed).toBe(0);
});

it("leaves no timer behind a callback that was answered", async () => {
  await using listener = await openListener();
  listener.door.on("sms", () => nothing);
  await callBack(listener.url, { publicUrl: sms, fields: text });
  expect(listener.time.armed).toBe(0);
});

it("greets the doctor whom it expects", async () => {
  await using listener = await openListener();
  listener.door.expect("nonce-1");
  const visit = (nonce: string, signedAs = `https://calls.example/tw/doctor/${nonce}`) =>
    send(listener.url, {
      method: "GET",
      target: `/tw/doctor/${nonce}`,
      headers: { "x-twilio-signature": sdkSignature(signedAs) },
    });
  expect(await visit("nonce-1")).toMatchObject({ status: 200, text: "nonce-1" });
  expect(await visit("nonce-2")).toMatchObject({ status: 404, text: "" });
  expect(await visit("nonce-1", "https://other.example/tw/doctor/nonce-1")).toMatchObject({ status: 403 });
  expect(await send(listener.url, { method: "GET", target: "/tw/doctor/nonce-1" })).toMatchObject({
    status: 403,
  });
});

it("gives Twilio addresses with what keeps it trying", async () => {
  await using listener = await openListener({ publicUrl: "https://box.example/phones" });
  const { door } = listener;
  expect(door.urlOf("sms")).toBe("https://box.example/phones/tw/sms#rc=3&rp=ct,rt,5xx");
  expect(door.urlOf("text-status", "a/b")).toBe(
    "https://box.example/phones/tw/text-status/a%2Fb#rc=3&rp=ct,rt,5xx&rt=4000",
  );
  expect(door.relayUrlOf("call-1")).toBe("wss://box.example/phones/tw/relay/call-1");
});

it.each([undefined, "https://calls.example"])(
  "has no addresses for Twilio where polling hears for it, whether reached from outside (%s) or not",
  async (publicUrl) => {
    await using listener = await openListener({ hearing: "poll", publicUrl });
    const { door } = listener;
    expect([door.urlOf("sms"), door.urlOf("voice", "x"), door.relayUrlOf("x")]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  },
);

it("lets nobody in where there is no public URL", async () => {
  await using listener = await openListener({ hearing: "poll", publicUrl: undefined });
  listener.door.on("sms", () => nothing);
  expect((await callBack(listener.url, { publicUrl: sms, fields: text })).status).toBe(404);
});

it("says which port is taken, and what to do", async () => {
  await using listener = await openListener();
  const taken = openListener({ callbackPort: listener.door.port });
  await expect(taken).rejects.toThrow(
    new RegExp(`Port ${listener.door.port} of 127.0.0.1.*is in use.*--callback-port`),
  );
});
