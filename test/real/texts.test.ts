import { describe, expect, it } from "vitest";
import type { ArrivingMessage, DepartingMessage } from "../../src/carriers/carrier.ts";
import { TextLine } from "../../src/carriers/twilio/texts/text-line.ts";
import { RingbackError } from "../../src/kernel/errors.ts";
import { refusalOf } from "../contracts/carrier-contract.ts";
import type { SettingsOverrides } from "../fake-twilio/open-fake-twilio.ts";
import { openTwilioBench, until, type TwilioBench, type TwilioProcess } from "../support/twilio-bench.ts";

const line = "+14155550110";
const other = "+12125550120";
const anna = "+14155550123";

type Process = TwilioProcess & { readonly texts: TextLine };

/** Begins a process whose numbers are on lines and lead to it. */
const start = async (bench: TwilioBench, overrides: SettingsOverrides = {}): Promise<Process> => {
  const process = await bench.start({ numbers: [line, other], ...overrides });
  for (const number of [line, other]) {
    process.world.lines.add(number);
    const owned = bench.fake.account.numberOf(number);
    if (owned !== undefined) owned.sms_url = process.parts.callbacks.urlOf("sms") ?? "";
  }
  return { ...process, texts: lineOf(process) };
};

const lineOf = (process: TwilioProcess): TextLine =>
  new TextLine(process.world.host, () => process.listener, process.parts);

const open = (): Promise<TwilioBench> => openTwilioBench([line, other]);

const hello = (facts: Partial<DepartingMessage> = {}): DepartingMessage => ({
  id: "msg_001",
  from: line,
  to: anna,
  body: "hello",
  channel: "sms",
  mediaUrls: [],
  ...facts,
});

const sends = ({ fake }: TwilioBench) =>
  fake.requests.filter(({ method, path }) => method === "POST" && path.endsWith("/Messages.json"));
/** Twilio tells how the last text stands. */
const report = async (bench: TwilioBench, MessageStatus: string, more: object = {}): Promise<void> => {
  const { fake } = bench;
  const url = String(sends(bench).at(-1)?.form["StatusCallback"]);
  const facts = { MessageSid: fake.messages.at(-1)?.sid, AccountSid: fake.accountSid, MessageStatus };
  await fake.core.callbacks.send({ url, fields: { ...facts, ...more } });
  await fake.settled();
};
const spendOf = ({ parts }: Process) => parts.rails.state().spend;
/** Twilio lets nobody look. */
const closed = { status: 403, body: "{}" };
const delivered = { status: "delivered" } as const;

