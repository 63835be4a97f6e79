import twilio from "twilio";
import { expect, it } from "vitest";
import { breathe, TestTime } from "../../src/kernel/clock/test-time.ts";
import { openFakeTwilio, type FakeTwilio } from "../fake-twilio/open-fake-twilio.ts";
import { segmentsOf } from "../fake-twilio/messages/segments.ts";
import { openReceiver, type Received, type WebhookReceiver } from "../support/webhook-receiver.ts";

const line = "+14155550100";
const ann = "+14155550199";
const app = "https://ringback.example";

/** The official client, led to the fake. */
const sdk = (fake: FakeTwilio, options: object = {}): ReturnType<typeof twilio> => {
  const client = twilio(fake.accountSid, fake.authToken, options);
  client.api.baseUrl = fake.url;
  return client;
};

/** A web server of the account's owner, known to the world as `app`. */
const openApp = async (fake: FakeTwilio): Promise<WebhookReceiver> => {
  const twiml = { status: 200, body: "<Response/>", headers: { "content-type": "text/xml" } };
  const receiver = await openReceiver(() => twiml, { checked: false });
  fake.publicHosts.set(app, new URL(receiver.url).origin);
  return receiver;
};

const fieldsOf = ({ raw }: Received): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(raw.toString()));

const isSigned = ({ authToken }: FakeTwilio, received: Received): boolean =>
  twilio.validateRequest(
    authToken,
    String(received.headers["x-twilio-signature"]),
    `${app}${received.path}`,
    fieldsOf(received),
  );

it("carries a text to a person, and tells how it stands", async () => {
  await using fake = await openFakeTwilio();
  await using web = await openApp(fake);
  fake.account.own(line);
  const text = await sdk(fake).messages.create({
    from: line,
    to: ann,
    body: "Hello",
    statusCallback: `${app}/status/1`,
  });
  expect(text).toMatchObject({
    status: "queued",
    numSegments: "1",
    numMedia: "0",
    price: null,
    dateSent: null,
  });
  await fake.settled();
  expect(fake.people.read(ann)).toEqual([{ from: line, body: "Hello", media: [] }]);
  expect(web.received.map((one) => fieldsOf(one)["MessageStatus"])).toEqual(["sent", "delivered"]);
  expect(web.received.map((one) => isSigned(fake, one))).toEqual([true, true]);
  expect(fieldsOf(web.received[1] as Received)).toMatchObject({
    MessageSid: text.sid,
    AccountSid: fake.accountSid,
    From: line,
    To: ann,
    RawDlrDoneDate: expect.stringMatching(/^\d{10}$/),
  });
  expect(await sdk(fake).messages(text.sid).fetch()).toMatchObject({
    status: "delivered",
    price: "-0.00830",
  });
});

it("lists texts over pages, newest first, though others come in between", async () => {
  await using fake = await openFakeTwilio();
  fake.account.own(line);
  const client = sdk(fake);
  for (const body of ["one", "two", "three", "four", "five"])
    await client.messages.create({ from: line, to: ann, body });
  fake.people.text({ from: ann, to: line, body: "six" });
  const bodies = (texts: readonly { readonly body: string }[]): readonly string[] =>
    texts.map(({ body }) => body);
  expect(bodies(await client.messages.list({ to: ann, pageSize: 2 }))).toEqual([
    "five",
    "four",
    "three",
    "two",
    "one",
  ]);
  const first = await client.messages.page({ from: line, pageSize: 2 });
  await client.messages.create({ from: line, to: ann, body: "seven" });
  expect(bodies((await first.nextPage())?.instances ?? [])).toEqual(["three", "two"]);
  expect(bodies(await client.messages.list({ to: line }))).toEqual(["six"]);
});

