import { describe, expect, it } from "vitest";
import { NumberShelf } from "../../src/carriers/twilio/numbers/number-shelf.ts";
import { TextLine } from "../../src/carriers/twilio/texts/text-line.ts";
import { refusalOf } from "../contracts/carrier-contract.ts";
import type { SettingsOverrides } from "../fake-twilio/open-fake-twilio.ts";
import { openTwilioBench, type TwilioBench, type TwilioProcess, until } from "../support/twilio-bench.ts";

const line = "+14155550110";
const anna = "+14155550123";
const us = { country: "US", type: "local" } as const;
const refused = { code: "carrier_error", details: { outcome: "refused" } };

const hello = (id: string, body = "hello") =>
  ({ id, from: line, to: anna, body, channel: "sms", mediaUrls: [] }) as const;

const posts = ({ fake }: TwilioBench, ending: string) =>
  fake.requests.filter(({ method, path }) => method === "POST" && path.endsWith(ending));

/** A process that Twilio cannot call back, so that nothing but looking says what went. */
const start = async (
  bench: TwilioBench,
  overrides: SettingsOverrides = {},
): Promise<TwilioProcess & { readonly texts: TextLine; readonly shelf: NumberShelf }> => {
  const poll = { hearing: "poll", publicUrl: undefined } as const;
  const process = await bench.start({ numbers: [line], ...poll, ...overrides });
  const { world, parts, listener } = process;
  world.lines.add(line);
  const texts = new TextLine(world.host, () => listener, parts);
  return { ...process, texts, shelf: new NumberShelf(world.host, parts) };
};

const spendOf = ({ parts }: TwilioProcess) => parts.rails.state().spend;

describe("a client that loses patience and asks again while Twilio is silent", () => {
  it("has its text sent once, and may send the same words on purpose afterwards", async () => {
    await using bench = await openTwilioBench([line]);
    const process = await start(bench);
    bench.fake.faults.request("reset after accepting", { method: "POST" });
    const first = process.texts.send(hello("msg_1"));
    const again = refusalOf(process.texts.send(hello("msg_2")));
    await bench.finish(first);
    expect(await bench.finish(again)).toMatchObject(refused);
    await bench.fake.settled();
    expect([posts(bench, "/Messages.json").length, bench.fake.people.read(anna).length]).toEqual([1, 1]);
    expect(spendOf(process)).toMatchObject({ settled: 13_300, reserved: 0 });
    await process.texts.send(hello("msg_3"));
    expect(posts(bench, "/Messages.json")).toHaveLength(2);
  });

  it("buys one number, and may buy another on purpose afterwards", async () => {
    await using bench = await openTwilioBench();
    const { shelf, world } = await start(bench, { numbers: [] });
    bench.fake.faults.request("reset after accepting", { method: "POST" });
    const renting = shelf.rent(us);
    await until(() => bench.time.armed > 0);
    await bench.time.pass(2_000);
    world.lines.add(await renting);
    // Purchases take turns, so what was asked for meanwhile comes now.
    expect(await refusalOf(shelf.rent(us))).toMatchObject(refused);
    expect(posts(bench, "/IncomingPhoneNumbers.json")).toHaveLength(1);
    await bench.time.pass(2_000);
    await shelf.rent(us);
    expect(bench.fake.account.numbers).toHaveLength(2);
  });
});

