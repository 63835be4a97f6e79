import { describe, it } from "vitest";
import { expect, test } from "../src/testing/vitest.ts";
import { connectRingback } from "../src/index.ts";

// #region fixture
test("reads the code that it is texted", async ({ ringback }) => {
  const line = await ringback.lines.rent({ country: "US" });
  await ringback.person("+14155550123").otp(line, { code: "834921" });
  await expect(ringback).toReceive("message.received", { to: line, body: /834921/ });
  await expect(ringback).toHaveSeen("otp.issued", { code: "834921" }, { times: 1 });
  await expect(ringback).not.toReceive("call.missed", {}, { timeout: "1h" }); // an hour of the world's time
});
// #endregion

// #region options
describe("in a world of its own making", () => {
  test.override({ ringbackOptions: { scenario: "scenarios/store-otp.yaml", seed: "7" } });

  test("is texted nineteen seconds after the start", async ({ ringback }) => {
    await expect(ringback).toReceive("message.received", { from: "acme" });
    expect(await ringback.clock.now()).toBe(Date.parse("2026-04-01T10:22:19Z"));
  });
});
// #endregion

describe("the fixture", () => {
  const urls: string[] = [];

  test("is a ringback that is up", async ({ ringback }) => {
    await ringback.lines.rent({ country: "US" });
    urls.push(ringback.url);
  });

  test("leads an agent to AgentPhone by its environment", async ({ ringback }) => {
    const desk = await ringback.lines.rent({ provider: "agentphone", country: "US" });
    const { AGENTPHONE_BASE_URL: base, AGENTPHONE_API_KEY: key } = ringback.env;
    const answer = await fetch(`${base}/v1/numbers`, { headers: { authorization: `Bearer ${key}` } });
    expect(await answer.json()).toMatchObject({ data: [{ phoneNumber: desk.number }] });
  });

  test("ends with its test, and the next begins anew", async ({ ringback }) => {
    expect(await ringback.lines.list()).toEqual([]);
    await expect(connectRingback({ url: urls[0] ?? "" })).rejects.toMatchObject({ name: "RemoteFailure" });
  });
});

describe("a matcher that fails", () => {
  /** What an assertion says when it fails. */
  const complaint = (assertion: Promise<void>): Promise<string> =>
    assertion.then(
      () => "nothing: it passed",
      (error: Error) => error.message,
    );

  test("shows the nearest event, and where it differs", async ({ ringback }) => {
    const line = await ringback.lines.rent({ country: "US", number: "+12125550186" });
    await ringback.person("+14155550123").text(line, "hello");
    const wish = { to: line, body: { contains: "code" } };
    const nearest = /The nearest is #\d+: its body should be containing code, but is hello\.$/;
    expect(await complaint(expect(ringback).toReceive("message.received", wish, { timeout: 0 }))).toMatch(
      nearest,
    );
    expect(await complaint(expect(ringback).toHaveSeen("message.received", wish))).toMatch(nearest);
    expect(await complaint(expect(ringback).toHaveSeen("message.received", {}, { times: 2 }))).toMatch(
      /^message\.received as wished for was seen 1 time, not 2\.\n#\d+ 2026-04-01T10:22:00\.000Z message\.received \{.*"hello"/,
    );
  });

  test("shows what should not have come", async ({ ringback }) => {
    const line = await ringback.lines.rent({ country: "US" });
    await ringback.person("+14155550123").call(line, { ringFor: "20s" });
    expect(await complaint(expect(ringback).not.toHaveSeen("call.received"))).toMatch(/seen 1 time\.\n#/);
    expect(await complaint(expect(ringback).not.toReceive("call.missed"))).toMatch(
      /^This came: #\d+ 2026-04-01T10:22:20\.000Z call\.missed/,
    );
  });

  it("says what it can be used on", async () => {
    expect(await complaint(expect("a text").toReceive("call.missed"))).toBe(
      'toReceive is about a world: expect(ringback).toReceive("message.received").',
    );
  });
});

test("tells of a wait in vain before the test itself is over", { timeout: 2000 }, async ({ ringback }) => {
  await expect(ringback.wait("message.received", {})).rejects.toMatchObject({ code: "nothing_scheduled" });
});
