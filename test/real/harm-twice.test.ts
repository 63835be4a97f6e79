import { expect, it } from "vitest";
import { TextLine } from "../../src/carriers/twilio/texts/text-line.ts";
import { NumberShelf } from "../../src/carriers/twilio/numbers/number-shelf.ts";
import { refusalOf } from "../contracts/carrier-contract.ts";
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
