import { describe, expect, it } from "vitest";
import { maskNumber, maskText } from "../../src/carriers/twilio/rails/masked.ts";
import type { RealAct } from "../../src/carriers/twilio/rails/rails.ts";
import { accountSid, anna, bea, line, openRailsBench, refusal } from "../support/rails-bench.ts";

const text = (to: string, segments = 1): RealAct => ({ do: "text", from: line, to, segments, media: 0 });
const call = (to: string, seconds = 120): RealAct => ({ do: "call", from: line, to, seconds });
const transfer = (to: string): RealAct => ({ do: "transfer", from: line, to, seconds: 60 });
const take = (from: string): RealAct => ({ do: "take", from, to: line, seconds: 60 });
const press = (digits: string): RealAct => ({ do: "press", digits });
const hour = 3_600_000;

describe("who may be reached", () => {
  it("lets a text go to somebody on the list", () => {
    using bench = openRailsBench();
    expect(bench.rails.pass(text(anna), "text 1")).toEqual({ id: "text 1", dry: false });
  });

  it.each([text(bea), call(bea), transfer(bea)])(
    "refuses to $do to anybody else, and says how to allow it",
    (act) => {
      using bench = openRailsBench();
      const { code, message } = refusal(() => bench.rails.pass(act, "1"));
      expect(code).toBe("recipient_not_allowed");
      expect(message).toBe(
        "+1212•••0145 may not be reached: it is not in RINGBACK_REAL_ALLOW_TO. If its owner agrees, add it there in E.164 form and start ringback again.",
      );
      expect(bench.rails.refusalOf(act)).toBe(message);
      expect(bench.rails.state().spend).toMatchObject({ settled: 0, reserved: 0 });
    },
  );

  it("reaches nobody when the list is empty", () => {
    using bench = openRailsBench({ allowTo: [] });
    expect(refusal(() => bench.rails.pass(text(anna), "1")).message).toMatch(
      /RINGBACK_REAL_ALLOW_TO is empty, so nobody/,
    );
  });

  it.each([
    "+1 415 555 0123",
    "14155550123",
    "+14155550123 ",
    "+1415555012",
    "+141555501234",
    "anna@example.com",
    "tel:+14155550123",
    "",
    "+10155550123",
  ])("wants E.164, letter for letter, even from everybody: %j", (to) => {
    using bench = openRailsBench({ allowTo: "everybody" });
    expect(refusal(() => bench.rails.pass(text(to), "1")).code).toBe("recipient_not_allowed");
  });

  it.each(
    [
      ["911", "+911", "+1911", "911#", "9,911", "tel:911", "９１１", "112", "+112"],
      ["999", "000", "+61000", "110", "119", "933", "988", "311", "+1411"],
      [
        "741741",
        "12345",
        "+12345",
        "1",
        "*67",
        "+18002738255",
        "+448001111",
        "urn:service:sos",
        "+19005550123",
      ],
      [
        "+19765550123",
        "+12129761234",
        "+19115550123",
        "+14115550123",
        "+97912345678",
        "+870123456789",
        "+8816123456789",
        "+882123456789",
        "+88312345678",
      ],
      ["+449012345678", "+447012345678", "+49900123456", "+33891234567", "+34803123456", "+31900123456"],
    ].flat(),
  )("never reaches %s, though it be on the list", (to) => {
    using bench = openRailsBench({ allowTo: [to] });
    using open = openRailsBench({ allowTo: "everybody" });
    for (const { rails } of [bench, open]) {
      for (const act of [text(to), call(to), transfer(to)]) {
        expect(refusal(() => rails.pass(act, "1")).code).toBe("number_protected");
      }
    }
  });

  it("takes calls and hears texts only of those who are listed for it", () => {
    using bench = openRailsBench({ allowTo: [bea], allowFrom: [anna] });
    expect([bench.rails.hears(anna), bench.rails.hears(bea), bench.rails.hears("anonymous")]).toEqual([
      true,
      false,
      false,
    ]);
    expect(bench.rails.pass(take(anna), "in 1").dry).toBe(false);
    expect(refusal(() => bench.rails.pass(take(bea), "in 2"))).toMatchObject({
      code: "recipient_not_allowed",
      message: expect.stringContaining("Add it there and start ringback again") as unknown,
    });
  });
});

