import nock from "nock";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { createTwilioClient } from "../../src/carriers/twilio/rest/create-twilio-client.ts";
import { TwilioRefused, TwilioSilent } from "../../src/carriers/twilio/rest/twilio-errors.ts";
import { RingbackError } from "../../src/kernel/errors.ts";
import { EagerTime } from "../support/eager-time.ts";
import { everythingIn, expectNoSecrets, thrownBy } from "../support/no-secrets.ts";
import { account, clientAt, confidential, text } from "../support/twilio-account.ts";

const host = "https://api.twilio.com";
const root = `/2010-04-01/Accounts/${account.sid}`;
const sid = `SM${"0".repeat(31)}3`;

// Other files share this thread and mean their own servers.
beforeEach(() => {
  if (!nock.isActive()) nock.activate();
  nock.disableNetConnect();
});
afterEach(() => {
  expect(nock.pendingMocks()).toEqual([]);
  nock.cleanAll();
});
afterAll(() => {
  nock.enableNetConnect();
  nock.restore();
});

const failureOf = async (promise: Promise<unknown>): Promise<unknown> => {
  const error = await thrownBy(promise);
  expectNoSecrets(everythingIn(error), confidential);
  return error;
};

const busy = { code: 20429, message: "Too Many Requests", status: 429 };

describe("too much at once", () => {
  it("is asked again until Twilio has time, also to send", async () => {
    const time = new EagerTime();
    nock(host).post(`${root}/Messages.json`).times(2).reply(429, busy);
    nock(host).post(`${root}/Messages.json`).reply(201, { sid });
    expect(await clientAt(host, time).sendMessage(text)).toEqual({ sid });
    const [first = 0, second = 0] = time.pauses;
    expect(first).toBeGreaterThanOrEqual(250);
    expect(first).toBeLessThan(500);
    expect(second).toBeGreaterThanOrEqual(500);
    expect(second).toBeLessThan(1000);
  });

  it.each([
    ["POST", "to send", async () => clientAt(host).sendMessage(text), `${root}/Messages.json`],
    [
      "DELETE",
      "to release",
      async () => clientAt(host).releaseNumber(sid),
      `${root}/IncomingPhoneNumbers/${sid}.json`,
    ],
    ["GET", "to read", async () => clientAt(host).message(sid), `${root}/Messages/${sid}.json`],
    ["GET", "to read a file", async () => clientAt(host).readBytes(`${root}/x`), `${root}/x`],
  ])("for ever is a refusal after four %s requests %s", async (method, _what, act, path) => {
    nock(host).intercept(path, method).times(4).reply(429, busy);
    expect(await failureOf(act())).toMatchObject({ name: "TwilioRefused", status: 429, code: 20429 });
  });

  it("is known by its code as well as by its status", async () => {
    nock(host)
      .post(`${root}/Messages.json`)
      .reply(400, { ...busy, status: 400 });
    nock(host).post(`${root}/Messages.json`).reply(201, { sid });
    expect(await clientAt(host).sendMessage(text)).toEqual({ sid });
  });

  it("waits as long as Twilio says, in seconds or until a moment", async () => {
    const time = new EagerTime();
    const until = new Date(time.now() + 9_000).toUTCString();
    nock(host).get(`${root}/Balance.json`).reply(429, busy, { "Retry-After": "7" });
    nock(host).get(`${root}/Balance.json`).reply(429, busy, { "Retry-After": until });
    nock(host).get(`${root}/Balance.json`).reply(200, { balance: "1", currency: "USD" });
    await clientAt(host, time).balance();
    const [first = 0, second = 0] = time.pauses;
    expect(first).toBeGreaterThanOrEqual(7_250);
    expect(first).toBeLessThan(7_500);
    expect(second).toBeGreaterThanOrEqual(9_500);
    expect(second).toBeLessThan(10_000);
  });

  it("gives up at once where Twilio wants to be left alone for longer than half a minute", async () => {
    const time = new EagerTime();
    nock(host).get(`${root}/Balance.json`).reply(429, busy, { "Retry-After": "3600" });
    expect(await failureOf(clientAt(host, time).balance())).toBeInstanceOf(TwilioRefused);
    expect(time.pauses).toEqual([]);
  });
});

