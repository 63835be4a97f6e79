import { expect, it } from "vitest";
import { NumberShelf } from "../../src/carriers/twilio/numbers/number-shelf.ts";
import type { SettingsOverrides } from "../fake-twilio/open-fake-twilio.ts";
import { openTwilioBench, type TwilioBench, type TwilioProcess } from "../support/twilio-bench.ts";

const number = "+14155550110";
const us = { country: "US", type: "local" } as const;
const demo = "https://demo.twilio.com/welcome/voice/";
const shop = "https://shop.example/sms";

type Process = TwilioProcess & { readonly shelf: NumberShelf };

const start = async (bench: TwilioBench, overrides: SettingsOverrides = {}): Promise<Process> => {
  const process = await bench.start({ numbers: [number], takeOver: true, ...overrides });
  return { ...process, shelf: new NumberShelf(process.world.host, process.parts) };
};

it("puts the URLs back of a number that is one of more than Twilio lists at once", async () => {
  await using bench = await openTwilioBench();
  const { account } = bench.fake;
  for (let place = 0; place < 1_000; place += 1) account.own(`+1212${5_550_000 + place}`);
  account.own(number, { urls: { sms_url: shop } });
  const first = await start(bench);
  await first.shelf.rent(us);
  await first.kill();
  const next = await start(bench);
  await next.shelf.begin();
  expect(account.numberOf(number)?.sms_url).toBe(shop);
  expect(next.warned).toEqual([]);
});

it("keeps what somebody set while the old URLs could not be put back, though the number is rented again", async () => {
  await using bench = await openTwilioBench();
  bench.fake.account.own(number, { urls: { voice_url: demo } });
  const { shelf } = await start(bench);
  await shelf.rent(us);
  bench.fake.faults.request("500", { method: "POST" });
  await shelf.giveBack(number);
  Object.assign(bench.fake.account.numberOf(number) ?? {}, { sms_url: shop });
  await shelf.rent(us);
  await shelf.giveBack(number);
  expect(bench.fake.account.numberOf(number)).toMatchObject({ sms_url: shop, voice_url: demo });
});