describe("keys pressed in a call", () => {
  it.each([
    "911",
    "9911",
    "9,911",
    "9w911",
    "91911",
    "1911#",
    "*67911",
    "#911",
    "5#112",
    "9-1-1",
    "9w1w1",
    "0,000",
    "0112",
    "988",
    "18002738255",
    "8002738255",
    "411",
  ])("do not dial help by %s", (digits) => {
    using bench = openRailsBench();
    expect(refusal(() => bench.rails.pass(press(digits), "1")).code).toBe("number_protected");
  });

  it.each(["1", "17", "*", "#", "150", "1999", "0000", "4111111111111111", "33112", "12w3#", "5551234"])(
    "may be %s",
    (digits) => {
      using bench = openRailsBench();
      expect(bench.rails.pass(press(digits), "1").dry).toBe(false);
    },
  );

  it("are keys of a telephone", () => {
    using bench = openRailsBench();
    expect(refusal(() => bench.rails.pass(press("９１１"), "1")).message).toMatch(/0 to 9, \* and #/);
  });
});

describe("the day's money", () => {
  it("is set aside before anything is sent, and given back when nothing came of it", () => {
    using bench = openRailsBench();
    bench.rails.pass(text(anna, 3), "text 1");
    expect(bench.rails.state().spend).toEqual({
      day: "2026-07-01",
      settled: 0,
      reserved: 60_000,
      cap: 1_000_000,
    });
    bench.rails.settle("text 1", 0);
    expect(bench.rails.state().spend).toMatchObject({ settled: 0, reserved: 0 });
  });

  it("is what Twilio says it cost, once it says so; a later word counts, the same one only once", () => {
    using bench = openRailsBench();
    bench.rails.pass(text(anna), "text 1");
    for (const cost of [7900, 7900, 8300]) bench.rails.settle("text 1", cost);
    expect(bench.rails.state().spend).toMatchObject({ settled: 8300, reserved: 0 });
  });

  it("does not grow by what is no amount, and not by what nobody set aside", () => {
    using bench = openRailsBench();
    bench.rails.pass(text(anna), "text 1");
    for (const cost of [-5, Number.NaN, Number.POSITIVE_INFINITY]) bench.rails.settle("text 1", cost);
    for (const id of ["text 2", "constructor", "__proto__"]) bench.rails.settle(id, 500);
    expect(bench.rails.state().spend).toMatchObject({ settled: 0, reserved: 20_000 });
  });

  it("counts more than was set aside, where Twilio charged more", () => {
    using bench = openRailsBench();
    bench.rails.pass(text(anna), "text 1");
    bench.rails.settle("text 1", 990_000);
    expect(refusal(() => bench.rails.pass(text(anna), "text 2")).code).toBe("spend_cap_reached");
  });

  it("counts the texts that come in, which nobody can refuse, and leaves what is sent the less", () => {
    using bench = openRailsBench({ limits: { spendPerDay: 100_000 } });
    bench.rails.cameIn({ to: line, segments: 2, hasFiles: false });
    bench.rails.cameIn({ to: line, segments: 1, hasFiles: true });
    expect(bench.rails.state().spend).toMatchObject({ settled: 85_000, reserved: 0 });
    expect(refusal(() => bench.rails.pass(text(anna), "text 1")).message).toContain("$0.085 are spent");
    bench.rails.cameIn({ to: line, segments: Number.NaN, hasFiles: false });
    bench.restart();
    expect(bench.rails.state().spend.settled).toBe(100_000);
    bench.time.jump(24 * hour);
    bench.rails.cameIn({ to: "+4915112345678", segments: 1, hasFiles: false });
    expect(bench.rails.state().spend).toMatchObject({ day: "2026-07-02", settled: 30_000 });
  });

  it("refuses what could go over the cap, in dollars and with the cure", () => {
    using bench = openRailsBench({ limits: { spendPerDay: 50_000 } });
    bench.rails.pass(text(anna), "text 1");
    bench.rails.settle("text 1", 8300);
    bench.rails.pass(text(anna), "text 2");
    const { code, message, details } = refusal(() => bench.rails.pass(text(anna, 2), "text 3"));
    expect(code).toBe("spend_cap_reached");
    expect(message).toBe(
      "This may cost $0.04. On 2026-07-01 (UTC) $0.0083 are spent and $0.02 set aside, and the day's cap is $0.05. " +
        "Wait until what is set aside is settled or the next day, or raise RINGBACK_REAL_SPEND_CAP_USD.",
    );
    expect(details).toEqual({
      day: "2026-07-01",
      costUsd: 0.04,
      spentUsd: 0.0083,
      reservedUsd: 0.02,
      capUsd: 0.05,
    });
  });

  it.each([Number.NaN, -1])("is none at all under a cap of %s", (spendPerDay) => {
    using bench = openRailsBench({ limits: { spendPerDay } });
    expect(refusal(() => bench.rails.pass(text(anna), "1")).code).toBe("spend_cap_reached");
  });

  it("does not go to an act that counts what is no number", () => {
    using bench = openRailsBench();
    expect(refusal(() => bench.rails.pass(text(anna, Number.NaN), "1")).code).toBe("internal_error");
    expect(refusal(() => bench.rails.pass(call(anna, Number.POSITIVE_INFINITY), "2")).code).toBe(
      "internal_error",
    );
  });

  it("begins anew at midnight UTC, and what was set aside stays with its day", () => {
    using bench = openRailsBench({ limits: { spendPerDay: 20_000 } });
    bench.time.jump(24 * hour - 1);
    bench.rails.pass(text(anna), "text 1");
    expect(refusal(() => bench.rails.pass(text(anna), "text 2")).code).toBe("spend_cap_reached");
    bench.time.jump(1);
    expect(bench.rails.state().spend).toEqual({ day: "2026-07-02", settled: 0, reserved: 0, cap: 20_000 });
    bench.rails.settle("text 1", 8300);
    expect(bench.rails.state().spend).toMatchObject({ settled: 0, reserved: 0 });
    bench.rails.pass(text(anna), "text 3");
    bench.rails.settle("text 1", 0);
    expect(bench.rails.state().spend).toMatchObject({ day: "2026-07-02", settled: 0, reserved: 20_000 });
  });

  it("does not begin a second time when a clock is set back, not even in a new process", () => {
    using bench = openRailsBench({ limits: { spendPerDay: 20_000 } });
    bench.rails.pass(text(anna), "text 1");
    for (const jump of [-24 * hour, 24 * hour]) {
      bench.time.jump(jump);
      bench.restart();
      expect(refusal(() => bench.rails.pass(text(anna), "text 2")).code).toBe("spend_cap_reached");
    }
  });

  it("is remembered by the next process", () => {
    using bench = openRailsBench();
    bench.rails.pass(text(anna), "text 1");
    bench.rails.pass(text(anna), "text 2");
    bench.rails.settle("text 2", 8300);
    bench.restart();
    expect(bench.rails.state()).toMatchObject({
      spend: { settled: 8300, reserved: 20_000 },
      textsThisHour: 2,
    });
  });

  it.each([
    ["a country ringback has prices for", "+4915112345678", 200_000],
    ["any other country", "+8801712345678", 500_000],
    ["an island with the code of the United States", "+18765550123", 500_000],
  ])("sets more aside for %s", (_where, to, most) => {
    using bench = openRailsBench({ allowTo: [to] });
    bench.rails.pass(text(to), "1");
    expect(bench.rails.state().spend.reserved).toBe(most);
  });
});

describe("the money of a call", () => {
  it("is that of every begun minute with what comes beside the connection", () => {
    using bench = openRailsBench({ record: true, detectMachines: true });
    bench.rails.pass(call(anna, 61), "call 1");
    expect(bench.rails.state().spend.reserved).toBe(2 * (30_000 + 80_000 + 5_000) + 10_000);
  });

  it("falls to what it lasted, and Twilio's price for the connection takes nothing else away", () => {
    using bench = openRailsBench();
    bench.rails.pass(call(anna, 120), "call 1");
    bench.rails.callOver("call 1", 59);
    expect(bench.rails.state()).toMatchObject({ spend: { settled: 0, reserved: 110_000 }, liveCalls: 0 });
    bench.rails.settle("call 1", 14_000);
    expect(bench.rails.state().spend).toMatchObject({ settled: 94_000, reserved: 0 });
  });

  it("is the same in whichever order the end and the price are heard", () => {
    using bench = openRailsBench();
    bench.rails.pass(call(anna, 120), "call 1");
    bench.rails.settle("call 1", 14_000);
    bench.rails.callOver("call 1", 59);
    expect(bench.rails.state().spend).toMatchObject({ settled: 94_000, reserved: 0 });
  });

  it("is nothing where nobody answered", () => {
    using bench = openRailsBench({ detectMachines: true });
    bench.rails.pass(call(anna), "call 1");
    bench.rails.callOver("call 1", 0);
    expect(bench.rails.state().spend).toMatchObject({ settled: 0, reserved: 0 });
  });

  it("is heard of by the next process", () => {
    using bench = openRailsBench();
    bench.rails.pass(call(anna, 120), "call 1");
    bench.restart();
    bench.rails.callOver("call 1", 30);
    expect(bench.rails.state().spend.reserved).toBe(110_000);
  });

  it("is set aside for one that is taken and one that is handed over, too", () => {
    using bench = openRailsBench();
    bench.rails.pass(take(anna), "in 1");
    expect(bench.rails.state().spend.reserved).toBe(105_000);
    bench.rails.pass(transfer(anna), "in 1 transfer");
    expect(bench.rails.state().spend.reserved).toBe(135_000);
  });
});

describe("one act, one leave", () => {
  it("gives the old leave to the same id, and sets nothing aside again", () => {
    using bench = openRailsBench({ limits: { textsPerHour: 1 } });
    bench.rails.pass(text(anna), "text 1");
    bench.restart({ limits: { textsPerHour: 1 } });
    expect(bench.rails.pass(text(anna), "text 1")).toEqual({ id: "text 1", dry: false });
    expect(bench.rails.state()).toMatchObject({ spend: { reserved: 20_000 }, textsThisHour: 1 });
  });

  it.each([text(anna, 30), call(anna)])("does not let an old leave serve another act ($do)", (other) => {
    using bench = openRailsBench();
    bench.rails.pass(text(anna), "text 1");
    expect(refusal(() => bench.rails.pass(other, "text 1")).code).toBe("internal_error");
    expect(refusal(() => bench.rails.pass(text(bea), "text 1")).code).toBe("recipient_not_allowed");
  });

  it.each(["constructor", "__proto__", "toString"])("finds no leave under %s that nobody was given", (id) => {
    using bench = openRailsBench();
    bench.rails.pass(text(anna), id);
    bench.restart();
    expect(bench.rails.pass(text(anna), id).id).toBe(id);
    expect(bench.rails.state()).toMatchObject({ spend: { reserved: 20_000 }, textsThisHour: 1 });
  });

  it("sets aside again for a call that is taken or handed over again, for nothing else keeps it from being done twice", () => {
    using bench = openRailsBench();
    for (const act of [take(anna), transfer(anna)]) {
      bench.rails.pass(act, act.do);
      bench.rails.callOver(act.do, 60);
      bench.rails.pass(act, act.do);
    }
    expect(bench.rails.state().spend).toMatchObject({ settled: 135_000, reserved: 135_000 });
  });
});

describe("how often", () => {
  it("lets so many texts go within an hour, and says when the next may", () => {
    using bench = openRailsBench({ limits: { textsPerHour: 2 } });
    bench.rails.pass(text(anna), "1");
    bench.time.jump(600_000);
    bench.rails.pass(text(anna), "2");
    const { code, message, details } = refusal(() => bench.rails.pass(text(anna), "3"));
    expect({ code, details }).toEqual({ code: "sending_limited", details: { retryAfterSeconds: 3000 } });
    expect(message).toMatch(/at most 2 texts may be sent, and so many were.*RINGBACK_REAL_TEXTS_PER_HOUR/);
    bench.time.jump(3_000_000);
    expect(bench.rails.pass(text(anna), "3").dry).toBe(false);
  });

  it("counts a transfer as a call, and a text as none", () => {
    using bench = openRailsBench({ limits: { callsPerHour: 1 } });
    bench.rails.pass(text(anna), "1");
    bench.rails.pass(transfer(anna), "2");
    expect(refusal(() => bench.rails.pass(call(anna), "3")).message).toMatch(/RINGBACK_REAL_CALLS_PER_HOUR/);
    expect(bench.rails.state()).toMatchObject({ textsThisHour: 1, callsThisHour: 1, liveCalls: 0 });
  });

  it.each(["callOver", "settle"] as const)(
    "has one live call at a time, taken or placed, until %s",
    (end) => {
      using bench = openRailsBench();
      bench.rails.pass(call(anna, 60), "1");
      expect(refusal(() => bench.rails.pass(take(anna), "2"))).toMatchObject({
        code: "sending_limited",
        message: expect.stringMatching(/RINGBACK_REAL_LIVE_CALLS/) as unknown,
        details: { retryAfterSeconds: 120 },
      });
      bench.rails[end]("1", 0);
      expect(bench.rails.pass(take(anna), "2").dry).toBe(false);
      expect(bench.rails.state().liveCalls).toBe(1);
    },
  );

  it("leaves a recipient in peace for a while, each by itself", () => {
    using bench = openRailsBench({ allowTo: [anna, bea], limits: { recipientGapMs: 5000 } });
    bench.rails.pass(text(anna), "1");
    bench.time.jump(1500);
    const { message, details } = refusal(() => bench.rails.pass(text(anna), "2"));
    expect(message).toBe("+1415•••0123 was sent a text a moment ago. Try again in 4 seconds.");
    expect(details).toEqual({ retryAfterSeconds: 4 });
    expect(bench.rails.pass(text(bea), "3").dry).toBe(false);
    expect(bench.rails.pass(call(anna), "4").dry).toBe(false);
    bench.time.jump(3500);
    expect(bench.rails.pass(text(anna), "5").dry).toBe(false);
  });

  it("does not leave a recipient in peace for longer where the clock was set back since", () => {
    using bench = openRailsBench({ limits: { recipientGapMs: 5000 } });
    bench.rails.pass(text(anna), "1");
    bench.time.jump(-3_600_000);
    bench.restart();
    expect(bench.rails.pass(text(anna), "2").dry).toBe(false);
    expect(refusal(() => bench.rails.pass(text(anna), "3")).message).toMatch(/Try again in 5 seconds/);
  });

  it.each([Number.NaN, 0])("lets nothing go where a limit is %s", (none) => {
    using bench = openRailsBench({ limits: { textsPerHour: none, callsPerHour: none, liveCalls: none } });
    for (const act of [text(anna), call(anna), take(anna), transfer(anna)]) {
      expect(refusal(() => bench.rails.pass(act, act.do)).code).toBe("sending_limited");
    }
  });
});

describe("switches", () => {
  it.each([
    [{ do: "buy", country: "US", kind: "local" }, "RINGBACK_REAL_ALLOW_BUY=1"],
    [{ do: "release", number: line }, "RINGBACK_REAL_ALLOW_RELEASE=1"],
  ] as const)("refuses to %o unless the switch is set", (act, name) => {
    using bench = openRailsBench();
    const { code, message } = refusal(() => bench.rails.pass(act, "1"));
    expect({ code, message }).toMatchObject({
      code: "not_possible",
      message: expect.stringContaining(name) as unknown,
    });
    bench.restart({ allowBuying: true, allowReleasing: true, limits: { spendPerDay: 3_000_000 } });
    expect(bench.rails.pass(act, "1").dry).toBe(false);
  });

  it.each([
    ["US", "local", 1_500_000],
    ["US", "TollFree", 2_500_000],
    ["GB", "mobile", 35_000_000],
    ["ZZ", "constructor", 60_000_000],
  ])("sets a month's rent aside: %s %s", (country, kind, rent) => {
    using bench = openRailsBench({ allowBuying: true, limits: { spendPerDay: 100_000_000 } });
    bench.rails.pass({ do: "buy", country, kind }, "1");
    expect(bench.rails.state().spend.reserved).toBe(rent);
  });

  it("stops everything by hand", () => {
    using bench = openRailsBench({ allowReleasing: true, allowBuying: true });
    bench.rails.pass(text(anna), "1");
    bench.rails.stop();
    const acts: RealAct[] = [
      text(anna),
      call(anna),
      transfer(anna),
      take(anna),
      press("1"),
      { do: "release", number: line },
      { do: "buy", country: "US", kind: "local" },
    ];
    for (const act of acts) expect(refusal(() => bench.rails.pass(act, "1")).code).toBe("carrier_stopped");
    expect(bench.rails.refusalOf(text(anna))).toMatch(/stopped by hand.*start/);
    expect(bench.rails.state().stopped).toBe(true);
    expect(bench.warned).toEqual([expect.stringMatching(/^Stopped by hand/)]);
  });

  it("checks everything in a dry run, and sets nothing aside", () => {
    using bench = openRailsBench({ dryRun: true, limits: { spendPerDay: 20_000 } });
    for (const id of ["1", "2"]) expect(bench.rails.pass(text(anna), id)).toEqual({ id, dry: true });
    expect(bench.rails.pass(press("1"), "3").dry).toBe(true);
    expect(refusal(() => bench.rails.pass(text(bea), "4")).code).toBe("recipient_not_allowed");
    expect(refusal(() => bench.rails.pass(text(anna, 2), "5")).code).toBe("spend_cap_reached");
    expect(bench.rails.state()).toMatchObject({
      dryRun: true,
      spend: { settled: 0, reserved: 0 },
      textsThisHour: 0,
    });
  });

  it("stays dry for an act that had real leave before", () => {
    using bench = openRailsBench();
    bench.rails.pass(text(anna), "1");
    bench.restart({ dryRun: true });
    expect(bench.rails.pass(text(anna), "1").dry).toBe(true);
  });
});

describe("a state file that cannot be written", () => {
  it("lets nothing go, and leaves set aside what it cannot settle", () => {
    using bench = openRailsBench();
    bench.rails.pass(text(anna), "1");
    bench.store.close();
    expect(refusal(() => bench.rails.pass(text(anna), "2")).code).toBe("storage_failed");
    bench.rails.settle("1", 0);
    expect(bench.warned).toEqual([expect.stringMatching(/stays so/)]);
    expect(bench.rails.state().spend.reserved).toBe(20_000);
  });
});

describe("what sentences hide", () => {
  it.each([
    ["+14155550100", "+1415•••0100"],
    ["+493012345", "+49•••45"],
    ["+49301234567", "+4930•••4567"],
    ["12345", "•••45"],
    ["911", "911"],
    ["anonymous", "anonymous"],
  ])("masks %s as %s", (number, masked) => {
    expect(maskNumber(number)).toBe(masked);
  });

  it.each([
    ["To=%2B14155550100&From=(415) 555-0199", "To=+1415•••0100&From=4155•••0199"],
    ["+1 (415) 555-0100 and 4155550100.", "+1415•••0100 and 4155•••0100."],
    [`account ${accountSid}`, "account AC…0001"],
    ["Authorization: Basic QUMwMDAwMDAwMDAwMDA6dG9rZW4=", "Authorization: Basic [hidden]"],
    ["token 0123456789abcdef0123456789abcdef!", "token [hidden]!"],
    ['{"password":"hunter2","a":1}', '{"password":"[hidden]","a":1}'],
    ["https://AC1:tok@api.twilio.com/2010?To=%2B1415#x", "https://[hidden]@api.twilio.com/2010?…"],
    ["call_1234567890 on 2026-07-01 cost $0.0083", "call_1234567890 on 2026-07-01 cost $0.0083"],
  ])("takes what is nobody's business out of %j", (said, masked) => {
    expect(maskText(said)).toBe(masked);
  });
});