describe("a refusal", () => {
  it("says what was refused and why, without the number", async () => {
    nock(host)
      .post(`${root}/Messages.json`)
      .reply(400, {
        code: 21211,
        message: `The 'To' number ${text.To} is not a valid phone number.`,
        more_info: "https://www.twilio.com/docs/errors/21211",
        status: 400,
      });
    const error = await failureOf(clientAt(host).sendMessage(text));
    expect(error).toMatchObject({ name: "TwilioRefused", status: 400, code: 21211 });
    expect((error as Error).message).toBe(
      "Twilio refused to send a text (HTTP 400, code 21211): The 'To' number +1415•••0100 is not a valid phone number. " +
        "See https://www.twilio.com/docs/api/errors/21211.",
    );
  });

  it("may be a problem document of RFC 9457", async () => {
    const problem = {
      type: "about:blank",
      title: "Bad number",
      detail: "It has no digits.",
      status: 400,
      code: 21211,
    };
    nock(host)
      .post(`${root}/Messages.json`)
      .reply(400, problem, { "content-type": "application/problem+json" });
    const error = await failureOf(clientAt(host).sendMessage(text));
    expect(error).toMatchObject({ name: "TwilioRefused", status: 400, code: 21211 });
    expect((error as Error).message).toContain("Bad number: It has no digits.");
  });

  it.each([
    ["HTML", "<html>No</html>"],
    ["nothing", ""],
    ["JSON that says nothing", "[]"],
    ["a code that is none", '{"code":"x","message":7}'],
  ])("may come with %s", async (_what, body) => {
    nock(host).post(`${root}/Messages.json`).reply(403, body);
    const error = await failureOf(clientAt(host).sendMessage(text));
    expect(error).toMatchObject({ name: "TwilioRefused", status: 403, code: 0 });
    expect((error as Error).message).toBe("Twilio refused to send a text (HTTP 403): it gave no reason.");
  });

  it("of the credentials says which to look at", async () => {
    nock(host).get(`${root}.json`).reply(401, { code: 20003, message: "Authenticate", status: 401 });
    const error = await failureOf(clientAt(host).account());
    expect((error as Error).message).toContain(
      "Check TWILIO_ACCOUNT_SID, and TWILIO_API_KEY with TWILIO_API_SECRET",
    );
  });

  it("repeats nothing that was confided, whatever Twilio says", async () => {
    const basic = Buffer.from(`${account.user}:${account.password}`).toString("base64");
    const message = `${text.Body} to +1 (415) 555-0100 or %2B14155550100 of ${account.sid}, Basic ${basic}, ${account.password} ${account.authToken} \u001b[31m`;
    nock(host).post(`${root}/Messages.json`).reply(400, { code: 1, message, status: 400 });
    const error = await failureOf(clientAt(host).sendMessage(text));
    expect((error as Error).message).toContain(
      "): ••• to +1415•••0100 or +1415•••0100 of AC…0001, Basic •••, ••• •••",
    );
    expect((error as Error).message).not.toContain("\u001b");
  });

  it("of a very long sentence is cut", async () => {
    nock(host)
      .post(`${root}/Messages.json`)
      .reply(400, { code: 1, message: "No. ".repeat(10_000), status: 400 });
    expect(((await failureOf(clientAt(host).sendMessage(text))) as Error).message.length).toBeLessThan(450);
  });
});

describe("silence", () => {
  it.each([
    ["a fault of Twilio's", 500, '{"code":20500,"message":"Internal","status":500}'],
    ["a fault before Twilio", 503, "<html>"],
    ["a proxy that gave up", 408, ""],
    ["a way elsewhere", 307, ""],
    ["HTML", 201, "<html></html>"],
    ["nothing", 201, ""],
    ["JSON that breaks off", 201, '{"sid":"SM'],
    ["no object", 201, "null"],
    ["no SID", 201, '{"status":"queued"}'],
  ])("after sending is %s", async (_what, status, body) => {
    nock(host).post(`${root}/Messages.json`).reply(status, body, { location: "https://elsewhere.example/" });
    expect(await failureOf(clientAt(host).sendMessage(text))).toBeInstanceOf(TwilioSilent);
  });

  it("after releasing is a fault of Twilio's", async () => {
    nock(host).delete(`${root}/IncomingPhoneNumbers/${sid}.json`).reply(502);
    expect(await failureOf(clientAt(host).releaseNumber(sid))).toBeInstanceOf(TwilioSilent);
  });

  it.each([
    ["a fault of Twilio's", 500, ""],
    ["a list without its rows", 200, "{}"],
    ["HTML", 200, "<html></html>"],
  ])("while reading is %s, three times", async (_what, status, body) => {
    nock(host).get(`${root}/Calls.json?PageSize=1000`).times(3).reply(status, body);
    const error = await failureOf(clientAt(host).listCalls({}));
    expect(error).toBeInstanceOf(TwilioSilent);
  });

  it("is over as soon as there is an answer", async () => {
    nock(host).get(`${root}/Calls.json?PageSize=1000`).times(2).reply(503);
    nock(host)
      .get(`${root}/Calls.json?PageSize=1000`)
      .reply(200, { calls: [{ sid }] });
    expect(await clientAt(host).listCalls({})).toEqual([{ sid }]);
  });

  it("and haste are counted apart", async () => {
    nock(host).get(`${root}/Calls.json?PageSize=1000`).times(2).reply(503);
    nock(host).get(`${root}/Calls.json?PageSize=1000`).times(3).reply(429, busy);
    nock(host).get(`${root}/Calls.json?PageSize=1000`).reply(200, { calls: [] });
    expect(await clientAt(host).listCalls({})).toEqual([]);
  });
});

