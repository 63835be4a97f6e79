import { describe, expect, it } from "vitest";
import { NumberShelf } from "../../src/carriers/twilio/numbers/number-shelf.ts";
import { refusalOf } from "../contracts/carrier-contract.ts";
import type { SettingsOverrides } from "../fake-twilio/open-fake-twilio.ts";
import { openTwilioBench, until, type TwilioBench, type TwilioProcess } from "../support/twilio-bench.ts";

const francisco = "+14155550110";
const york = "+12125550120";
const us = { country: "US", type: "local" } as const;
const demo = "https://demo.twilio.com/welcome/voice/";
const shop = "https://shop.example/sms";
const stale = "https://old-tunnel.example/tw/sms#rc=3";

type Process = TwilioProcess & { readonly shelf: NumberShelf };

const start = async (bench: TwilioBench, overrides: SettingsOverrides = {}): Promise<Process> => {
  const process = await bench.start(overrides);
  return { ...process, shelf: new NumberShelf(process.world.host, process.parts) };
};

/** Rents a number and puts it on a line, as the domain does. */
const rent = async (
  { shelf, world }: Process,
  query: Parameters<NumberShelf["rent"]>[0] = us,
): Promise<string> => {
  const number = await shelf.rent(query);
  world.lines.add(number);
  return number;
};

const giveBack = async ({ shelf, world }: Process, number: string): Promise<void> => {
  await shelf.giveBack(number);
  world.lines.delete(number);
};

const urlsAt = ({ fake }: TwilioBench, number: string) => {
  const { sms_url, voice_url, status_callback, sms_fallback_url, voice_fallback_url } =
    fake.account.numberOf(number) ?? {};
  return { sms_url, voice_url, status_callback, sms_fallback_url, voice_fallback_url };
};

const none = {
  sms_url: "",
  voice_url: "",
  status_callback: "",
  sms_fallback_url: "",
  voice_fallback_url: "",
};
const writes = ({ fake }: TwilioBench): readonly string[] =>
  fake.requests
    .filter(({ method }) => method !== "GET")
    .map(({ method, path }) => `${method} ${path.split("/")[4] ?? ""}`);

