import { expect, it } from "vitest";
import type { FakeTwilio } from "../fake-twilio/open-fake-twilio.ts";
import { anna, line, openRealAgent } from "../support/real-agent.ts";
import { openRealStage } from "../support/real-stage.ts";
import { phoneOf } from "../support/phone-client.ts";
import { controlOf } from "../support/store-client.ts";

const urlsOf = ({ account }: FakeTwilio, e164 = line) => {
  const { sms_url, voice_url, status_callback } = account.numberOf(e164) ?? {};
  return { sms_url, voice_url, status_callback };
};

it("gives an adopted number back as it was, and leaves it the account's", async () => {
  await using ada = await openRealAgent();
  const led = urlsOf(ada.fake);
  expect(Object.values(led).every((url) => String(url).startsWith("https://ringback.example/tw/"))).toBe(
    true,
  );
  expect(await ada.phone.delete(`/v1/numbers/${ada.numberId}`)).toMatchObject({
    status: 200,
    body: { phoneNumber: line, status: "released" },
  });
  await ada.fake.settled();
  expect(Object.values(urlsOf(ada.fake)).join("")).not.toContain("ringback.example");
  expect(ada.fake.account.numberOf(line)).toBeDefined();
  expect(ada.fake.requests.filter(({ method }) => method === "DELETE")).toEqual([]);
  // It can be had again.
  expect(await ada.phone.post("/v1/numbers", { agentId: ada.agentId })).toMatchObject({
    status: 200,
    body: { phoneNumber: line },
  });
});

it("tells agents nothing of what comes to a number that was given back", async () => {
  await using ada = await openRealAgent();
  await ada.phone.delete(`/v1/numbers/${ada.numberId}`);
  ada.fake.people.text({ from: anna, to: line, body: "Hello?" });
  ada.fake.calls.call(anna, line);
  await ada.fake.settled();
  expect(ada.receiver.received).toEqual([]);
  expect(await ada.events("message.received")).toEqual([]);
  expect(await ada.events("call.received")).toEqual([]);
});

it("keeps a bought number on the shelf: the next that is wished for is that one, and costs nothing", async () => {
  await using stage = await openRealStage();
  const phone = phoneOf(stage.ringback);
  const bought = (await phone.post("/v1/numbers", { areaCode: "415" })).body as {
    id: string;
    phoneNumber: string;
  };
  expect(bought.phoneNumber).toMatch(/^\+1415/);
  await phone.delete(`/v1/numbers/${bought.id}`);
  await stage.fake.settled();
  expect(stage.fake.account.numbers).toHaveLength(1);
  expect((await phone.post("/v1/numbers", { areaCode: "415" })).body).toMatchObject({
    phoneNumber: bought.phoneNumber,
  });
  const purchases = stage.fake.requests.filter(
    ({ method, path }) => method === "POST" && path.endsWith("/IncomingPhoneNumbers.json"),
  );
  expect(purchases).toHaveLength(1);
});

it("releases for ever only what was bought, once it is on no line and was typed again", async () => {
  await using stage = await openRealStage({ owned: [line] });
  const [phone, control] = [phoneOf(stage.ringback), controlOf(stage.ringback)];
  await phone.post("/v1/numbers", {});
  const { id, phoneNumber } = (await phone.post("/v1/numbers", { areaCode: "212" })).body as {
    id: string;
    phoneNumber: string;
  };
  const release = (number: string, confirm: unknown = true) =>
    control.post("/carrier/release", { number, confirm });
  expect((await release(phoneNumber)).status).toBeGreaterThanOrEqual(400);
  await phone.delete(`/v1/numbers/${id}`);
  expect((await release(phoneNumber, false)).status).toBeGreaterThanOrEqual(400);
  expect((await release(line)).status).toBeGreaterThanOrEqual(400);
  expect(stage.fake.account.numbers).toHaveLength(2);
  expect(await release(phoneNumber)).toMatchObject({ status: 200 });
  expect(stage.fake.account.numbers.map(({ phone_number }) => phone_number)).toEqual([line]);
});

it("puts every number back when ringback ends", async () => {
  await using ada = await openRealAgent();
  await ada.stage.ringback.close();
  expect(Object.values(urlsOf(ada.fake)).join("")).not.toContain("ringback.example");
  await ada.stage.restart();
});

it("counts texts, pages and usage as it does without a real carrier", async () => {
  await using ada = await openRealAgent();
  for (const body of ["One.", "Two.", "Three."]) {
    await ada.sdk.messages.sendMessage({ from_number: line, to_number: anna, body });
  }
  const read = (query: string) => ada.phone.get(`/v1/numbers/${ada.numberId}/messages?${query}`);
  const first = (await read("limit=2")).body as {
    data: { body: string; receivedAt: string }[];
    hasMore: boolean;
  };
  expect([first.data.map(({ body }) => body), first.hasMore]).toEqual([["Three.", "Two."], true]);
  const rest = await read(`limit=2&before=${encodeURIComponent(first.data[1]?.receivedAt ?? "")}`);
  expect(rest.body).toMatchObject({ data: [{ body: "One." }], hasMore: false });
  const { body: usage } = await ada.phone.get("/v1/usage");
  expect(JSON.stringify(usage)).toMatch(/"totalMessages":3\b|"messages[^"]*":3\b/);
});