describe("an answer larger than anything Twilio sends", () => {
  const huge = `{"sid":"${"x".repeat(8_000_000)}"}`;

  it("leaves it open whether it was sent", async () => {
    nock(host).post(`${root}/Messages.json`).reply(201, huge);
    expect(await failureOf(clientAt(host).sendMessage(text))).toBeInstanceOf(TwilioSilent);
  });

  it("is not read again", async () => {
    nock(host).get(`${root}/Messages/${sid}.json`).reply(200, huge);
    expect(await failureOf(clientAt(host).message(sid))).toBeInstanceOf(TwilioRefused);
  });

  it("is no file to keep: more than twenty million bytes", async () => {
    nock(host).get(`${root}/x`).reply(200, Buffer.alloc(20_000_000), { "content-type": "image/png" });
    expect((await clientAt(host).readBytes(`${root}/x`)).bytes).toHaveLength(20_000_000);
    nock(host).get(`${root}/x`).reply(200, Buffer.alloc(20_000_001));
    expect(await failureOf(clientAt(host).readBytes(`${root}/x`))).toBeInstanceOf(TwilioRefused);
  });
});

describe("the credentials go to Twilio and nowhere else", () => {
  it.each([
    "https://elsewhere.example/2010-04-01/x",
    "http://api.twilio.com/2010-04-01/x",
    "https://api.twilio.com.elsewhere.example/x",
    "https://api.twilio.com:8443/x",
    "https://me@api.twilio.com/x",
    "https://api.twilio.com@elsewhere.example/x",
    "file:///etc/passwd",
    "elsewhere",
    "",
  ])("not for a next page or a file at %j", async (next) => {
    expect(await failureOf(clientAt(host).readBytes(next))).toMatchObject({
      name: "TwilioRefused",
      status: 0,
    });
    if (next === "") return;
    nock(host)
      .get(`${root}/Calls.json?PageSize=1000`)
      .reply(200, { calls: [{ sid }], next_page_uri: next });
    expect(await failureOf(clientAt(host).listCalls({}))).toMatchObject({ name: "TwilioRefused", status: 0 });
  });

  it("though a file that Twilio keeps elsewhere is fetched from there without them", async () => {
    const bare = { badheaders: ["authorization"] };
    nock(host)
      .get(`${root}/x`)
      .matchHeader("authorization", /^Basic /)
      .reply(302, "", { location: "https://mms.twiliocdn.com/1?Signature=2" });
    nock("https://mms.twiliocdn.com", bare)
      .get("/1?Signature=2")
      .reply(302, "", { location: "https://media.twiliocdn.com/3" });
    nock("https://media.twiliocdn.com", bare).get("/3").reply(200, "GIF89a", { "content-type": "image/gif" });
    const { bytes, contentType } = await clientAt(host).readBytes(`${host}${root}/x`);
    expect([Buffer.from(bytes).toString(), contentType]).toEqual(["GIF89a", "image/gif"]);
  });

  it.each([
    "https://elsewhere.example/1",
    "http://mms.twiliocdn.com/1",
    "https://eviltwiliocdn.com/1",
    "https://mms.twiliocdn.com.elsewhere.example/1",
    "https://me:pw@mms.twiliocdn.com/1",
    "http://127.0.0.1/1",
    "https://mms.twiliocdn.com:8443/1",
    "file:///etc/passwd",
    "http://[",
  ])("and not from %s", async (location) => {
    nock(host).get(`${root}/x`).reply(302, "", { location });
    const error = await failureOf(clientAt(host).readBytes(`${root}/x`));
    expect(error).toMatchObject({ name: "TwilioRefused", status: 0 });
  });

  it("nor round in circles", async () => {
    nock(host).get(`${root}/x`).reply(302, "", { location: "https://media.twiliocdn.com/1" });
    nock("https://media.twiliocdn.com").get("/1").times(4).reply(302, "", { location: "/1" });
    expect(await failureOf(clientAt(host).readBytes(`${root}/x`))).toBeInstanceOf(TwilioRefused);
  });

  it.each(["../Calls", "a/b", "", "SM1?x", ".", "SM1.json#"])("nor to what %j would name", async (name) => {
    for (const act of ["message", "call", "listMedia", "releaseNumber"] as const) {
      expect(await failureOf(clientAt(host)[act](name))).toMatchObject({ name: "TwilioRefused", status: 0 });
    }
  });

  it.each([
    "http://api.twilio.com",
    "https://api.twilio.com:8443",
    "https://elsewhere.example",
    "https://me:pw@api.twilio.com",
    "http://127.0.0.1.elsewhere.example",
    "http://192.168.0.1:4010",
    "https://api.twilio.com?x",
    "ftp://127.0.0.1",
    "api.twilio.com",
    "",
  ])("nor is %j an API of Twilio's", (apiUrl) => {
    const open = () => createTwilioClient({ settings: { account, apiUrl }, realTime: new EagerTime() });
    expect(open).toThrow(RingbackError);
    expect(open).toThrow(expect.objectContaining({ code: "unsupported_configuration" }));
  });

  it.each([
    "https://api.twilio.com",
    "http://127.0.0.1:4010",
    "http://[::1]:4010/api/laml",
    "http://localhost:1/",
  ])("but %s is", (apiUrl) => {
    expect(() => clientAt(apiUrl)).not.toThrow();
  });
});