describe("the numbers that were given", () => {
  it("are rented before any is bought, each to one line, and lead to ringback meanwhile", async () => {
    await using bench = await openTwilioBench([francisco, york]);
    const process = await start(bench);
    expect([await rent(process), await rent(process)]).toEqual([francisco, york]);
    expect(urlsAt(bench, francisco)).toEqual({
      ...none,
      sms_url: expect.stringMatching(/^https:\/\/ringback\.example\/tw\/sms(#|$)/),
      voice_url: expect.stringMatching(/^https:\/\/ringback\.example\/tw\/voice(#|$)/),
      status_callback: expect.stringMatching(/^https:\/\/ringback\.example\/tw\/call-status(#|$)/),
    });
    expect(bench.fake.account.count("numbers")).toBe(0);
  });

  it("are chosen by area code where one is wished for", async () => {
    await using bench = await openTwilioBench([francisco, york]);
    const process = await start(bench);
    expect(await rent(process, { ...us, locality: "212" })).toBe(york);
  });

  it("serve a wish for another country only from numbers of that country", async () => {
    await using bench = await openTwilioBench([francisco, "+14165550130", "+447700900140", "+18005550150"]);
    const process = await start(bench, { allowBuying: false });
    expect(await rent(process, { country: "CA", type: "local" })).toBe("+14165550130");
    expect(await rent(process, { country: "GB", type: "mobile" })).toBe("+447700900140");
    expect(await rent(process, { country: "US", type: "national" })).toBe("+18005550150");
    expect(await rent(process, { country: "US", type: "mobile" })).toBe(francisco);
  });

  it("are put back as they were when the line is given back, in one request each, and are rented again", async () => {
    await using bench = await openTwilioBench();
    const urls = { sms_url: shop, sms_fallback_url: "https://shop.example/broken", voice_url: demo };
    bench.fake.account.own(francisco, { urls });
    const process = await start(bench, { numbers: [francisco], takeOver: true });
    await rent(process);
    expect(urlsAt(bench, francisco)).toMatchObject({
      sms_fallback_url: "",
      sms_url: expect.stringContaining("/tw/sms"),
    });
    await giveBack(process, francisco);
    expect(urlsAt(bench, francisco)).toEqual({ ...none, ...urls });
    expect(writes(bench)).toEqual(["POST IncomingPhoneNumbers", "POST IncomingPhoneNumbers"]);
    expect(await rent(process)).toBe(francisco);
  });

  it("are asked by POST meanwhile, and in their own way again afterwards", async () => {
    await using bench = await openTwilioBench();
    const own = { sms_method: "GET", voice_method: "GET", status_callback_method: "GET" };
    const urls = { sms_url: shop, voice_url: shop, status_callback: shop, voice_fallback_url: shop, ...own };
    bench.fake.account.own(francisco, { urls });
    const process = await start(bench, { takeOver: true, numbers: [francisco] });
    const number = await rent(process);
    expect(bench.fake.account.numberOf(number)).toMatchObject({
      sms_method: "POST",
      voice_method: "POST",
      status_callback_method: "POST",
      voice_fallback_url: "",
    });
    await giveBack(process, number);
    expect(bench.fake.account.numberOf(number)).toMatchObject(urls);
  });

  it("do not forget their old URLs where these could not be put back before they are rented again", async () => {
    await using bench = await openTwilioBench();
    bench.fake.account.own(francisco, { urls: { voice_url: demo } });
    const process = await start(bench, { numbers: [francisco] });
    await rent(process);
    bench.fake.faults.request("500", { method: "POST" });
    await giveBack(process, francisco);
    expect(urlsAt(bench, francisco).voice_url).toContain("/tw/voice");
    await rent(process);
    await giveBack(process, francisco);
    expect(urlsAt(bench, francisco)).toEqual({ ...none, voice_url: demo });
  });

  it("keep what somebody else set meanwhile", async () => {
    await using bench = await openTwilioBench([francisco]);
    const process = await start(bench);
    await rent(process);
    Object.assign(bench.fake.account.numberOf(francisco) ?? {}, { sms_url: shop });
    await giveBack(process, francisco);
    expect(urlsAt(bench, francisco)).toEqual({ ...none, sms_url: shop });
  });

  it("are left alone where their URLs lead to something that runs, and the refusal says what helps", async () => {
    await using bench = await openTwilioBench();
    bench.fake.account.own(francisco, { urls: { sms_url: shop } });
    const process = await start(bench, { numbers: [francisco], allowBuying: false });
    await process.shelf.begin();
    expect(process.warned).toEqual([
      expect.stringMatching(/\+1415•••0110 \(smsUrl\).+RINGBACK_REAL_TAKE_OVER=1/),
    ]);
    const refusal = await refusalOf(process.shelf.rent(us));
    expect(refusal.code).toBe("number_unavailable");
    expect(refusal.message).toMatch(
      /RINGBACK_REAL_NUMBERS.+RINGBACK_REAL_ALLOW_BUY=1.+RINGBACK_REAL_TAKE_OVER=1/s,
    );
    expect(urlsAt(bench, francisco)).toEqual({ ...none, sms_url: shop });
    expect(writes(bench)).toEqual([]);
  });

  it("are used where only Twilio's demo, or a ringback that is gone, is in the way", async () => {
    await using bench = await openTwilioBench();
    bench.fake.account.own(francisco, { urls: { voice_url: demo, sms_url: stale } });
    const process = await start(bench, { numbers: [francisco] });
    await process.shelf.begin();
    await rent(process);
    await giveBack(process, francisco);
    expect([process.warned, urlsAt(bench, francisco)]).toEqual([[], { ...none, voice_url: demo }]);
  });

  it("are said to be odd where a trunk would swallow what comes, or where they cannot text", async () => {
    await using bench = await openTwilioBench();
    bench.fake.account.own(francisco, { trunkSid: `TK${"0".repeat(32)}` });
    bench.fake.account.own(york, { capabilities: { sms: false } });
    const process = await start(bench, { numbers: [francisco, york, "+13105550160"] });
    await process.shelf.begin();
    expect(process.warned).toEqual([
      expect.stringMatching(/\+1415•••0110 belongs to a SIP trunk.+Twilio's console/),
      expect.stringMatching(/\+1212•••0120 cannot do sms/),
      expect.stringMatching(/\+1310•••0160 is not among the Twilio account's.+RINGBACK_REAL_NUMBERS/),
    ]);
  });

  it("are claimed by name, and no other number is", async () => {
    await using bench = await openTwilioBench([francisco, york]);
    const { shelf } = await start(bench, { numbers: [francisco, "+13105550160"] });
    await shelf.claim(francisco);
    expect(urlsAt(bench, francisco).sms_url).toContain("/tw/sms");
    for (const [number, cure] of [
      [york, /\+1212•••0120 is none of those.+RINGBACK_REAL_NUMBERS/],
      ["+13105550160", /\+1310•••0160 is not among the Twilio account's/],
    ] as const) {
      expect(await refusalOf(shelf.claim(number))).toMatchObject({
        code: "number_unavailable",
        message: expect.stringMatching(cure),
      });
    }
  });

  it("keep their URLs where ringback polls", async () => {
    await using bench = await openTwilioBench();
    bench.fake.account.own(francisco, { urls: { sms_url: shop } });
    const process = await start(bench, { numbers: [francisco], hearing: "poll", publicUrl: undefined });
    await process.shelf.begin();
    expect(process.warned).toEqual([expect.stringMatching(/\+1415•••0110 has URLs that lead elsewhere/)]);
    expect(await rent(process)).toBe(francisco);
    await process.shelf.restore();
    expect([writes(bench), Object.keys(process.parts.store.state.numbers)]).toEqual([[], [francisco]]);
  });
});

describe("when ringback ends", () => {
  it("puts back every number's URLs, and goes on where one cannot be", async () => {
    await using bench = await openTwilioBench([francisco, york]);
    const process = await start(bench);
    await rent(process);
    await rent(process);
    bench.fake.faults.request("500", { method: "POST", path: "IncomingPhoneNumbers" });
    await process.shelf.restore();
    expect(urlsAt(bench, francisco).sms_url).toContain("/tw/sms");
    expect(urlsAt(bench, york)).toEqual(none);
    expect(process.warned).toEqual([
      expect.stringMatching(/\+1415•••0110 could not be put back.+next start tries again/),
    ]);
  });

  it.each([
    ["a crash", undefined],
    ["a crash, under another public URL", "https://new-tunnel.example"],
  ])("leaves to the next start what %s did not put back", async (_what, publicUrl) => {
    await using bench = await openTwilioBench();
    bench.fake.account.own(francisco, { urls: { voice_url: demo } });
    const first = await start(bench, { numbers: [francisco] });
    await rent(first);
    await first.kill();
    expect(urlsAt(bench, francisco).voice_url).toContain("/tw/voice");
    const next = await start(bench, publicUrl === undefined ? {} : { publicUrl });
    await next.shelf.begin();
    expect(urlsAt(bench, francisco)).toEqual({ ...none, voice_url: demo });
    expect(next.parts.store.state.numbers).toEqual({});
    expect(next.did).toEqual([
      "The URLs of the number +1415•••0110 are again as they were before ringback set its own.",
    ]);
  });

  it("has the old URLs on disk before the new ones are set", async () => {
    await using bench = await openTwilioBench();
    bench.fake.account.own(francisco, { urls: { voice_url: demo } });
    const first = await start(bench, { numbers: [francisco] });
    // Twilio does it, and nobody is told.
    bench.fake.faults.request("reset after accepting", { method: "POST", path: "IncomingPhoneNumbers" });
    expect(await refusalOf(first.shelf.rent(us))).toMatchObject({
      code: "carrier_error",
      details: { outcome: "unknown" },
    });
    expect(urlsAt(bench, francisco).voice_url).toContain("/tw/voice");
    await first.kill();
    await (await start(bench)).shelf.begin();
    expect(urlsAt(bench, francisco)).toEqual({ ...none, voice_url: demo });
  });
});

describe("a number that is bought", () => {
  it("is as wished, bears ringback's name, and stays on the shelf", async () => {
    await using bench = await openTwilioBench();
    const process = await start(bench);
    const number = await rent(process, { ...us, locality: "new-york" });
    expect(number).toBe("+12125550141");
    expect(bench.fake.account.numberOf(number)?.friendly_name).toMatch(/^ringback:buy-/);
    expect(urlsAt(bench, number).sms_url).toContain("/tw/sms");
    expect(process.did).toEqual([expect.stringMatching(/\+1212•••0141 was bought.+\$\d+\.\d\d a month/)]);
    await giveBack(process, number);
    expect(urlsAt(bench, number)).toEqual(none);
    await process.kill();
    const next = await start(bench, { allowBuying: false });
    await next.shelf.begin();
    expect(await rent(next)).toBe(number);
  });

  it.each([
    [{ ...us, locality: "212" }, "+12125550141"],
    [{ ...us, locality: "atlantis" }, "+14155550131"],
    [{ country: "US", type: "national" }, "+18005550151"],
    [{ country: "CA", type: "mobile" }, "+14165550161"],
  ] as const)("answers %j with %s", async (query, number) => {
    await using bench = await openTwilioBench();
    const process = await start(bench);
    expect(await process.shelf.rent(query)).toBe(number);
  });

  it("texts and talks and wants no papers, whatever else is for sale", async () => {
    await using bench = await openTwilioBench();
    const { account } = bench.fake;
    account.sellNothing();
    account.sell("+13105550161", { capabilities: { voice: true, sms: false, mms: false } });
    account.sell("+13105550162", { capabilities: { voice: false, sms: true, mms: true } });
    account.sell("+13105550163", { address: "any" });
    account.sell("+13105550164");
    const process = await start(bench);
    expect(await rent(process)).toBe("+13105550164");
    expect(await refusalOf(process.shelf.rent(us))).toMatchObject({ code: "number_unavailable" });
  });

  it("is bought from no other area code than the one that was named: money is spent", async () => {
    await using bench = await openTwilioBench();
    const process = await start(bench);
    expect(await refusalOf(process.shelf.rent({ ...us, locality: "303" }))).toMatchObject({
      code: "number_unavailable",
      details: { country: "US", type: "local", areaCode: "303" },
    });
    expect(bench.fake.account.count("numbers")).toBe(0);
  });

  it("is bought once for an errand, in whichever process", async () => {
    await using bench = await openTwilioBench();
    const query = { ...us, errand: "purchase agent_1 key-1" };
    const first = await start(bench);
    const number = await rent(first, query);
    expect(await refusalOf(first.shelf.rent(query))).toMatchObject({
      code: "number_unavailable",
      message: expect.stringMatching(/made before.+\+1415•••0131.+idempotency key/s),
    });
    await first.kill();
    const next = await start(bench);
    await next.shelf.begin();
    expect(await rent(next, query)).toBe(number);
    expect(bench.fake.account.count("numbers")).toBe(1);
    expect(await rent(next, { ...us, errand: "purchase agent_1 key-2" })).not.toBe(number);
  });

  it("is found by its name where nobody answered", async () => {
    await using bench = await openTwilioBench();
    const process = await start(bench);
    bench.fake.faults.request("reset after accepting", { method: "POST", path: "IncomingPhoneNumbers.json" });
    const number = await bench.finish(process.shelf.rent(us));
    expect(number).toBe("+14155550131");
    expect(process.parts.store.state.numbers[number]).toMatchObject({ bought: true, country: "US" });
    expect(bench.fake.account.count("numbers")).toBe(1);
  });

  it("is found at the next start where a process ended in between", async () => {
    await using bench = await openTwilioBench();
    const query = { ...us, errand: "purchase agent_1 key-1" };
    const first = await start(bench);
    bench.fake.faults.request("silent after accepting", {
      method: "POST",
      path: "IncomingPhoneNumbers.json",
    });
    first.shelf.rent(query).catch(() => undefined);
    await until(() => bench.fake.account.numbers.length === 1);
    await first.kill();
    const next = await start(bench);
    await next.shelf.begin();
    expect(next.warned).toEqual([expect.stringMatching(/\+1415•••0131.+was bought, and can be rented now/)]);
    expect(await rent(next, query)).toBe("+14155550131");
    expect(bench.fake.account.count("numbers")).toBe(1);
  });

  it("is ringback's though it ended before it could note that", async () => {
    await using bench = await openTwilioBench();
    const query = { ...us, errand: "purchase agent_1 key-1" };
    const first = await start(bench);
    const number = await rent(first, query);
    first.parts.store.change(({ numbers }) => void delete numbers[number]);
    await first.kill();
    const next = await start(bench, { allowBuying: false });
    await next.shelf.begin();
    expect(await rent(next, query)).toBe(number);
  });

  it("is lost where the account has none such: it is not bought again by itself", async () => {
    await using bench = await openTwilioBench();
    const query = { ...us, errand: "purchase agent_1 key-1" };
    const first = await start(bench);
    bench.fake.faults.request("silent", { method: "POST", path: "IncomingPhoneNumbers.json" });
    first.shelf.rent(query).catch(() => undefined);
    await until(() => writes(bench).length === 1);
    await first.kill();
    const next = await start(bench);
    await next.shelf.begin();
    expect(next.warned).toEqual([expect.stringMatching(/not among the account's. It is not bought again/)]);
    expect(await refusalOf(next.shelf.rent(query))).toMatchObject({
      code: "carrier_error",
      details: { outcome: "unknown" },
    });
    expect(writes(bench)).toHaveLength(1);
  });

  it("is another one where somebody was quicker, and the same errand may then be tried anew", async () => {
    await using bench = await openTwilioBench();
    const process = await start(bench);
    const query = { ...us, errand: "purchase agent_1 key-1" };
    const gone = { status: 400, body: JSON.stringify({ code: 21422, message: "Gone", status: 400 }) };
    bench.fake.faults.request(gone, { method: "POST", path: "IncomingPhoneNumbers.json" }, 4);
    expect(await refusalOf(process.shelf.rent(query))).toMatchObject({ code: "number_unavailable" });
    expect(await rent(process, query)).toBe("+14155550132");
    expect(bench.fake.account.count("numbers")).toBe(1);
    expect(process.parts.rails.state().spend.reserved).toBeLessThan(3_000_000);
  });

  it("needs the papers that a country asks for, and says where to name them", async () => {
    await using bench = await openTwilioBench();
    const mobile = { country: "GB", type: "mobile" } as const;
    const bare = await start(bench);
    const refusal = await refusalOf(bare.shelf.rent(mobile));
    expect(refusal).toMatchObject({
      code: "unsupported_configuration",
      message: expect.stringMatching(/RINGBACK_REAL_REGISTRATIONS, as GB mobile=/),
      details: { field: "type", allowed: ["local", "national"], errorCode: "21649" },
    });
    await bare.kill();
    const papers = { addressSid: `AD${"0".repeat(32)}`, bundleSid: `BU${"0".repeat(32)}` };
    const process = await start(bench, { registrations: { "GB mobile": papers } });
    expect(await rent(process, mobile)).toBe("+447700900171");
    expect(
      bench.fake.requests.filter(({ form }) => form["PhoneNumber"] === "+447700900171").at(-1)?.form,
    ).toMatchObject({
      AddressSid: papers.addressSid,
      BundleSid: papers.bundleSid,
    });
  });

  it("is not bought where that is not allowed, or would cost more than may be spent", async () => {
    await using bench = await openTwilioBench();
    const forbidden = await start(bench, { allowBuying: false });
    expect((await refusalOf(forbidden.shelf.rent(us))).code).toBe("number_unavailable");
    await forbidden.kill();
    const poor = await start(bench, { allowBuying: true, limits: { spendPerDay: 1_000_000 } });
    expect((await refusalOf(poor.shelf.rent(us))).code).toBe("spend_cap_reached");
    expect(writes(bench)).toEqual([]);
  });

  it("may be another ringback's: then it is named, and not used", async () => {
    await using bench = await openTwilioBench();
    bench.fake.account.own(francisco, { friendlyName: "ringback:buy-1" });
    const process = await start(bench, { allowBuying: false, numbers: [] });
    await process.shelf.begin();
    expect(process.warned).toEqual([
      expect.stringMatching(/\+1415•••0110 seems to have been bought.+costs rent/),
    ]);
    expect((await refusalOf(process.shelf.rent(us))).code).toBe("number_unavailable");
  });
});

describe("releasing for ever", () => {
  const bought = async (bench: TwilioBench, overrides: SettingsOverrides = {}) => {
    const process = await start(bench, overrides);
    const number = await rent(process);
    return { process, number };
  };

  it("takes a bought number that is on no line", async () => {
    await using bench = await openTwilioBench();
    const { process, number } = await bought(bench);
    expect((await refusalOf(process.shelf.release(number))).code).toBe("in_use");
    await giveBack(process, number);
    await process.shelf.release(number);
    expect([bench.fake.account.numbers, process.parts.store.state.numbers]).toEqual([[], {}]);
  });

  it("takes no number that was given, was renamed, or may not be released", async () => {
    await using bench = await openTwilioBench([francisco]);
    const given = await start(bench, { numbers: [francisco] });
    await rent(given);
    await giveBack(given, francisco);
    expect(await refusalOf(given.shelf.release(francisco))).toMatchObject({
      code: "not_possible",
      message: expect.stringMatching(/did not buy the number \+1415•••0110/),
    });
    await given.kill();
    const { process, number } = await bought(bench, { numbers: [] });
    await giveBack(process, number);
    Object.assign(bench.fake.account.numberOf(number) ?? {}, { friendly_name: "Front desk" });
    expect((await refusalOf(process.shelf.release(number))).message).toMatch(/renamed/);
    await process.kill();
    const careful = await start(bench, { allowReleasing: false });
    expect((await refusalOf(careful.shelf.release(number))).code).toBe("not_possible");
    expect(bench.fake.account.numbers).toHaveLength(2);
  });

  it("looks whether it is gone where nobody answered", async () => {
    await using bench = await openTwilioBench();
    const { process, number } = await bought(bench);
    await giveBack(process, number);
    bench.fake.faults.request("reset after accepting", { method: "DELETE" });
    await process.shelf.release(number);
    expect(process.parts.store.state.numbers).toEqual({});
  });
});

it("changes nothing at Twilio in a dry run, and says what it would have done", async () => {
  await using bench = await openTwilioBench([francisco]);
  const process = await start(bench, { numbers: [francisco], dryRun: true });
  await process.shelf.begin();
  expect(await rent(process)).toBe(francisco);
  const imagined = await rent(process);
  expect(imagined).toBe("+14155550131");
  await giveBack(process, francisco);
  await giveBack(process, imagined);
  await process.shelf.restore();
  expect(writes(bench)).toEqual([]);
  expect(process.did).toEqual([
    expect.stringMatching(/Dry run/),
    expect.stringMatching(/not changed: .+\+1415•••0110/),
    expect.stringMatching(/not bought: .+\+1415•••0131/),
  ]);
});

it("does not begin where Twilio does not let it in", async () => {
  await using bench = await openTwilioBench([francisco]);
  const { shelf, parts } = await start(bench);
  bench.fake.faults.request({
    status: 401,
    body: JSON.stringify({ code: 20003, message: "Authenticate", status: 401 }),
  });
  const refusal = await refusalOf(shelf.begin());
  expect(refusal).toMatchObject({ code: "carrier_error", details: { errorCode: "20003" } });
  expect(refusal.message).not.toContain(parts.settings.account.password);
});

it("says which countries and types there are", async () => {
  await using bench = await openTwilioBench();
  const { shelf } = await start(bench);
  expect(await refusalOf(shelf.rent({ country: "XX", type: "local" }))).toMatchObject({
    code: "unsupported_configuration",
    details: { field: "country", allowed: expect.arrayContaining(["US", "BR"]) },
  });
});