describe("a text that goes out", () => {
  it("reaches the person, and its end is told once", async () => {
    await using bench = await open();
    const process = await start(bench);
    await process.texts.send(hello());
    await bench.fake.settled();
    expect(bench.fake.people.read(anna)).toEqual([{ from: line, body: "hello", media: [] }]);
    expect(process.reports).toEqual([["msg_001", delivered]]);
    expect(process.texts.open()).toEqual([]);
    expect(process.did).toEqual(["A text from +1415•••0110 to +1415•••0123 was handed to Twilio."]);
  });

  it.each([
    ["twice and with its end before its beginning", { twice: true, reversed: true }, delivered],
    [
      "to a telephone that is off",
      "undelivered",
      { status: "undelivered", errorCode: "30003", why: expect.stringMatching(/cannot be reached/) },
    ],
    [
      "to nowhere",
      "failed",
      { status: "failed", errorCode: "30008", why: expect.stringMatching(/Twilio could not send/) },
    ],
    [
      "from an unregistered number",
      { end: "undelivered", code: 30034 },
      { status: "undelivered", errorCode: "30034", why: expect.stringMatching(/A2P 10DLC/) },
    ],
  ] as const)("is reported %s", async (_how, outcome, told) => {
    await using bench = await open();
    const process = await start(bench);
    bench.fake.people.outcome(anna, outcome);
    await process.texts.send(hello());
    await bench.fake.settled();
    expect(process.reports).toEqual([["msg_001", told]]);
    // Whoever watches hears of it as well, since few agents look what became of a text.
    const hears = process.warned.map((text) => /^Of a text to \+1415•••0123: \S/.test(text));
    expect(hears).toEqual(told.status === "delivered" ? [] : [true]);
  });

  it("stays open while nothing is heard of it, and its end is told when it is asked for", async () => {
    await using bench = await open();
    const process = await start(bench);
    bench.fake.people.outcome(anna, { late: true });
    bench.fake.faults.callback("dropped", {}, 9);
    await process.texts.send(hello());
    const [sid = ""] = process.texts.open();
    process.texts.stands(await process.parts.twilio.message(sid));
    expect(process.reports).toEqual([]);
    bench.fake.people.letArrive(anna);
    await bench.fake.settled();
    process.texts.stands(await process.parts.twilio.message(sid));
    process.texts.stands(await process.parts.twilio.message(sid));
    expect([process.reports, process.texts.open()]).toEqual([[["msg_001", delivered]], []]);
  });

  it("is told of though a receipt comes before Twilio's own answer", async () => {
    await using bench = await open();
    const process = await start(bench);
    bench.fake.faults.request("reset after accepting", { method: "POST", path: "Messages" });
    // What the receipt names needs no looking for.
    bench.fake.faults.request(closed, { method: "GET", path: "Messages.json" }, 9);
    const sending = process.texts.send(hello());
    await until(() => bench.fake.callbacks.length === 2);
    expect(process.reports).toEqual([]);
    await bench.finish(sending);
    await bench.fake.settled();
    expect(process.reports).toEqual([["msg_001", delivered]]);
    expect([sends(bench).length, bench.fake.people.read(anna).length]).toEqual([1, 1]);
  });

  it("is found where nobody answered, and is not sent again", async () => {
    await using bench = await open();
    const process = await start(bench, { hearing: "poll", publicUrl: undefined });
    await process.texts.send(hello());
    bench.fake.faults.request("reset after accepting", { method: "POST", path: "Messages" });
    bench.fake.people.outcome(anna, "stuck");
    await bench.finish(process.texts.send(hello({ id: "msg_002" })));
    expect(sends(bench)).toHaveLength(2);
    const [one, two] = bench.fake.messages.map(({ sid }) => sid);
    expect(one).not.toBe(two);
    expect(process.texts.open()).toEqual([one, two]);
  });

  it("is found though a trial account has put its own words before it", async () => {
    await using bench = await open();
    const process = await start(bench);
    bench.fake.faults.request("reset after accepting", { method: "POST", path: "Messages" });
    bench.fake.people.outcome(anna, "stuck");
    const sending = process.texts.send(hello());
    await until(() => bench.fake.messages.length === 1);
    Object.assign(bench.fake.messages[0] ?? {}, { body: "Sent from your Twilio trial account - hello" });
    await bench.finish(sending);
    expect(process.texts.open()).toEqual([bench.fake.messages[0]?.sid]);
  });

  it("is not asked about for ever", async () => {
    await using bench = await open();
    const process = await start(bench);
    bench.fake.people.outcome(anna, "never");
    await process.texts.send(hello());
    await bench.time.pass(35 * 3_600_000);
    expect(process.texts.open()).toHaveLength(1);
    await bench.time.pass(3_600_001);
    expect(process.texts.open()).toEqual([]);
  });

  it("is lost where Twilio knows nothing of it: that is said, and it is not sent again", async () => {
    await using bench = await open();
    const process = await start(bench);
    // Something else that uses the account has just texted the same person.
    await process.parts.twilio.sendMessage({ From: line, To: anna, Body: "something else" });
    bench.fake.faults.request("reset", { method: "POST", path: "Messages" });
    const refusal = await bench.finish(refusalOf(process.texts.send(hello())));
    expect(refusal).toMatchObject({ code: "carrier_error", details: { outcome: "unknown" } });
    expect([sends(bench).length, bench.fake.messages.length, process.texts.open()]).toEqual([2, 1, []]);
    expect(spendOf(process).reserved).toBeGreaterThan(0);
  });

  it("is heard of after all where a receipt comes when it was given up", async () => {
    await using bench = await open();
    const process = await start(bench);
    bench.fake.people.outcome(anna, { late: true });
    bench.fake.faults.request("reset after accepting", { method: "POST", path: "Messages.json" });
    bench.fake.faults.request(closed, { method: "GET" }, 99);
    await bench.finish(refusalOf(process.texts.send(hello())));
    bench.fake.people.letArrive(anna);
    await bench.fake.settled();
    expect(process.reports).toEqual([["msg_001", delivered]]);
    expect(process.warned.at(-1)).toMatch(/went out after all/);
    expect(Object.values(process.parts.store.state.outbox)).toEqual([
      expect.objectContaining({ state: "done" }),
    ]);
  });

  it.each([
    ["sending", undefined],
    ["sent", undefined],
    ["delivered", delivered],
    ["partially_delivered", delivered],
    ["read", delivered],
    ["undelivered", { status: "undelivered", why: "The text did not arrive." }],
    ["failed", { status: "failed", why: "Twilio could not send the text." }],
    ["canceled", { status: "failed", why: "The text was canceled at Twilio before it went out." }],
  ] as const)("is told of by Twilio's word %s", async (word, outcome) => {
    await using bench = await open();
    const process = await start(bench);
    bench.fake.people.outcome(anna, { late: true });
    await process.texts.send(hello());
    await bench.fake.settled();
    await report(bench, word);
    expect(process.reports).toEqual(outcome === undefined ? [] : [["msg_001", outcome]]);
  });

  it("is not told of by what became of another", async () => {
    await using bench = await open();
    const process = await start(bench);
    bench.fake.people.outcome(anna, { late: true });
    await process.texts.send(hello());
    await bench.fake.settled();
    await report(bench, "failed", { MessageSid: `SM${"0".repeat(32)}` });
    expect(process.reports).toEqual([]);
    await report(bench, "delivered");
    expect(process.reports).toEqual([["msg_001", delivered]]);
  });

  it("fails with Twilio's reason where it is refused, and costs nothing", async () => {
    await using bench = await open();
    const process = await start(bench);
    bench.fake.people.text({ from: anna, to: line, body: "STOP" });
    await bench.fake.settled();
    const before = spendOf(process);
    const refusal = await refusalOf(process.texts.send(hello()));
    expect(refusal).toMatchObject({ code: "carrier_error", details: { errorCode: "21610" } });
    expect(refusal.message).not.toContain(anna);
    expect([process.texts.open(), spendOf(process)]).toEqual([[], before]);
  });

  it("costs next to nothing where Twilio could not send it", async () => {
    await using bench = await open();
    const process = await start(bench);
    bench.fake.people.outcome(anna, "failed");
    await process.texts.send(hello());
    await bench.fake.settled();
    expect([process.texts.open(), spendOf(process)]).toMatchObject([[], { settled: 1_000, reserved: 0 }]);
  });

  it("costs what was set aside until its price is known, and then that and the carriers' fee", async () => {
    await using bench = await open();
    const process = await start(bench);
    bench.fake.account.withholdsPrices = true;
    await process.texts.send(hello({ body: "ä€".repeat(90) }));
    await bench.fake.settled();
    expect(process.reports).toEqual([["msg_001", delivered]]);
    expect(spendOf(process)).toMatchObject({ settled: 0 });
    expect(spendOf(process).reserved).toBeGreaterThan(2 * 13_300);
    const [sid = ""] = process.texts.open();
    bench.fake.account.withholdsPrices = false;
    process.texts.stands(await process.parts.twilio.message(sid));
    expect(spendOf(process)).toMatchObject({ settled: 2 * 8_300 + 2 * 5_000, reserved: 0 });
    expect([process.reports.length, process.texts.open()]).toEqual([1, []]);
  });

  it("is not sent to whom nobody listed, and leaves nothing behind", async () => {
    await using bench = await open();
    const process = await start(bench, { allowTo: [other] });
    expect((await refusalOf(process.texts.send(hello()))).code).toBe("recipient_not_allowed");
    expect([sends(bench), process.texts.open(), process.parts.store.state.outbox]).toEqual([[], [], {}]);
  });

  it("is only described in a dry run, without its words and numbers", async () => {
    await using bench = await open();
    const process = await start(bench, { dryRun: true });
    await process.texts.send(hello({ body: "my secret plan" }));
    expect(bench.fake.requests).toEqual([]);
    expect(process.did).toEqual([
      expect.stringMatching(/Dry run, not sent: .+To=\+1415•••0123.+14 characters, 1 segment/),
    ]);
    expect(process.did.join()).not.toMatch(/secret|\d{7}/);
    expect(process.reports).toEqual([]);
  });

  it.each([
    ["iMessages", { channel: "imessage" }, /no iMessages/],
    ["groups", { channel: "imessage", group: { id: "grp_1", members: [line, anna] } }, /no iMessage groups/],
    ["email addresses", { to: "anna@example.com" }, /email/],
    ["short codes", { to: "24273" }, /short codes/],
    ["very long texts", { body: "a".repeat(1_601) }, /at most 1600/],
    ["files on this machine", { mediaUrls: ["http://127.0.0.1:9/cat.png"] }, /https:\/\//],
    ["files that travel in the open", { mediaUrls: ["http://a.example/1.png"] }, /https:\/\//],
    ["files on a name of this network", { mediaUrls: ["https://printer.local/cat.png"] }, /https:\/\//],
  ] as const)("is refused for %s before anything is asked", async (_what, facts, sentence) => {
    await using bench = await open();
    const process = await start(bench);
    expect(await refusalOf(process.texts.send(hello(facts)))).toMatchObject({
      code: "unsupported_configuration",
      message: expect.stringMatching(sentence),
    });
    expect([bench.fake.requests, spendOf(process).reserved]).toEqual([[], 0]);
  });

  it("carries files: public ones by their address, and those that ringback keeps by their public one", async () => {
    await using bench = await open();
    const process = await start(bench);
    const kept = process.parts.callbacks.keepMedia(Buffer.from("cat"), "image/png");
    await process.texts.send(hello({ channel: "mms", mediaUrls: [kept] }));
    await bench.fake.settled();
    expect(bench.fake.people.read(anna)).toMatchObject([
      { media: [{ contentType: "image/png", bytes: Buffer.from("cat") }] },
    ]);
    const two = ["https://a.example/1.png", "https://a.example/2.png"];
    await process.texts.send(hello({ id: "msg_002", channel: "mms", mediaUrls: two }));
    expect(sends(bench).map(({ form }) => form["MediaUrl"])).toEqual([
      expect.stringMatching(/^https:\/\/ringback\.example\/tw\/media\//),
      two,
    ]);
  });
});

describe("texts that a process left when it ended", () => {
  const crashIn = async (bench: TwilioBench, fault: "silent" | "silent after accepting"): Promise<void> => {
    const first = await start(bench);
    bench.fake.people.outcome(anna, { late: true });
    bench.fake.faults.request(fault, { method: "POST", path: "Messages" });
    first.texts.send(hello()).catch(() => undefined);
    await until(() => sends(bench)[0]?.isOver === true);
    await first.kill();
  };

  it("are found at the next start, and their receipts settle what they cost", async () => {
    await using bench = await open();
    await crashIn(bench, "silent after accepting");
    const next = await start(bench);
    await next.texts.reconcile();
    expect(next.warned).toEqual([expect.stringMatching(/\+1415•••0123.+did go out/)]);
    expect(next.parts.outbox.unfinished()).toEqual([]);
    bench.fake.people.letArrive(anna);
    await bench.fake.settled();
    expect(next.reports).toEqual([]);
    expect(spendOf(next)).toMatchObject({ settled: 13_300, reserved: 0 });
  });

  it("are settled at once where they have arrived meanwhile", async () => {
    await using bench = await open();
    await crashIn(bench, "silent after accepting");
    bench.fake.people.letArrive(anna);
    await bench.fake.settled();
    const next = await start(bench);
    await next.texts.reconcile();
    expect(spendOf(next)).toMatchObject({ settled: 13_300, reserved: 0 });
  });

  it("are given up where Twilio knows nothing of them, and not sent", async () => {
    await using bench = await open();
    await crashIn(bench, "silent");
    const next = await start(bench);
    await next.texts.reconcile();
    expect(next.warned).toEqual([expect.stringMatching(/not to be found at Twilio. It is not sent again/)]);
    expect([next.parts.outbox.unfinished(), sends(bench).length]).toEqual([[], 1]);
  });

  it("stay open where Twilio does not answer", async () => {
    await using bench = await open();
    await crashIn(bench, "silent after accepting");
    const next = await start(bench);
    bench.fake.faults.request(closed, { method: "GET" });
    await next.texts.reconcile();
    expect(next.warned).toEqual([expect.stringMatching(/still not known.+next start/s)]);
    expect(next.parts.outbox.unfinished()).toHaveLength(1);
  });
});

describe("a text that comes in", () => {
  it("arrives once, however often Twilio tells of it", async () => {
    await using bench = await open();
    const process = await start(bench);
    bench.fake.faults.callback("again");
    const sid = bench.fake.people.text({ from: anna, to: line, body: "hi" });
    await bench.fake.settled();
    process.texts.arrived(await process.parts.twilio.message(sid));
    expect(process.arrived).toEqual([{ from: anna, to: line, body: "hi", channel: "sms" }]);
    expect(bench.fake.callbacks.map(({ status, body }) => [status, body])).toEqual([
      [200, expect.stringMatching(/<Response\s*\/>/)],
      [200, expect.stringMatching(/<Response\s*\/>/)],
    ]);
  });

  it("counts as spent by its segments, whether Twilio brings it or polling finds it", async () => {
    await using bench = await open();
    const first = await start(bench);
    bench.fake.people.text({ from: anna, to: line, body: "a".repeat(200) });
    await bench.fake.settled();
    expect([first.arrived.length, spendOf(first).settled]).toEqual([1, 30_000]);
    await first.kill();
    const next = await start(bench, { hearing: "poll" });
    const { messages } = bench.fake;
    const [found] = await next.parts.twilio.listMessages({ To: line });
    if (found !== undefined) next.texts.arrived(found);
    expect([messages.length, spendOf(next).settled]).toEqual([1, 60_000]);
  });

  it("brings its files, which are fetched after Twilio was answered", async () => {
    await using bench = await open();
    const process = await start(bench);
    bench.fake.people.text({
      from: anna,
      to: line,
      body: "look",
      media: [{ contentType: "image/png", bytes: Buffer.from("cat") }],
    });
    bench.fake.people.text({ from: anna, to: line, body: "nice?" });
    await until(() => process.arrived.length === 2);
    const [first, second] = process.arrived;
    expect(first).toMatchObject({ body: "look", channel: "mms", mediaUrls: [expect.any(String)] });
    expect(second).toEqual({ from: anna, to: line, body: "nice?", channel: "sms" });
    const [url = ""] = first?.mediaUrls ?? [];
    expect(url).not.toContain(bench.fake.url);
    expect(await (await fetch(url)).text()).toBe("cat");
  });

  it("comes without a file that cannot be had", async () => {
    await using bench = await open();
    const process = await start(bench);
    bench.fake.faults.request({ status: 404, body: "{}" }, { path: "/Media/" });
    bench.fake.people.text({
      from: anna,
      to: line,
      body: "look",
      media: [{ contentType: "image/png", bytes: Buffer.from("cat") }],
    });
    await until(() => process.arrived.length === 1);
    expect(process.arrived).toEqual([{ from: anna, to: line, body: "look", channel: "mms" }]);
    expect(process.warned).toEqual([expect.stringMatching(/\+1415•••0110 could not be fetched/)]);
  });

  it("is found by polling as well, files and all", async () => {
    await using bench = await open();
    const process = await start(bench, { hearing: "poll", publicUrl: undefined });
    bench.fake.people.text({
      from: anna,
      to: line,
      body: "look",
      media: [{ contentType: "image/png", bytes: Buffer.from("cat") }],
    });
    for (const message of await process.parts.twilio.listMessages({ To: line }))
      process.texts.arrived(message);
    await until(() => process.arrived.length === 1);
    const [{ mediaUrls: [url = ""] = [] } = {}] = process.arrived;
    expect(await (await fetch(url)).text()).toBe("cat");
  });

  it("is kept from agents where its sender is not on the list", async () => {
    await using bench = await open();
    const process = await start(bench, { allowFrom: [other] });
    bench.fake.people.text({ from: anna, to: line, body: "hi" });
    bench.fake.people.text({ from: other, to: line, body: "ho" });
    await bench.fake.settled();
    // Billed all the same.
    expect(spendOf(process)).toMatchObject({ settled: 30_000, reserved: 0 });
    expect(process.arrived.toSorted((one, two) => one.body.localeCompare(two.body))).toEqual([
      { from: anna, to: line, body: "hi", channel: "sms", unheard: true },
      { from: other, to: line, body: "ho", channel: "sms" },
    ]);
  });

  it("is dropped at a number that is no line, which is said once", async () => {
    await using bench = await open();
    const process = await start(bench);
    process.world.lines.delete(other);
    bench.fake.people.text({ from: anna, to: other, body: "1" });
    bench.fake.people.text({ from: anna, to: other, body: "2" });
    await bench.fake.settled();
    expect([process.arrived, process.warned]).toEqual([
      [],
      [expect.stringMatching(/\+1212•••0120, which is no line/)],
    ]);
  });

  it("from another of our lines names the text that it was there, in whichever order they come", async () => {
    await using bench = await open();
    const process = await start(bench);
    bench.fake.people.outcome(other, { late: true }, {});
    await process.texts.send(hello({ to: other }));
    await process.texts.send(hello({ to: other, id: "msg_002", body: "bye" }));
    await process.texts.send(hello({ to: other, id: "msg_003", body: "bye" }));
    await bench.fake.settled();
    bench.fake.people.letArrive(other);
    await bench.fake.settled();
    const told = process.arrived.map(({ body, sentAs }) => [body, sentAs]);
    expect(told.slice(0, 2).every(([body]) => body === "bye")).toBe(true);
    expect(new Set(told.map(([, sentAs]) => sentAs))).toEqual(new Set(["msg_001", "msg_002", "msg_003"]));
    expect(told.at(-1)).toEqual(["hello", "msg_001"]);
  });

  it("does not break the others where the line does not take it", async () => {
    await using bench = await open();
    const process = await start(bench);
    const listener = { ...process.listener };
    Object.assign(process.listener, {
      messageArrived: (message: ArrivingMessage) => {
        if (message.body === "1")
          throw new RingbackError("unsupported_configuration", `The line ${line} takes no texts.`);
        listener.messageArrived(message);
      },
    });
    bench.fake.people.text({ from: anna, to: line, body: "1" });
    bench.fake.people.text({ from: anna, to: line, body: "2" });
    await bench.fake.settled();
    expect(process.arrived.map(({ body }) => body)).toEqual(["2"]);
    expect(process.warned).toEqual([
      expect.stringMatching(/was not taken: The line \+1415•••0110 takes no texts/),
    ]);
  });
});
