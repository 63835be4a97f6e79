import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, it } from "vitest";
import { createInvoke } from "../src/api/invoke.ts";
import { TestTime } from "../src/kernel/clock/test-time.ts";
import type { Ringback } from "../src/runtime/create-ringback.ts";
import {
  acme,
  advance,
  type Answer,
  controlOf,
  placeCall,
  sendText,
  startRingback,
} from "./support/store-client.ts";
import { verifies } from "./support/verifies.ts";

const inbox = "+12125550186";

/** A ringback with a line, and its controls. */
const open = async (config: Parameters<typeof startRingback>[0] = {}) => {
  const ringback = await startRingback({ clock: "manual", ...config });
  const control = controlOf(ringback);
  const line = { provider: "store", country: "US", number: inbox };
  expect((await control.post("/lines", line)).status).toBe(201);
  const wait = (query: Readonly<Record<string, string>>): Promise<Answer> =>
    control.get(`/wait?${new URLSearchParams(query).toString()}`);
  return { ringback, control, wait, [Symbol.asyncDispose]: () => ringback.close() };
};

/** Resolves once somebody waits in the world main. */
const waitBegun = ({ worlds }: Ringback): Promise<void> =>
  new Promise((begun) => {
    const { limits } = worlds.main.world;
    const openLimit = limits.open.bind(limits);
    limits.open = (...parts) => {
      void nextTurn().then(begun);
      return openLimit(...parts);
    };
  });

const waitsIn = ({ worlds }: Ringback): number =>
  worlds.main.world.clock.timers().filter(({ kind }) => kind === "wait.limit").length;

const refusalOf = ({ status, body }: Answer) => {
  const { error } = body as { error: { code: string; message: string; details: object } };
  return { status, ...error };
};

verifies("wait.oldest", async () => {
  await using world = await open();
  const { control, wait } = world;
  await sendText(control, inbox, "first");
  await sendText(control, inbox, "second");
  const first = await wait({ type: "message.received", to: inbox });
  expect(first).toMatchObject({ status: 200, body: { event: { body: "first", from: acme } } });
  const { next } = first.body as { next: number };
  const second = await wait({ type: "message.received", to: inbox, after: String(next) });
  expect(second.body).toMatchObject({ event: { body: "second" } });
});

verifies("wait.time", "lasts, with time by hand, until the event comes", async () => {
  await using world = await open();
  const { ringback, control, wait } = world;
  await placeCall(control, inbox, "20s");
  const begun = waitBegun(ringback);
  const waiting = wait({ type: "call.missed", to: inbox });
  await begun;
  await advance(control, "20s");
  expect((await waiting).body).toMatchObject({
    event: { type: "call.missed", at: "2026-04-01T10:22:20.000Z" },
  });
  expect(waitsIn(ringback)).toBe(0);
});

verifies("wait.time", "lets time jump in auto, though no agent has come yet", async () => {
  await using world = await open({ clock: "auto", realTime: new TestTime() });
  const { control, wait } = world;
  await placeCall(control, inbox, "20s");
  await placeCall(control, inbox, "50s");
  expect((await wait({ type: "call.missed" })).body).toMatchObject({
    event: { at: "2026-04-01T10:22:20.000Z" },
  });
  const jumps = await control.get("/events?type=clock.jumped");
  expect(jumps.body).toMatchObject({ events: [{ signal: "call", to: "2026-04-01T10:22:20.000Z" }] });
});

verifies("wait.time", "really waits in real time", async () => {
  const realTime = new TestTime();
  await using world = await open({ clock: 1, realTime });
  const { ringback, control, wait } = world;
  await placeCall(control, inbox, "20s");
  const begun = waitBegun(ringback);
  const waiting = wait({ type: "call.missed" });
  await begun;
  await realTime.pass(19_000);
  expect(waitsIn(ringback)).toBe(1);
  await realTime.pass(1_000);
  expect((await waiting).status).toBe(200);
});

