import { expect } from "vitest";
import type { Ringback } from "../../src/runtime/create-ringback.ts";
import { phoneKey, phoneOf } from "../support/phone-client.ts";
import {
  acme,
  advance,
  agentOf,
  ask,
  buyNumber,
  controlOf,
  openAccount,
  startRingback,
} from "../support/store-client.ts";
import { verifies } from "../support/verifies.ts";

interface Issued {
  readonly from: string;
  readonly to: string;
  readonly code: string;
  readonly otpId: string;
}

/** Lets a code be texted; answers the verification and the code, as the world knows it. */
const send = async (
  ringback: Ringback,
  phone_number: string,
): Promise<{ verification_id: string; code: string }> => {
  const { body } = await phoneOf(ringback).post("/v1/verify/send", { phone_number });
  const { events } = (await controlOf(ringback).get("/events?type=otp.issued")).body as { events: Issued[] };
  return {
    verification_id: (body as { verification_id: string }).verification_id,
    code: events.at(-1)?.code ?? "",
  };
};

const check = async (ringback: Ringback, body: object) =>
  (await phoneOf(ringback).post("/v1/verify/check", body)).body;

const otherThan = (code: string): string => (code === "000000" ? "000001" : "000000");

verifies(["phone.verify.send", "phone.verify.sender"], "texts a line of the store's", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const agent = agentOf(ringback);
  const { number, path } = await buyNumber(agent);
  const answer = await phoneOf(ringback).post("/v1/verify/send", { phone_number: number });
  expect([answer.status, answer.body]).toEqual([200, { verification_id: "ver_001", status: "pending" }]);
  const { messages } = (await agent.get(`${path}/messages`)).body as {
    messages: { bodyPreview: string; from: string }[];
  };
  expect(messages).toMatchObject([
    {
      from: "+18005550199",
      bodyPreview: expect.stringMatching(/^Your verification code is \d{6}$/) as string,
    },
  ]);
  const code = messages[0]?.bodyPreview.slice(-6) ?? "";
  expect((await controlOf(ringback).get("/events?type=otp.issued")).body).toMatchObject({
    events: [{ from: "+18005550199", to: number, code, expiresAt: "2026-04-01T10:32:00.000Z" }],
  });
  expect(await check(ringback, { verification_id: "ver_001", code })).toEqual({
    result: "ok",
    attempts_remaining: 3,
  });
});

verifies("phone.verify.send", "texts a line of AgentPhone's, and reads national spellings", async () => {
  await using ringback = await startRingback();
  const phone = phoneOf(ringback);
  const { id, phoneNumber } = (await phone.post("/v1/numbers", { areaCode: "415" })).body as {
    id: string;
    phoneNumber: string;
  };
  const national = `(${phoneNumber.slice(2, 5)}) ${phoneNumber.slice(5, 8)}-${phoneNumber.slice(8)}`;
  const { verification_id, code } = await send(ringback, national);
  expect((await phone.get(`/v1/numbers/${id}/messages`)).body).toMatchObject({
    data: [{ from_: "+18005550199", to: phoneNumber, body: `Your verification code is ${code}` }],
  });
  expect(await check(ringback, { verification_id, code })).toMatchObject({ result: "ok" });
});

verifies("phone.verify.check", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const control = controlOf(ringback);
  const tries = async (body: { verification_id: string; code: string }) => await check(ringback, body);
  const costs = async () => (await control.get("/accounts/acct_001/ledger")).body;
  // A person whose telephone is on no line gets one as well.
  const first = await send(ringback, acme);
  const wrong = { ...first, code: otherThan(first.code) };
  expect(await tries(wrong)).toEqual({ result: "incorrect", attempts_remaining: 2 });
  expect(await costs()).toMatchObject({ costUsd: "0.00" });
  expect(await tries(first)).toEqual({ result: "ok", attempts_remaining: 2 });
  expect(await tries(first)).toEqual({ result: "already_verified", attempts_remaining: 2 });
  expect(await costs()).toMatchObject({ totals: [{ kind: "verification", count: 1, costUsd: "0.05" }] });
  const second = await send(ringback, acme);
  const bad = { ...second, code: otherThan(second.code) };
  expect([await tries(bad), await tries(bad), await tries(bad), await tries(second)]).toEqual([
    { result: "incorrect", attempts_remaining: 2 },
    { result: "incorrect", attempts_remaining: 1 },
    { result: "exhausted", attempts_remaining: 0 },
    { result: "exhausted", attempts_remaining: 0 },
  ]);
  const third = await send(ringback, acme);
  await advance(control, "10m");
  expect(await tries(third)).toEqual({ result: "expired", attempts_remaining: 3 });
  expect(await costs()).toMatchObject({ costUsd: "0.05" });
});

verifies("phone.verify.sender", "counts a good code as used, and no quiet passes an unused one", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const { world } = ringback.worlds.main;
  const bounds = () => world.clock.timers().filter(({ boundsQuiet }) => boundsQuiet).length;
  const sent = await send(ringback, acme);
  expect(bounds()).toBe(1);
  await check(ringback, sent);
  expect(bounds()).toBe(0);
  expect((await controlOf(ringback).get("/events?type=otp.used")).body).toMatchObject({
    events: [{ to: acme, code: sent.code, expired: false }],
  });
});

verifies("phone.verify.sender", "texts nothing to a line without sms", async () => {
  await using ringback = await startRingback();
  const agent = agentOf(ringback);
  const { number, path } = await buyNumber(agent, { capabilities: ["voice"] });
  const sent = await send(ringback, number);
  expect((await agent.get(`${path}/messages`)).body).toEqual({ messages: [] });
  expect(await check(ringback, sent)).toMatchObject({ result: "ok" });
});

verifies("phone.verify.invalid", async () => {
  await using ringback = await startRingback();
  const phone = phoneOf(ringback);
  const wrong = [
    "nobody",
    "12",
    "911",
    "+1 911",
    "988",
    "1-800-273-8255",
    "+112",
    "",
    "x".repeat(65),
    7,
    null,
  ];
  for (const phone_number of wrong) {
    const answer = await phone.post("/v1/verify/send", { phone_number });
    expect([phone_number, answer.status]).toEqual([phone_number, 422]);
    expect(answer.body).toMatchObject({ detail: [{ loc: ["body", "phone_number"] }] });
  }
  const sent = await send(ringback, acme);
  for (const code of ["12345", "1234567", "12345a", " 12345", 123456, null]) {
    const answer = await phone.post("/v1/verify/check", { ...sent, code });
    expect([code, answer.status]).toEqual([code, 422]);
  }
  expect(await check(ringback, sent)).toMatchObject({ result: "ok", attempts_remaining: 3 });
});

verifies("phone.verify.private", async () => {
  await using ringback = await startRingback();
  const { phoneKey: stranger } = await openAccount(controlOf(ringback), { name: "stranger" });
  const sent = await send(ringback, acme);
  for (const [key, change] of [
    [stranger, {}],
    [phoneKey(ringback), { verification_id: "ver_999" }],
  ] as const) {
    const answer = await phoneOf(ringback, key).post("/v1/verify/check", { ...sent, ...change });
    expect([answer.status, answer.body]).toEqual([404, { detail: "Verification not found." }]);
  }
  const plain = await ask(`${ringback.url}/v1/verify/send`, { method: "POST" });
  expect(plain.status).toBe(401);
});