it("lists texts by the day and by the second", async () => {
  const time = new TestTime();
  await using fake = await openFakeTwilio({ realTime: time });
  fake.account.own(line);
  const client = sdk(fake);
  fake.people.text({ from: ann, to: line, body: "before" });
  time.jump(3_600_000);
  const hour = new Date(time.now());
  fake.people.text({ from: ann, to: line, body: "then" });
  time.jump(86_400_000);
  fake.people.text({ from: ann, to: line, body: "the day after" });
  const found = async (query: object): Promise<readonly string[]> =>
    (await client.messages.list({ to: line, ...query })).map(({ body }) => body);
  expect(await found({ dateSentAfter: hour })).toEqual(["the day after", "then"]);
  expect(await found({ dateSentBefore: hour })).toEqual(["then", "before"]);
  expect(await found({ dateSent: hour })).toEqual(["then", "before"]);
});

it("takes the words of a text away, and forgets it", async () => {
  await using fake = await openFakeTwilio();
  fake.account.own(line);
  const client = sdk(fake);
  const { sid } = await client.messages.create({ from: line, to: ann, body: "a secret" });
  expect(await client.messages(sid).update({ body: "" })).toMatchObject({ body: "" });
  expect(await client.messages(sid).remove()).toBe(true);
  await expect(client.messages(sid).fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
});

it("sells a number, configures it, and takes it back", async () => {
  await using fake = await openFakeTwilio();
  const client = sdk(fake);
  const query = { areaCode: 415, smsEnabled: true, voiceEnabled: true, excludeAllAddressRequired: true };
  const [offer] = await client.availablePhoneNumbers("US").local.list({ ...query, limit: 1 });
  expect(offer).toMatchObject({ phoneNumber: "+14155550131", isoCountry: "US", locality: "San Francisco" });
  expect(offer?.capabilities).toEqual({ voice: true, SMS: true, MMS: true });
  const bought = await client.incomingPhoneNumbers.create({
    phoneNumber: offer?.phoneNumber ?? "",
    smsUrl: `${app}/sms`,
    friendlyName: "ringback:1",
  });
  expect(bought).toMatchObject({
    smsUrl: `${app}/sms`,
    smsMethod: "POST",
    voiceUrl: "",
    friendlyName: "ringback:1",
  });
  expect(fake.account.spent("numbers")).toBe(1_150_000);
  await expect(client.incomingPhoneNumbers.create({ phoneNumber: bought.phoneNumber })).rejects.toMatchObject(
    { code: 21422 },
  );
  expect(await client.incomingPhoneNumbers.list({ friendlyName: "ringback:1" })).toHaveLength(1);
  expect(await client.incomingPhoneNumbers.list({ phoneNumber: line })).toEqual([]);
  const changed = await client
    .incomingPhoneNumbers(bought.sid)
    .update({ voiceUrl: `${app}/voice`, smsUrl: "" });
  expect(changed).toMatchObject({ voiceUrl: `${app}/voice`, smsUrl: "" });
  expect(await client.incomingPhoneNumbers(bought.sid).remove()).toBe(true);
  expect(fake.account.numbers).toEqual([]);
});

it("finds toll-free and foreign numbers, and says what else they want", async () => {
  await using fake = await openFakeTwilio();
  const client = sdk(fake);
  expect(await client.availablePhoneNumbers("US").tollFree.list()).toHaveLength(1);
  const inNewYork = await client.availablePhoneNumbers("US").local.list({ areaCode: 212 });
  expect(inNewYork.map(({ phoneNumber }) => phoneNumber)).toEqual(["+12125550141", "+12125550142"]);
  const [mobile] = await client.availablePhoneNumbers("GB").mobile.list({ smsEnabled: true });
  const [local] = await client.availablePhoneNumbers("GB").local.list({ inLocality: "London" });
  expect(await client.availablePhoneNumbers("GB").local.list({ excludeAllAddressRequired: true })).toEqual(
    [],
  );
  await expect(client.availablePhoneNumbers("US").mobile.list()).rejects.toMatchObject({ code: 20404 });
  const buy = (form: object): Promise<unknown> => client.incomingPhoneNumbers.create(form);
  await expect(buy({ phoneNumber: mobile?.phoneNumber })).rejects.toMatchObject({ code: 21649 });
  await expect(buy({ phoneNumber: local?.phoneNumber })).rejects.toMatchObject({ code: 21631 });
  await buy({ phoneNumber: local?.phoneNumber, addressSid: `AD${"0".repeat(32)}` });
});

it.each([
  [{ phoneNumber: "+15005550000" }, 21422],
  [{ phoneNumber: "+15005550001" }, 21421],
  [{ phoneNumber: "123" }, 21421],
  [{ areaCode: "533" }, 21452],
  [{ phoneNumber: "+14155550131", voiceUrl: "nowhere" }, 21402],
  [{ phoneNumber: "+14155550131", smsFallbackUrl: `${app}/sms` }, 21406],
])("refuses to sell %j", async (form, code) => {
  await using fake = await openFakeTwilio();
  await expect(sdk(fake).incomingPhoneNumbers.create(form)).rejects.toMatchObject({ code });
  expect(fake.account).toMatchObject({ numbers: [], balance: 100_000_000 });
});

it.each([
  [{ from: line, body: "Hi" }, 21604],
  [{ to: ann, body: "Hi" }, 21603],
  [{ to: ann, from: line }, 21602],
  [{ to: ann, from: line, body: "" }, 21602],
  [{ to: ann, from: line, body: "x".repeat(1601) }, 21617],
  [{ to: "ann", from: line, body: "Hi" }, 21211],
  [{ to: line, from: line, body: "Hi" }, 21266],
  [{ to: ann, from: "+14155550111", body: "Hi" }, 21659],
  [{ to: ann, from: "+14155550122", body: "Hi" }, 21606],
  [{ to: ann, from: line, body: "Hi", statusCallback: "https://my_host.example/" }, 21609],
  [{ to: ann, from: line, body: "Hi", validityPeriod: 36_001 }, 20001],
  [{ to: ann, from: line, mediaUrl: ["picture.png"] }, 21620],
  [{ to: ann, from: "+15005550001", body: "Hi" }, 21212],
  [{ to: ann, from: "+15005550007", body: "Hi" }, 21606],
  [{ to: ann, from: "+15005550008", body: "Hi" }, 21611],
  [{ to: "+15005550001", from: line, body: "Hi" }, 21211],
  [{ to: "+15005550002", from: line, body: "Hi" }, 21612],
  [{ to: "+15005550003", from: line, body: "Hi" }, 21408],
  [{ to: "+15005550004", from: line, body: "Hi" }, 21610],
  [{ to: "+15005550009", from: line, body: "Hi" }, 21614],
])("refuses to send %j", async (form, code) => {
  await using fake = await openFakeTwilio();
  fake.account.own(line);
  fake.account.own("+14155550122", { capabilities: { sms: false } });
  // The client itself insists on a recipient.
  const asked =
    "to" in form
      ? sdk(fake).messages.create(form)
      : Promise.reject(await postText(fake, { From: line, Body: "Hi" }));
  await expect(asked).rejects.toMatchObject({ status: 400, code });
  expect(fake.messages).toEqual([]);
});

const postText = async (fake: FakeTwilio, form: Readonly<Record<string, string>>): Promise<unknown> => {
  const answer = await fetch(`${fake.url}/2010-04-01/Accounts/${fake.accountSid}/Messages.json`, {
    method: "POST",
    headers: { authorization: `Basic ${btoa(`${fake.accountSid}:${fake.authToken}`)}` },
    body: new URLSearchParams(form),
  });
  return answer.json();
};

it("lets a trial account reach only numbers that it has verified", async () => {
  await using fake = await openFakeTwilio();
  fake.account.own(line);
  fake.account.type = "Trial";
  const text = { from: line, to: ann, body: "Hi" };
  await expect(sdk(fake).messages.create(text)).rejects.toMatchObject({ code: 21608 });
  fake.account.verified.add(ann);
  await sdk(fake).messages.create(text);
});

it("knows its own: the token, an API key, and nobody else", async () => {
  await using fake = await openFakeTwilio();
  const { sid, secret } = fake.apiKey;
  const byKey = twilio(sid, secret, { accountSid: fake.accountSid });
  byKey.api.baseUrl = fake.url;
  expect(await byKey.api.accounts(fake.accountSid).fetch()).toMatchObject({ status: "active", type: "Full" });
  fake.account.apiKeyKind = "standard";
  await expect(byKey.api.accounts(fake.accountSid).fetch()).rejects.toMatchObject({
    status: 401,
    code: 20003,
  });
  await byKey.balance.fetch();
  const stranger = twilio(fake.accountSid, "wrong");
  stranger.api.baseUrl = fake.url;
  await expect(stranger.messages.list()).rejects.toMatchObject({ status: 401, code: 20003 });
  await expect(stranger.messages("nothing").fetch()).rejects.toMatchObject({ status: 401 });
  const answer = await fetch(`${fake.url}/2010-04-01/Accounts/${sid}/Messages.json`, {
    headers: { authorization: `Basic ${btoa(`${sid}:${secret}`)}` },
  });
  expect(await answer.json()).toMatchObject({ code: 21470 });
  await expect(sdk(fake).messages("nothing").fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
});

it("answers 429 as often as it is told, and was asked for nothing then", async () => {
  await using fake = await openFakeTwilio();
  fake.account.own(line);
  fake.faults.request("429", { method: "POST", path: "/Messages" }, 2);
  await expect(sdk(fake).messages.create({ from: line, to: ann, body: "Hi" })).rejects.toMatchObject({
    status: 429,
    code: 20429,
  });
  await sdk(fake, { autoRetry: true, maxRetryDelay: 1 }).messages.create({ from: line, to: ann, body: "Hi" });
  expect(fake.requests.map(({ status }) => status)).toEqual([429, 429, 201]);
  expect(fake.messages).toHaveLength(1);
});

it.each(["silent after accepting", "reset after accepting", "not json"] as const)(
  "accepts a text, %s",
  async (fault) => {
    await using fake = await openFakeTwilio();
    fake.account.own(line);
    fake.faults.request(fault);
    const ended = new AbortController();
    const asked = fetch(`${fake.url}/2010-04-01/Accounts/${fake.accountSid}/Messages.json`, {
      method: "POST",
      signal: ended.signal,
      headers: { authorization: `Basic ${btoa(`${fake.accountSid}:${fake.authToken}`)}` },
      body: new URLSearchParams({ From: line, To: ann, Body: "Hi" }),
    }).then((answer) => answer.json());
    const failed = asked.then(
      () => false,
      () => true,
    );
    await fake.asked({ path: "/Messages" });
    await fake.settled();
    ended.abort();
    expect(await failed).toBe(true);
    expect(fake.people.read(ann)).toHaveLength(1);
  },
);

it.each(["silent", "reset", "500", "503"] as const)("does nothing about a text: %s", async (fault) => {
  await using fake = await openFakeTwilio();
  fake.account.own(line);
  fake.faults.request(fault);
  const asked = postText(fake, { From: line, To: ann, Body: "Hi" }).catch(() => undefined);
  await fake.asked({ path: "/Messages" });
  if (fault !== "silent") await asked;
  await fake.settled();
  expect(fake.messages).toEqual([]);
});

it("is slow by the clock it was given", async () => {
  const time = new TestTime();
  await using fake = await openFakeTwilio({ realTime: time });
  fake.faults.request({ slow: 4_000 });
  const asked = sdk(fake).balance.fetch();
  for (let turn = 0; time.armed === 0 && turn < 100_000; turn += 1) await breathe();
  await time.pass(4_000);
  expect(await asked).toMatchObject({ balance: "100.0000", currency: "USD" });
});

it("brings a person's text to the number's URL, signed over what the world calls it", async () => {
  await using fake = await openFakeTwilio();
  await using web = await openApp(fake);
  fake.account.own(line, { urls: { sms_url: `${app}/sms?for=line#rc=3&rp=ct,rt,5xx` } });
  const sid = fake.people.text({ from: ann, to: line, body: "Is it open? 5 > 4 & it's “late”" });
  await fake.settled();
  const [received] = web.received;
  expect(received?.path).toBe("/sms?for=line");
  expect(received?.headers).toMatchObject({
    host: "ringback.example",
    "i-twilio-idempotency-token": expect.any(String),
  });
  expect(fieldsOf(received as Received)).toMatchObject({
    MessageSid: sid,
    SmsStatus: "received",
    Body: "Is it open? 5 > 4 & it's “late”",
    NumMedia: "0",
    From: ann,
    To: line,
  });
  expect(isSigned(fake, received as Received)).toBe(true);
  expect(fake.callbacks).toMatchObject([
    { url: `${app}/sms?for=line`, status: 200, body: "<Response/>", tries: 1 },
  ]);
  expect(await sdk(fake).messages(sid).fetch()).toMatchObject({ direction: "inbound", status: "received" });
});

it("asks by GET where the number says so, and signs the whole address", async () => {
  await using fake = await openFakeTwilio();
  await using web = await openApp(fake);
  fake.account.own(line, { urls: { sms_url: `${app}/sms`, sms_method: "GET" } });
  fake.people.text({ from: ann, to: line, body: "Hi" });
  await fake.settled();
  const [{ path, method, headers }] = web.received as [Received];
  expect([method, path.startsWith("/sms?ToCountry=US")]).toEqual(["GET", true]);
  expect(
    twilio.validateRequest(fake.authToken, String(headers["x-twilio-signature"]), `${app}${path}`, {}),
  ).toBe(true);
});

it("brings pictures, which lie at another host", async () => {
  await using fake = await openFakeTwilio();
  await using web = await openApp(fake);
  fake.account.own(line, { urls: { sms_url: `${app}/sms` } });
  const bytes = Buffer.from("a picture");
  const sid = fake.people.text({
    from: ann,
    to: line,
    body: "",
    media: [{ contentType: "image/png", bytes }],
  });
  await fake.settled();
  const { NumMedia, MediaUrl0 = "", MediaContentType0 } = fieldsOf(web.received[0] as Received);
  expect([NumMedia, MediaContentType0]).toEqual(["1", "image/png"]);
  const [media] = await sdk(fake).messages(sid).media.list();
  expect(media).toMatchObject({ contentType: "image/png", parentSid: sid });
  expect(MediaUrl0).toBe(`${fake.url}${media?.uri.replace(".json", "")}`);
  const authorization = `Basic ${btoa(`${fake.accountSid}:${fake.authToken}`)}`;
  const answer = await fetch(MediaUrl0, { headers: { authorization } });
  expect([answer.headers.get("content-type"), await answer.text()]).toEqual(["image/png", "a picture"]);
  expect(new URL(answer.url).origin).not.toBe(fake.url);
  // Whoever takes the credentials along is told.
  await fetch(answer.url, { headers: { authorization } });
  await expect(fake.settled()).rejects.toThrow(
    "The account's credentials were sent to the host where media lie.",
  );
});

it("fetches the pictures of a text that goes out", async () => {
  await using fake = await openFakeTwilio();
  await using web = await openApp(fake);
  web.answer = ({ path }) =>
    path === "/lost" ? 404 : { status: 200, body: "a picture", headers: { "content-type": "image/png" } };
  fake.account.own(line);
  const send = (mediaUrl: readonly string[]): Promise<{ readonly sid: string }> =>
    sdk(fake).messages.create({ from: line, to: ann, mediaUrl: [...mediaUrl] });
  const { sid } = await send([`${app}/one`, `${app}/two`]);
  expect(sid).toMatch(/^MM/);
  await fake.settled();
  const picture = { contentType: "image/png", bytes: Buffer.from("a picture") };
  expect(fake.people.read(ann)).toEqual([{ from: line, body: "", media: [picture, picture] }]);
  expect(fake.requests[0]?.form["MediaUrl"]).toEqual([`${app}/one`, `${app}/two`]);
  const lost = await send([`${app}/lost`]);
  await fake.settled();
  expect(await sdk(fake).messages(lost.sid).fetch()).toMatchObject({ status: "failed" });
});

it("stops for whoever texts STOP, answers them itself, and starts again", async () => {
  await using fake = await openFakeTwilio();
  await using web = await openApp(fake);
  fake.account.own(line, { urls: { sms_url: `${app}/sms` } });
  const send = (): Promise<unknown> => sdk(fake).messages.create({ from: line, to: ann, body: "Hi" });
  fake.people.text({ from: ann, to: line, body: " stop " });
  await expect(send()).rejects.toMatchObject({ status: 400, code: 21610 });
  fake.people.text({ from: ann, to: line, body: "Start" });
  await send();
  await fake.settled();
  expect(web.received.map((one) => fieldsOf(one)["Body"])).toEqual([" stop ", "Start"]);
  expect(fake.people.read(ann).map(({ body }) => body)).toEqual([
    expect.stringContaining("unsubscribed"),
    expect.stringContaining("subscribed again"),
    "Hi",
  ]);
});

it.each([
  ["delivered", ["sent", "delivered"], undefined],
  ["undelivered", ["sent", "undelivered"], 30003],
  ["failed", ["failed"], 30008],
  ["never", ["sent"], undefined],
  ["stuck", [], undefined],
  [{ end: "undelivered", code: 30034 }, ["sent", "undelivered"], 30034],
  [{ reversed: true }, ["delivered", "sent"], undefined],
  [{ twice: true }, ["sent", "sent", "delivered", "delivered"], undefined],
] as const)("lets a text end as a test wishes: %j", async (outcome, statuses, code) => {
  await using fake = await openFakeTwilio();
  await using web = await openApp(fake);
  fake.account.own(line);
  fake.people.outcome(ann, outcome);
  const { sid } = await sdk(fake).messages.create({
    from: line,
    to: ann,
    body: "Hi",
    statusCallback: `${app}/status`,
  });
  await fake.settled();
  expect(web.received.map((one) => fieldsOf(one)["MessageStatus"])).toEqual(statuses);
  expect((await sdk(fake).messages(sid).fetch()).errorCode ?? undefined).toBe(code);
  const told = web.received.map((one) => fieldsOf(one)["ErrorCode"]).filter((one) => one !== undefined);
  expect(told).toEqual(code === undefined ? [] : [String(code)]);
});

it("holds a text back until the test or the clock lets it go", async () => {
  const time = new TestTime();
  await using fake = await openFakeTwilio({ realTime: time });
  fake.account.own(line);
  fake.people.outcome(ann, { late: true }, { after: 60_000 }, { refused: 21614 });
  const send = (): Promise<{ readonly sid: string }> =>
    sdk(fake).messages.create({ from: line, to: ann, body: "Hi" });
  await send();
  await fake.settled();
  expect(fake.people.read(ann)).toEqual([]);
  expect(fake.people.letArrive(ann)).toBe(1);
  await fake.settled();
  expect(fake.people.read(ann)).toHaveLength(1);
  await send();
  await fake.settled();
  expect(fake.people.read(ann)).toHaveLength(1);
  await time.pass(60_000);
  expect(fake.people.read(ann)).toHaveLength(2);
  await expect(send()).rejects.toMatchObject({ code: 21614 });
});

it("carries a text between two numbers of the account as one out and one in", async () => {
  await using fake = await openFakeTwilio();
  await using web = await openApp(fake);
  fake.account.own(line);
  fake.account.own("+14155550101", { urls: { sms_url: `${app}/sms` } });
  await sdk(fake).messages.create({ from: line, to: "+14155550101", body: "Hi" });
  await fake.settled();
  expect(fake.messages.map(({ direction }) => direction)).toEqual(["outbound-api", "inbound"]);
  expect(fieldsOf(web.received[0] as Received)).toMatchObject({ From: line, Body: "Hi" });
});

it("breaks callbacks in every way that a test wishes", async () => {
  await using fake = await openFakeTwilio();
  await using web = await openApp(fake);
  fake.account.own(line, { urls: { sms_url: `${app}/sms` } });
  const faults = [
    "twice",
    "again",
    "dropped",
    "badly signed",
    "unsigned",
    "late",
    { fields: { From: "+1900" } },
  ] as const;
  for (const [index, fault] of faults.entries())
    fake.faults.callback(fault, { fields: { Body: String(index) } });
  for (const index of faults.keys()) {
    fake.people.text({ from: ann, to: line, body: String(index) });
    await fake.settled();
  }
  expect(web.received.map((one) => fieldsOf(one)["Body"])).toEqual(["0", "0", "1", "1", "3", "4", "6", "5"]);
  const tokens = web.received.map(({ headers }) => headers["i-twilio-idempotency-token"]);
  expect([tokens[0] === tokens[1], tokens[2] === tokens[3]]).toEqual([true, false]);
  expect(web.received.map((one) => isSigned(fake, one))).toEqual([
    true,
    true,
    true,
    true,
    false,
    false,
    true,
    true,
  ]);
  expect(fieldsOf(web.received[6] as Received)["From"]).toBe("+1900");
});

it("tries once more where nobody takes the connection, and then the number's other URL", async () => {
  await using fake = await openFakeTwilio();
  await using web = await openApp(fake);
  const gone = await openReceiver(() => 200, { checked: false });
  await gone[Symbol.asyncDispose]();
  fake.publicHosts.set("https://gone.example", new URL(gone.url).origin);
  fake.account.own(line, {
    urls: { sms_url: "https://gone.example/sms", sms_fallback_url: `${app}/instead` },
  });
  fake.people.text({ from: ann, to: line, body: "Hi" });
  await fake.settled();
  expect(fake.callbacks).toMatchObject([
    { url: "https://gone.example/sms", tries: 2, status: undefined, code: 11205 },
    { url: `${app}/instead`, tries: 1, status: 200, code: undefined },
  ]);
  expect(fieldsOf(web.received[0] as Received)).toMatchObject({
    ErrorCode: "11205",
    ErrorUrl: "https://gone.example/sms",
  });
});

it.each([
  ["", 1],
  ["#rc=3&rp=ct,rt,5xx", 4],
  ["#rc=2&rp=4xx", 1],
])("tries a failing callback as its fragment %s says", async (fragment, tries) => {
  await using fake = await openFakeTwilio();
  await using web = await openApp(fake);
  web.answer = () => 503;
  fake.account.own(line, { urls: { sms_url: `${app}/sms${fragment}` } });
  fake.people.text({ from: ann, to: line, body: "Hi" });
  await fake.settled();
  expect(fake.callbacks).toMatchObject([{ tries, status: 503, code: 11200 }]);
  expect(new Set(web.received.map(({ headers }) => headers["i-twilio-idempotency-token"])).size).toBe(1);
});

it("waits fifteen seconds for an answer, by the clock it was given", async () => {
  const time = new TestTime();
  await using fake = await openFakeTwilio({ realTime: time });
  await using web = await openApp(fake);
  web.answer = () => "hang";
  fake.account.own(line, { urls: { sms_url: `${app}/sms` } });
  fake.people.text({ from: ann, to: line, body: "Hi" });
  await web.arrived(1);
  await time.pass(14_999);
  expect(fake.callbacks).toEqual([]);
  await time.pass(1);
  await fake.settled();
  expect(fake.callbacks).toMatchObject([{ status: undefined, tries: 1, code: 11200 }]);
});

it("cannot be reached on this machine but by a public name", async () => {
  await using fake = await openFakeTwilio();
  await using web = await openApp(fake);
  fake.account.own(line, { urls: { sms_url: web.url } });
  fake.people.text({ from: ann, to: line, body: "Hi" });
  await fake.settled();
  expect(web.received).toEqual([]);
  expect(fake.alerts).toMatchObject([{ code: 11205 }]);
});

it("notes what is no TwiML", async () => {
  await using fake = await openFakeTwilio();
  await using web = await openApp(fake);
  web.answer = () => ({ status: 200, body: "OK", headers: { "content-type": "text/plain" } });
  fake.account.own(line, { urls: { sms_url: `${app}/sms` } });
  fake.people.text({ from: ann, to: line, body: "Hi" });
  await fake.settled();
  expect(fake.alerts).toEqual([
    { code: 12300, about: `${app}/sms`, what: "Its content type is text/plain." },
  ]);
});

it("counts the money", async () => {
  await using fake = await openFakeTwilio();
  fake.account.own(line);
  const client = sdk(fake);
  await client.messages.create({ from: line, to: ann, body: "x".repeat(161) });
  await fake.settled();
  expect(await client.balance.fetch()).toMatchObject({ balance: "99.9834", currency: "USD" });
  const [total] = await client.usage.records.today.list({ category: "totalprice" });
  expect(total).toMatchObject({
    category: "totalprice",
    price: "0.01660",
    priceUnit: "usd",
    usage: "0.01660",
  });
  fake.account.withholdsPrices = true;
  expect((await client.messages.list())[0]).toMatchObject({
    numSegments: "2",
    price: null,
    priceUnit: "USD",
  });
});

it.each([
  ["x".repeat(160), 1],
  ["x".repeat(161), 2],
  ["x".repeat(306), 2],
  ["x".repeat(307), 3],
  [`${"x".repeat(159)}€`, 2],
  ["“".repeat(70), 1],
  ["“".repeat(71), 2],
  ["😀".repeat(36), 2],
])("counts the segments of %s", (body, count) => {
  expect(segmentsOf(body)).toBe(count);
});

it("throws where one of its own replies is not what the API promises", async () => {
  const fake = await openFakeTwilio();
  fake.account.own(line);
  const [number] = fake.account.numbers;
  Object.assign(number ?? {}, { sms_url: 7, color: "blue", trunk_sid: undefined });
  await sdk(fake).incomingPhoneNumbers.list();
  await expect(fake[Symbol.asyncDispose]()).rejects.toThrow(
    /sms_url must be string[^]*trunk_sid is missing[^]*color is not known/,
  );
});

it("ignores fields that the API does not know, but notes them", async () => {
  await using fake = await openFakeTwilio();
  fake.account.own(line);
  const sent = {
    From: line,
    To: ann,
    Body: "Hi",
    StatusCallBack: "https://ringback.example/",
    MediaUrl: `${app}/a`,
  };
  expect(await postText(fake, sent)).toMatchObject({ status: "queued" });
  await sdk(fake).messages.list({ dateSentAfter: new Date("2026-07-01"), pageSize: 5 });
  expect(fake.unknownFields).toEqual([
    "POST /2010-04-01/Accounts/{AccountSid}/Messages.json knows no StatusCallBack.",
  ]);
});

it("has settings that lead to it", async () => {
  await using fake = await openFakeTwilio();
  fake.account.own(line);
  const settings = fake.settings({ allowTo: [ann], limits: { textsPerHour: 3 } });
  expect(settings).toMatchObject({ apiUrl: fake.url, numbers: [line], allowTo: [ann], dryRun: false });
  expect(settings.limits).toMatchObject({ textsPerHour: 3, liveCalls: 100 });
  expect(settings.stateFile).not.toBe(fake.settings().stateFile);
});