verifies("wait.matcher", async () => {
  await using world = await open();
  const { control, wait } = world;
  await sendText(control, inbox, "2 * 3 = 6");
  const matching = [
    `to=%2B12125550186`,
    `to=+12125550186`,
    `to=%2B1 (212) 555-0186`,
    `to=%2B1212*`,
    `messageId=msg_*`,
    `contains.body=* 3`,
    `body=2 * 3 = 6&channel=sms`,
    `body=/^\\d \\* 3/&contains.body== 6`,
    `channel=/SMS/i&to=/186$/`,
  ];
  for (const query of matching) {
    const answer = await control.get(
      `/wait?type=message.received&timeout=0s&${query.replaceAll(" ", "%20")}`,
    );
    expect([query, answer.status]).toEqual([query, 200]);
  }
  for (const query of [`to=%2B1213*`, `body=2 * 3`, `contains.body=4`, `body=/^3/`, `contains.body=/3/`]) {
    const answer = await control.get(
      `/wait?type=message.received&timeout=0s&${query.replaceAll(" ", "%20")}`,
    );
    expect([query, answer.status]).toEqual([query, 408]);
  }
  expect((await wait({ type: "message.received", tos: inbox })).body).toMatchObject({
    error: { code: "validation_error", message: "tos is no field of message.received. Did you mean to?" },
  });
  expect((await wait({ type: "message.received", body: "/a(/" })).body).toMatchObject({
    error: {
      code: "validation_error",
      message: expect.stringMatching(/^body is not a pattern in RE2's syntax: missing closing \)/) as string,
    },
  });
  expect((await wait({ type: "message.received", body: "/usr/bin" })).body).toMatchObject({
    error: {
      message:
        "body has the flags `bin`. Flags are i, m and s, each at most once. contains.body takes every sign as it is.",
    },
  });
  expect((await wait({ type: "balance.changed", "contains.newMinor": "5" })).body).toMatchObject({
    error: { message: "contains.newMinor asks for a part of what is no text." },
  });
  expect((await wait({ type: "message.receved" })).body).toMatchObject({
    error: { message: "type must be the name of an event; did you mean message.received?" },
  });
});

verifies("wait.refusal", "says what was waited for and what came nearest when time is over", async () => {
  await using world = await open();
  const { ringback, control, wait } = world;
  await sendText(control, inbox, "hello");
  const begun = waitBegun(ringback);
  const waiting = wait({ type: "message.received", to: inbox, "contains.body": "code", timeout: "10s" });
  await begun;
  await placeCall(control, inbox);
  await advance(control, "10s");
  const { seq } = ((await control.get("/events?type=message.received")).body as { events: [{ seq: number }] })
    .events[0];
  expect(refusalOf(await waiting)).toMatchObject({
    status: 408,
    code: "wait_timed_out",
    message:
      `No message.received with to ${inbox} and body containing code came: 10000 ms of the world's time have passed. ` +
      `The nearest is #${seq}: its body is hello, not containing code.`,
    details: { nearest: { seq, misses: [{ field: "body" }] } },
  });
});

verifies(
  "wait.refusal",
  "tells of the text from the right number rather than of one with the right words",
  async () => {
    await using world = await open();
    const { control, wait } = world;
    await sendText(control, inbox, "hello");
    await control.post("/people/text", { from: "+14155559999", to: inbox, body: "a code" });
    const wishes = { type: "message.received", from: acme, body: "/code/i", timeout: "0s" };
    expect(refusalOf(await wait(wishes))).toMatchObject({
      message: expect.stringMatching(
        /The nearest is #\d+: its body is hello, not matching \/code\/i\.$/,
      ) as string,
    });
  },
);

verifies("wait.refusal", "does not wait for ever where nothing can happen", async () => {
  const realTime = new TestTime();
  await using world = await open({ clock: "auto", realTime });
  const { ringback, wait } = world;
  // However long nothing has happened, somebody may be about to do something once a wait begins.
  await realTime.pass(60_000);
  const begun = waitBegun(ringback);
  const waiting = wait({ type: "message.received" });
  await begun;
  await realTime.pass(9_999);
  expect(waitsIn(ringback)).toBe(1);
  await realTime.pass(1);
  expect(refusalOf(await waiting)).toMatchObject({ status: 409, code: "nothing_scheduled" });
});

it("leaves when whoever waits has gone", async () => {
  await using world = await open();
  const { ringback } = world;
  const begun = waitBegun(ringback);
  const leaving = new AbortController();
  const waiting = fetch(`${ringback.url}/_ringback/wait?type=message.received`, { signal: leaving.signal });
  await begun;
  const answered = new Promise<void>((resolve) => {
    ringback.worlds.main.world.inputs.subscribe(({ kind }) => kind === "answer" && resolve());
  });
  leaving.abort();
  await expect(waiting).rejects.toThrow(/abort/);
  await answered;
  expect(waitsIn(ringback)).toBe(0);
});

it("is over when its world is made anew, and is no part of a snapshot", async () => {
  await using world = await open();
  const { ringback, control, wait } = world;
  const begun = waitBegun(ringback);
  const waiting = wait({ type: "message.received" });
  await begun;
  expect(JSON.stringify((await control.get("/worlds/main/snapshot")).body)).not.toContain("wait.limit");
  await control.post("/worlds/main/reset");
  expect(refusalOf(await waiting)).toMatchObject({ status: 409, code: "nothing_scheduled" });
});

it("is answered when ringback ends", async () => {
  const { ringback, wait } = await open();
  const begun = waitBegun(ringback);
  const waiting = wait({ type: "message.received" });
  await begun;
  await ringback.close();
  expect((await waiting).status).toBe(409);
});

it("cannot be a scenario's step, unless the event is there", async () => {
  await using world = await open();
  const invoke = createInvoke(world.ringback.desk, "main");
  expect(await invoke("control.wait", { type: "line.rented" })).toMatchObject({ event: { line: inbox } });
  await expect(invoke("control.wait", { type: "call.missed" })).rejects.toMatchObject({ code: "clock_held" });
});

verifies("wait.gist", "answers the code that was issued, and the links", async () => {
  await using world = await open();
  const { control, wait } = world;
  const text = "Order 99887: ${code} is your code. See https://acme.example/v?t=123456.";
  await control.post("/people/otp", { from: acme, to: inbox, code: "834921", text });
  const got = await wait({ type: "message.received", to: inbox });
  expect(got.body).toMatchObject({ code: "834921", links: ["https://acme.example/v?t=123456"] });
  expect((await wait({ type: "otp.issued" })).body).toMatchObject({ code: "834921" });
});

verifies("wait.gist", "knows the code also when it was waited for before it was sent", async () => {
  await using world = await open();
  const { ringback, control, wait } = world;
  const begun = waitBegun(ringback);
  const waiting = wait({ type: "message.received" });
  await begun;
  await control.post("/people/otp", { from: acme, to: inbox, code: "1234", text: "5678 then ${code}" });
  expect((await waiting).body).toMatchObject({ code: "1234" });
});

verifies("wait.gist", "finds a code in a text that nobody issued one with", async () => {
  await using world = await open();
  const { control, wait } = world;
  await sendText(control, inbox, "Pay $1500 or call +14155550123. Your code is 482913");
  expect((await wait({ type: "message.received" })).body).toMatchObject({ code: "482913", links: [] });
});

verifies("otps.check", async () => {
  await using world = await open();
  const { ringback, control, wait } = world;
  const check = async (code: string, to?: string) => (await control.post("/otps/check", { code, to })).body;
  const send = (code: string) =>
    control.post("/people/otp", { from: acme, to: inbox, code, expiresIn: "5m" });
  await send("834921");
  const { clock } = ringback.worlds.main.world;
  expect(clock.timers()).toHaveLength(1);
  expect(await check("834 921", inbox)).toEqual({
    valid: true,
    used: false,
    expired: false,
    otpId: "otp_001",
    from: acme,
    to: inbox,
  });
  // Nothing is left that could expire.
  expect(clock.timers()).toHaveLength(0);
  expect((await wait({ type: "otp.used" })).body).toMatchObject({
    event: { code: "834921", otpId: "otp_001", expired: false },
  });
  expect(await check("834921")).toMatchObject({ valid: false, used: true, expired: false });

  await send("111222");
  await advance(control, "5m");
  expect(await check("111222")).toMatchObject({ valid: false, used: false, expired: true });
  expect(await check("000000")).toEqual({ valid: false, used: false, expired: false });
  expect(await check("111222", "+12125550187")).toEqual({ valid: false, used: false, expired: false });
});
