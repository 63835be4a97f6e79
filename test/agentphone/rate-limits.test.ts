import { AgentPhoneClient } from "agentphone";
import { expect } from "vitest";
import type { Operation } from "../../src/contract/operation.ts";
import { operations } from "../../src/contract/operations.ts";
import { changeProfile, doneBy } from "../support/phone-agent.ts";
import { phoneKey, phoneOf } from "../support/phone-client.ts";
import { advance, type Answer, controlOf, mintKey, startRingback } from "../support/store-client.ts";
import { verifies } from "../support/verifies.ts";
import type { Ringback } from "../../src/runtime/create-ringback.ts";

const minute = 60_000;

verifies("phone.errors.rateLimits", "holds the documented numbers", () => {
  const declared = Object.values<Operation>(operations).flatMap(({ name, rateLimits = [] }) =>
    rateLimits.map(({ times, perMs }) => [name, times, perMs] as const),
  );
  expect(declared.toSorted(([one], [other]) => (one < other ? -1 : 1))).toEqual([
    ["agentphone.agents.create", 30, minute],
    ["agentphone.agents.delete", 30, minute],
    ["agentphone.agents.update", 20, minute],
    ["agentphone.calls.create", 120, minute],
    ["agentphone.calls.createWeb", 30, minute],
    ["agentphone.contacts.capabilities", 60, minute],
    ["agentphone.contacts.capabilities", 1000, 86_400_000],
    ["agentphone.numbers.create", 20, minute],
    ["agentphone.numbers.lookup", 30, minute],
    ["agentphone.numbers.release", 60, minute],
    ["agentphone.registration.submit", 5, 3_600_000],
    ["agentphone.signup.start", 10, minute],
    ["agentphone.signup.verify", 20, minute],
    ["agentphone.verify.check", 120, minute],
    ["agentphone.verify.send", 60, minute],
    ["agentphone.webhooks.set", 10, minute],
    ["agentphone.webhooks.test", 10, minute],
  ]);
});

/** Deletes an agent that is not there: the cheapest of what is limited, 30 times a minute. */
const spend = (ringback: Ringback, key?: string): Promise<Answer> =>
  phoneOf(ringback, key ?? phoneKey(ringback)).delete("/v1/agents/agt_999");

const spendAll = async (ringback: Ringback): Promise<void> => {
  for (let count = 0; count < 30; count += 1) expect((await spend(ringback)).status).toBe(404);
};

verifies(
  "phone.errors.rateLimits",
  "is off unless asked for, and refuses in the documented form",
  async () => {
    await using ringback = await startRingback({ clock: "manual" });
    const control = controlOf(ringback);
    await spendAll(ringback);
    await spendAll(ringback);
    await changeProfile(control, { rateLimits: true });
    await spendAll(ringback);
    await advance(control, "18s");
    const refused = await spend(ringback);
    expect([refused.status, refused.headers.get("retry-after"), refused.body]).toEqual([
      429,
      "42",
      {
        error: {
          message: "Rate limit exceeded. Limit: 30 requests per 60s. Retry after 42 seconds.",
          code: "RATE_LIMIT_EXCEEDED",
          type: "rate_limit_error",
        },
      },
    ]);
    expect(refused.headers.get("x-ringback-why")).toMatch(/^rate_limited: /);
  },
);

verifies("phone.errors.rateWindows", "counts by key and operation, in the world's time", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const control = controlOf(ringback);
  await changeProfile(control, { rateLimits: true });
  await spendAll(ringback);
  expect((await spend(ringback)).status).toBe(429);
  const agents = await control.get("/accounts");
  expect(agents.status).toBe(200);
  // Another operation, and another key, have windows of their own.
  expect((await phoneOf(ringback).get("/v1/agents")).status).toBe(200);
  expect((await spend(ringback, "sk_live_somethingelse")).status).toBe(404);
  await mintKey(control);
  await advance(control, "59s");
  expect((await spend(ringback)).headers.get("retry-after")).toBe("1");
  await advance(control, "1s");
  await spendAll(ringback);
  expect((await spend(ringback)).status).toBe(429);
});

verifies("phone.errors.rateWindows", "lets the time pass that a key was told to wait", async () => {
  await using ringback = await startRingback();
  const control = controlOf(ringback);
  await changeProfile(control, { rateLimits: true });
  await spendAll(ringback);
  expect((await spend(ringback)).headers.get("retry-after")).toBe("60");
  const { now: before } = doneBy("control.clock.get", await control.get("/clock"));
  // A key that was not told to wait lets no time pass.
  await phoneOf(ringback, "sk_live_somethingelse").get("/v1/agents");
  expect((await control.get("/clock")).body).toMatchObject({ now: before });
  expect((await spend(ringback)).status).toBe(404);
  const { now } = doneBy("control.clock.get", await control.get("/clock"));
  expect(Date.parse(now) - Date.parse(before)).toBe(60_000);
});

verifies("phone.errors.sdkRetries", async () => {
  await using ringback = await startRingback();
  const control = controlOf(ringback);
  await changeProfile(control, { rateLimits: true });
  const patient = new AgentPhoneClient({ token: phoneKey(ringback), baseUrl: ringback.url });
  const { id } = await patient.agents.createAgent({ name: "Frida" });
  for (let count = 0; count < 20; count += 1)
    await patient.agents.updateAgent({ agent_id: id, name: `Frida ${count}` });
  // So that the client sleeps no more than a second: it does so by the machine's clock.
  await advance(control, "59s");
  const updated = await patient.agents.updateAgent({ agent_id: id, name: "Frida the patient" });
  expect(updated.name).toBe("Frida the patient");
  const { requests } = doneBy(
    "control.requests.list",
    await control.get("/requests?operation=agentphone.agents.update&limit=1000"),
  );
  expect(requests.slice(-2).map(({ outcome }) => outcome)).toEqual(["rate_limited", "ok"]);
});
