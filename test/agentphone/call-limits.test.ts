import { expect } from "vitest";
import type { Ringback } from "../../src/runtime/create-ringback.ts";
import { changeProfile, doneBy, equipAgent } from "../support/phone-agent.ts";
import { phoneOf, sdkOf } from "../support/phone-client.ts";
import { refusalFrom } from "../support/sdk-refusal.ts";
import {
  acme,
  advance,
  controlOf,
  openAccount,
  placeCall,
  playScenario,
  startRingback,
} from "../support/store-client.ts";
import { verifies } from "../support/verifies.ts";

/** Rings and is never answered. */
const nobody = "+15005550132";

const begin = async (ringback: Ringback, profile: object) => {
  const phone = phoneOf(ringback);
  const control = controlOf(ringback);
  await changeProfile(control, profile);
  const { agentId, number } = await equipAgent(phone);
  return {
    phone,
    control,
    agentId,
    number,
    call: () => phone.post("/v1/calls", { agentId, toNumber: nobody }),
    callOnWeb: () => phone.post("/v1/calls/web", { agentId }),
  };
};

verifies("phone.calls.limit", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const { call, callOnWeb, control } = await begin(ringback, { callLimit: 2, enforceCallLimit: true });
  for (const ask of [call, callOnWeb]) expect((await ask()).status).toBe(200);
  for (const ask of [call, callOnWeb]) {
    const refused = await ask();
    expect([refused.status, refused.headers.get("retry-after"), refused.body]).toEqual([
      429,
      "15",
      { error: expect.objectContaining({ message: "Concurrent call limit reached." }) as object },
    ]);
  }
  // The browser's call is over after half a minute, since nobody joined it.
  await advance(control, "30s");
  expect((await call()).status).toBe(200);
  await changeProfile(control, { callLimit: 3 });
  expect((await call()).status).toBe(200);
  await changeProfile(control, { enforceCallLimit: false });
  expect((await call()).status).toBe(200);
});

verifies(
  "phone.calls.limit",
  "refuses with 409 where the account wants that, a browser's call with 429 all the same",
  async () => {
    await using ringback = await startRingback({ clock: "manual" });
    const limits = { callLimit: 1, enforceCallLimit: true, callLimitStatus: 409 };
    const { call, callOnWeb, agentId } = await begin(ringback, limits);
    await call();
    const refused = await call();
    expect([refused.status, refused.body, refused.headers.get("x-ringback-why")]).toEqual([
      409,
      { detail: "Concurrent call limit reached." },
      expect.stringMatching(/^call_limit_reached: .* callLimit\.$/),
    ]);
    expect(refused.headers.get("retry-after")).toBe("15");
    expect((await callOnWeb()).status).toBe(429);
    const { calls } = sdkOf(ringback);
    expect(await refusalFrom(calls.createOutboundCall({ agentId, toNumber: nobody }))).toMatchObject({
      by: "AgentPhoneError",
      statusCode: 409,
    });
  },
);

verifies("phone.calls.limit", "is set by a scenario, too", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const settings =
    "{ callLimit: 3, enforceCallLimit: true, callLimitStatus: 409, maxCallMinutes: 5, transcriptShape: data }";
  await playScenario(
    controlOf(ringback),
    `version: 1\nname: limits\nsettings: ${settings}\nscript: [note: hello]\n`,
  );
  expect((await controlOf(ringback).get("/accounts/acct_001/profile")).body).toMatchObject({
    callLimit: 3,
    enforceCallLimit: true,
    callLimitStatus: 409,
    maxCallMinutes: 5,
    transcriptShape: "data",
  });
});

verifies("phone.calls.limit.inbound", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const { call, control, number, phone } = await begin(ringback, { callLimit: 1, enforceCallLimit: true });
  await call();
  const id = await placeCall(control, number, "1m");
  expect((await phone.get(`/v1/calls/${id}`)).body).toMatchObject({ status: "failed", durationSeconds: 0 });
  const { event } = doneBy("control.wait", await control.get(`/wait?type=call.ended&callId=${id}`));
  expect(event).toMatchObject({ disconnectionReason: "concurrency_limit_reached" });
  // Once the first is over the line is free again.
  await advance(control, "1m");
  const next = await placeCall(control, number, "1m");
  expect((await phone.get(`/v1/calls/${next}`)).body).toMatchObject({ status: "in-progress" });
});

verifies("phone.calls.limit", "counts an account's own calls only", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const { call, number, control } = await begin(ringback, { callLimit: 1, enforceCallLimit: true });
  await placeCall(control, number, "1m", acme);
  expect((await call()).status).toBe(429);
  const { account, phoneKey } = await openAccount(control, { name: "other" });
  await changeProfile(control, { callLimit: 1, enforceCallLimit: true }, account);
  const other = phoneOf(ringback, phoneKey);
  const { agentId } = await equipAgent(other);
  expect((await other.post("/v1/calls", { agentId, toNumber: nobody })).status).toBe(200);
});

verifies("phone.calls.limit.plan", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const limits = async () => {
    const { body } = await phoneOf(ringback).get("/v1/usage");
    const { plan } = body as { plan: { limits: Record<string, number> } };
    return [plan.limits["concurrentCalls"], plan.limits["maxCallDurationMinutes"]];
  };
  expect(await limits()).toEqual([5, 30]);
  await changeProfile(controlOf(ringback), { callLimit: 7, maxCallMinutes: 2 });
  expect(await limits()).toEqual([7, 2]);
});
