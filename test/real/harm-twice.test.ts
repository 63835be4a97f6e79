import { expect, it } from "vitest";
import type { CallbackDoor } from "../../src/carriers/twilio/callbacks/create-callback-door.ts";
import { TextLine } from "../../src/carriers/twilio/texts/text-line.ts";
import { NumberShelf } from "../../src/carriers/twilio/numbers/number-shelf.ts";
import { refusalOf } from "../contracts/carrier-contract.ts";
import { signatureOf } from "../fake-twilio/sign.ts";
import { openTwilioBench, type TwilioBench } from "../support/twilio-bench.ts";

const line = "+14155550110";
const anna = "+14155550123";

const hello = (id: string, body = "hello") =>
  ({ id, from: line, to: anna, body, channel: "sms", mediaUrls: [] }) as const;

const posts = ({ fake }: TwilioBench, ending: string) =>
  fake.requests.filter(({ method, path }) => method === "POST" && path.endsWith(ending));

const textsOf = (process: Awaited<ReturnType<TwilioBench["start"]>>): TextLine => {
  process.world.lines.add(line);
  return new TextLine(process.world.host, () => process.listener, process.parts);
};

it("sends no text twice that a client tries again by itself, while nobody knows whether the first went", async () => {
  await using bench = await openTwilioBench([line]);
  const process = await bench.start({ numbers: [line] });
  const texts = textsOf(process);
  // The network goes just after Twilio has taken it, and is away for a while.
  bench.fake.publicHosts.clear();
  bench.fake.faults.request("reset after accepting", { method: "POST" });
  bench.fake.faults.request({ status: 403, body: "{}" }, { method: "GET" }, 4);
  const first = await bench.finish(refusalOf(texts.send(hello("msg_1"))));
  expect(first).toMatchObject({ code: "carrier_error", details: { outcome: "unknown" } });
  const reserved = process.parts.rails.state().spend.reserved;
  const again = await bench.finish(refusalOf(texts.send(hello("msg_2"))));
  expect(again).toMatchObject({ code: "carrier_error", details: { outcome: "refused" } });
  expect(again.message).toContain("The very same text was sent to the same number a moment ago");
  expect(posts(bench, "/Messages.json")).toHaveLength(1);
  expect(process.parts.rails.state().spend.reserved).toBe(reserved);
  // Other words go, and the same ones later.
  await bench.finish(texts.send(hello("msg_3", "hello?")));
  await bench.time.pass(300_000);
  await bench.finish(texts.send(hello("msg_4")));
  await bench.fake.settled();
  expect(posts(bench, "/Messages.json")).toHaveLength(3);
});

it("takes a receipt for proof that a text went, where Twilio cannot be asked", async () => {
  await using bench = await openTwilioBench([line]);
  const process = await bench.start({ numbers: [line] });
  const texts = textsOf(process);
  bench.fake.faults.request("reset after accepting", { method: "POST" });
  bench.fake.faults.request({ status: 403, body: "{}" }, { method: "GET" }, 100);
  const sending = texts.send(hello("msg_1"));
  await bench.fake.told({ url: "/text-status", fields: { MessageStatus: "delivered" } });
  await bench.finish(sending);
  expect(process.reports).toEqual([["msg_1", { status: "delivered" }]]);
});

it("sends no text again of which it is heard too late that it went", async () => {
  await using bench = await openTwilioBench([line]);
  const process = await bench.start({ numbers: [line] });
  const texts = textsOf(process);
  bench.fake.publicHosts.clear();
  bench.fake.faults.request("reset after accepting", { method: "POST" });
  bench.fake.faults.request({ status: 403, body: "{}" }, { method: "GET" }, 4);
  await bench.finish(refusalOf(texts.send(hello("msg_1"))));
  const [sent] = bench.fake.messages;
  const [row] = Object.values(process.parts.store.state.outbox);
  const url = process.parts.callbacks.urlOf("text-status", row?.id) ?? "";
  const fields = {
    MessageSid: sent?.sid ?? "",
    MessageStatus: "delivered",
    AccountSid: bench.fake.accountSid,
  };
  const path = new URL(url).pathname;
  await fetch(`http://127.0.0.1:${(process.parts.callbacks as CallbackDoor).port}${path}`, {
    method: "POST",
    headers: {
      "x-twilio-signature": signatureOf(
        bench.fake.authToken,
        url.split("#", 1)[0] ?? "",
        Object.entries(fields),
      ),
      "content-type": "application/x-www-form-urlencoded",
    },
    body: new URLSearchParams(fields),
  });
  expect(process.reports).toEqual([["msg_1", { status: "delivered" }]]);
  expect(await bench.finish(refusalOf(texts.send(hello("msg_2"))))).toMatchObject({
    details: { outcome: "refused" },
  });
  expect(posts(bench, "/Messages.json")).toHaveLength(1);
});

it("buys no second number while nobody knows whether the first was bought", async () => {
  await using bench = await openTwilioBench();
  const process = await bench.start();
  const shelf = new NumberShelf(process.world.host, process.parts);
  bench.fake.faults.request("reset after accepting", { method: "POST" });
  bench.fake.faults.request({ status: 403, body: "{}" }, { method: "GET", path: "/IncomingPhoneNumbers" }, 4);
  const query = { country: "US", type: "local" } as const;
  expect(await bench.finish(refusalOf(shelf.rent(query)))).toMatchObject({ details: { outcome: "unknown" } });
  const reserved = process.parts.rails.state().spend.reserved;
  expect(await bench.finish(refusalOf(shelf.rent(query)))).toMatchObject({ details: { outcome: "refused" } });
  expect(posts(bench, "/IncomingPhoneNumbers.json")).toHaveLength(1);
  expect(process.parts.rails.state().spend.reserved).toBe(reserved);
});

it("takes no text for another that is just like it and still on its way to Twilio", async () => {
  await using bench = await openTwilioBench([line]);
  const process = await bench.start({ numbers: [line] });
  const texts = textsOf(process);
  bench.fake.publicHosts.clear();
  // Twilio never sees the first, and takes its time to answer for the second.
  bench.fake.faults.request("reset", { method: "POST" });
  bench.fake.faults.request({ slow: 3000 }, { method: "POST" });
  const first = refusalOf(texts.send(hello("msg_1")));
  const second = texts.send(hello("msg_2")).catch((error: unknown) => error);
  expect(await bench.finish(first)).toMatchObject({ details: { outcome: "unknown" } });
  await bench.finish(second);
  await bench.fake.settled();
  const rows = Object.values(process.parts.store.state.outbox).map(({ state }) => state);
  expect(rows.filter((state) => state === "done")).toHaveLength(bench.fake.messages.length);
});