describe("a start just after a crash, when Twilio's lists do not have all yet", () => {
  it("does not send again what it did not find, for some minutes", async () => {
    await using bench = await openTwilioBench([line]);
    const first = await start(bench);
    bench.fake.faults.request("silent after accepting", { method: "POST" });
    first.texts.send(hello("msg_1")).catch(() => undefined);
    await until(() => bench.fake.messages.length === 1);
    await first.kill();
    const unlisted = (bench.fake.messages as unknown[]).splice(0);
    const next = await start(bench);
    await next.texts.reconcile();
    (bench.fake.messages as unknown[]).push(...unlisted);
    expect(next.warned).toEqual([expect.stringMatching(/is not to be found at Twilio/)]);
    expect(await refusalOf(next.texts.send(hello("msg_2")))).toMatchObject(refused);
    expect(posts(bench, "/Messages.json")).toHaveLength(1);
    await bench.time.pass(300_000);
    await next.texts.send(hello("msg_3"));
    expect(posts(bench, "/Messages.json")).toHaveLength(2);
  });

  it("does not buy again what it did not find, for some minutes", async () => {
    await using bench = await openTwilioBench();
    const first = await start(bench, { numbers: [] });
    bench.fake.faults.request("silent after accepting", { method: "POST" });
    first.shelf.rent(us).catch(() => undefined);
    await until(() => bench.fake.account.numbers.length === 1);
    await first.kill();
    const unlisted = (bench.fake.account.numbers as unknown[]).splice(0);
    const next = await start(bench);
    await next.shelf.begin();
    (bench.fake.account.numbers as unknown[]).push(...unlisted);
    expect(await refusalOf(next.shelf.rent(us))).toMatchObject(refused);
    expect(posts(bench, "/IncomingPhoneNumbers.json")).toHaveLength(1);
  });
});

describe("what waits when everything is stopped by hand", () => {
  it("is not sent where it waits behind another", async () => {
    await using bench = await openTwilioBench([line]);
    const process = await start(bench);
    bench.fake.faults.request({ slow: 300 }, { method: "POST" });
    const first = process.texts.send(hello("msg_1"));
    const second = refusalOf(process.texts.send(hello("msg_2")));
    await until(() => posts(bench, "/Messages.json").length === 1);
    process.parts.rails.stop();
    await first;
    expect(await second).toMatchObject({ code: "carrier_stopped" });
    expect(posts(bench, "/Messages.json")).toHaveLength(1);
  });

  it("is not asked for again where Twilio had no time for it, and costs nothing", async () => {
    await using bench = await openTwilioBench([line]);
    const process = await start(bench);
    bench.fake.faults.request("429", { method: "POST" });
    const refusal = refusalOf(process.texts.send(hello("msg_1")));
    await until(() => posts(bench, "/Messages.json")[0]?.isOver === true);
    process.parts.rails.stop();
    expect(await refusal).toMatchObject({ code: "carrier_stopped" });
    expect([posts(bench, "/Messages.json").length, spendOf(process).reserved]).toEqual([1, 0]);
    expect(process.parts.outbox.unfinished()).toEqual([]);
  });
});

describe("a text that nobody answered for is found", () => {
  it("though half a character of it became a whole one on the way", async () => {
    await using bench = await openTwilioBench([line]);
    const { texts } = await start(bench);
    bench.fake.people.outcome(anna, "stuck");
    bench.fake.faults.request("reset after accepting", { method: "POST" });
    await bench.finish(texts.send(hello("msg_1", "cut \ud83d")));
    expect(texts.open()).toEqual(bench.fake.messages.map(({ sid }) => sid));
  });

  it("though Twilio's clock is far behind this machine's", async () => {
    await using bench = await openTwilioBench([line], { aheadBy: -300_000 });
    const { texts, shelf } = await start(bench);
    await shelf.begin();
    bench.fake.people.outcome(anna, "stuck");
    bench.fake.faults.request("reset after accepting", { method: "POST" });
    await bench.finish(texts.send(hello("msg_1")));
    expect(texts.open()).toEqual(bench.fake.messages.map(({ sid }) => sid));
  });

  it("without reading all of a long conversation", async () => {
    await using bench = await openTwilioBench([line]);
    const { texts } = await start(bench);
    await texts.send(hello("msg_1", "one of very many"));
    await bench.fake.settled();
    const [one] = bench.fake.messages;
    const many = Array.from({ length: 400 }, (_, place) => ({
      ...one,
      sid: `SM${`${place}`.padStart(32, "0")}`,
    }));
    (bench.fake.messages as unknown[]).push(...many);
    bench.fake.faults.request("reset after accepting", { method: "POST" });
    await bench.finish(texts.send(hello("msg_2")));
    const looks = bench.fake.requests.filter(
      ({ method, path }) => method === "GET" && path.endsWith("/Messages.json"),
    );
    expect(looks).toHaveLength(1);
  });
});
