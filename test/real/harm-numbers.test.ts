import { describe, expect, it } from "vitest";
import { answers, hears } from "../fake-twilio/calls/steps.ts";
import { phoneOf, sdkOf } from "../support/phone-client.ts";
import { openRealStage } from "../support/real-stage.ts";
import { agentOf, controlOf, newYork, quoteRequest } from "../support/store-client.ts";
import { until } from "../support/twilio-bench.ts";

const line = "+14155550110";
const anna = "+14155550123";
const purchase = (idempotencyKey: string) => ({ ...quoteRequest(newYork), idempotencyKey });

describe("an end while something is under way", () => {
  it("leaves no call alive that Twilio had not answered for", async () => {
    await using stage = await openRealStage({ owned: [line] });
    const sdk = sdkOf(stage.ringback);
    const agent = (await sdk.agents.createAgent({ name: "Ada" })) as { id: string };
    await sdk.numbers.createNumber({ agentId: agent.id });
    stage.fake.calls.callee(anna, answers(), hears());
    stage.fake.faults.request({ slow: 3500 }, { method: "POST", path: "/Calls.json" });
    const placing = phoneOf(stage.ringback)
      .post("/v1/calls", { agentId: agent.id, toNumber: anna })
      .catch(() => undefined);
    await until(() => stage.fake.requests.some(({ path }) => path.endsWith("/Calls.json")));
    await stage.ringback.close();
    await placing;
    expect(stage.fake.calls.all.map(({ status }) => status)).not.toContain("in-progress");
    expect(stage.fake.calls.all.map(({ status }) => status)).not.toContain("ringing");
    expect(stage.fake.calls.all.map(({ status }) => status)).not.toContain("queued");
    expect(stage.fake.calls.all).toHaveLength(1);
  }, 30_000);

  it("leaves no URLs changed by a purchase that was under way", async () => {
    await using stage = await openRealStage();
    stage.fake.faults.request({ slow: 3000 }, { method: "POST", path: "/IncomingPhoneNumbers.json" });
    const buying = agentOf(stage.ringback)
      .post("/purchases", purchase("first"))
      .catch(() => undefined);
    await until(() => stage.fake.requests.some(({ method }) => method === "POST"));
    await stage.ringback.close();
    await buying;
    await stage.fake.settled();
    expect(stage.fake.account.numbers.map(({ sms_url }) => sms_url)).toEqual([""]);
    await stage.restart();
    const again = await agentOf(stage.ringback).post("/purchases", purchase("first"));
    expect(again.status).toBe(201);
    expect(stage.fake.account.numbers).toHaveLength(1);
  }, 30_000);
});

it("does not give out a number that is being given back for ever", async () => {
  await using stage = await openRealStage();
  await agentOf(stage.ringback).post("/purchases", purchase("first"));
  const number = stage.fake.account.numbers[0]?.phone_number ?? "";
  // Off its line, and still bought.
  await stage.restart();
  stage.fake.faults.request({ slow: 500 }, { method: "DELETE" });
  const releasing = controlOf(stage.ringback).post("/carrier/release", { number, confirm: true });
  await until(() => stage.fake.requests.some(({ method }) => method === "DELETE"));
  const second = await agentOf(stage.ringback).post("/purchases", purchase("second"));
  await releasing;
  expect(second.status).toBe(201);
  const { body } = await controlOf(stage.ringback).get("/carrier");
  const owned = stage.fake.account.numbers.map(({ phone_number: one }) => one);
  expect(owned).toHaveLength(1);
  expect(body).toMatchObject({ numbers: [{ number: owned[0], inUse: true, bought: true }] });
});

it("does not give a number back for ever that is just being given out", async () => {
  await using stage = await openRealStage();
  await agentOf(stage.ringback).post("/purchases", purchase("first"));
  const number = stage.fake.account.numbers[0]?.phone_number ?? "";
  await stage.restart();
  stage.fake.faults.request({ slow: 500 }, { method: "POST", path: "/IncomingPhoneNumbers/" });
  const renting = agentOf(stage.ringback).post("/purchases", purchase("second"));
  await until(() =>
    stage.fake.requests.some(
      ({ method, path, isOver }) => !isOver && method === "POST" && path.includes("/IncomingPhoneNumbers/"),
    ),
  );
  const released = await controlOf(stage.ringback).post("/carrier/release", { number, confirm: true });
  const rented = await renting;
  expect(rented.status).toBe(201);
  expect(released.status).toBe(409);
  expect(stage.fake.account.numbers.map(({ phone_number: one }) => one)).toEqual([number]);
});
