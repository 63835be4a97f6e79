import { expect, it } from "vitest";
import { hangsUp } from "../fake-twilio/calls/steps.ts";
import { openRealStage } from "../support/real-stage.ts";
import { agentOf, controlOf, newYork, quoteRequest } from "../support/store-client.ts";

const anna = "+14155550123";

const purchase = (idempotencyKey: string) => ({ ...quoteRequest(newYork), idempotencyKey });

it("buys a real number once, however often and in whichever process it is asked with the same key", async () => {
  await using stage = await openRealStage();
  const bought = await agentOf(stage.ringback).post("/purchases", purchase("first"));
  expect(bought).toMatchObject({ status: 201 });
  const again = await agentOf(stage.ringback).post("/purchases", purchase("first"));
  expect(again).toMatchObject({ status: 200 });
  await stage.restart();
  const later = await agentOf(stage.ringback).post("/purchases", purchase("first"));
  expect(later.status).toBe(201);
  const numberOf = ({ body }: { body: unknown }) => JSON.stringify(body).match(/\+1 \d{3} \d{3} \d{4}/)?.[0];
  const [line] = stage.fake.account.numbers;
  expect(new Set([bought, again, later].map((answer) => numberOf(answer)?.replaceAll(" ", "")))).toEqual(
    new Set([line?.phone_number]),
  );
  expect(stage.fake.account.numbers).toHaveLength(1);
  expect(
    stage.fake.requests.filter(
      ({ method, path }) => method === "POST" && path.endsWith("IncomingPhoneNumbers.json"),
    ),
  ).toHaveLength(1);
});

it("reads real texts and missed calls at a number of the store's", async () => {
  const line = "+12125550110";
  await using stage = await openRealStage({ owned: [line] });
  const store = agentOf(stage.ringback);
  const { body } = await store.post("/purchases", purchase("first"));
  const { id } = (body as { service: { id: string } }).service;
  stage.fake.people.text({ from: anna, to: line, body: "Your code is 481516" });
  stage.fake.calls.call(anna, line, hangsUp());
  await stage.fake.settled();
  expect((await store.get(`/services/${id}/phone/messages`)).body).toMatchObject({
    messages: [{ from: anna, to: line, bodyPreview: "Your code is 481516" }],
  });
  expect((await store.get(`/services/${id}/phone/missed-calls`)).body).toMatchObject({
    calls: [{ from: anna, status: "missed" }],
  });
});

it("reads texts of short codes and names, and calls of those who withhold their number", async () => {
  const line = "+12125550110";
  await using stage = await openRealStage({ owned: [line] });
  const store = agentOf(stage.ringback);
  const { body } = await store.post("/purchases", purchase("first"));
  const { id } = (body as { service: { id: string } }).service;
  stage.fake.people.text({ from: "22395", to: line, body: "Your code is 481516" });
  stage.fake.people.text({ from: "ACME", to: line, body: "Welcome" });
  stage.fake.calls.call("anonymous", line, hangsUp());
  await stage.fake.settled();
  expect((await store.get(`/services/${id}/phone/messages`)).text).toMatch(/ACME[^]*22395|22395[^]*ACME/);
  expect((await store.get(`/services/${id}/phone/missed-calls`)).body).toMatchObject({
    calls: [{ from: "anonymous", status: "missed", durationSeconds: 0 }],
  });
});

it("buys nothing unless that is switched on, and says what else there is", async () => {
  await using stage = await openRealStage({ allowBuying: false });
  const answer = await agentOf(stage.ringback).post("/purchases", purchase("first"));
  expect(answer).toMatchObject({ status: 409 });
  expect(answer.text).toMatch(/RINGBACK_REAL_ALLOW_BUY/);
  expect(stage.fake.requests.filter(({ method }) => method === "POST")).toEqual([]);
});

it("does all of it dry first: nothing leaves this machine that could cost", async () => {
  const line = "+12125550110";
  await using stage = await openRealStage({ owned: [line], dryRun: true });
  const answer = await agentOf(stage.ringback).post("/purchases", purchase("first"));
  expect(answer).toMatchObject({ status: 201 });
  expect(stage.fake.requests.filter(({ method }) => method !== "GET")).toEqual([]);
  expect(await controlOf(stage.ringback).get("/carrier")).toMatchObject({ body: { dryRun: true } });
});
