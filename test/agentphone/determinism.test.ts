import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect } from "vitest";
import type { ClockMode } from "../../src/kernel/clock/clock.ts";
import { breathe, TestTime } from "../../src/kernel/clock/test-time.ts";
import type { RingbackConfig } from "../../src/runtime/config.ts";
import { createRingback, type Ringback } from "../../src/runtime/create-ringback.ts";
import { readScenarioFile } from "../../src/runtime/read-scenario-file.ts";
import { phoneOf } from "../support/phone-client.ts";
import { codeMailedTo, nina, playPhoneStory } from "../support/phone-story.ts";
import { type Answer, controlOf, startRingback } from "../support/store-client.ts";
import { verifies } from "../support/verifies.ts";
import { openReceiver, type Received, type WebhookReceiver } from "../support/webhook-receiver.ts";

/** Every byte of an answer that ringback decides on; the port is the operating system's. */
const wholeAnswer = (ringback: Ringback, { status, headers, text }: Answer): readonly unknown[] => {
  const own = [...headers].filter(([name]) => !/^(?:connection|keep-alive|content-length)$/.test(name));
  return [status, own, text.replaceAll(ringback.url, "{base}")];
};

/** Every byte of a delivery; `signed` where signatures go by the world's clock. */
const wholeDelivery = ({ path, method, headers, raw }: Received, signed: boolean): readonly unknown[] => {
  const { "x-webhook-timestamp": at, "x-webhook-signature": signature, connection: _, ...own } = headers;
  return [method, path, own, raw.toString("latin1"), signed && [at, signature]];
};

/** Takes the first thing from now on, refuses the second for now, and so on. */
const everySecondLater = ({ received }: WebhookReceiver) => {
  const before = received.length;
  return () => ((received.length - before) % 2 === 0 ? { status: 503, body: "not now" } : 200);
};

const run = async (receiver: WebhookReceiver, profile: object, config: RingbackConfig = {}) => {
  await using ringback = await startRingback(config);
  const before = receiver.received.length;
  await controlOf(ringback).patch("/accounts/acct_001/profile", profile);
  const { answers } = await playPhoneStory(ringback, receiver.url);
  const signed = "signatureClock" in profile;
  return {
    answers: answers.map((answer) => wholeAnswer(ringback, answer)),
    deliveries: receiver.received.slice(before).map((received) => wholeDelivery(received, signed)),
    hash: ringback.worlds.main.runHash(),
  };
};

verifies("determinism.sameBytes", "tells AgentPhone's agents and webhooks equal bytes", async () => {
  await using receiver = await openReceiver();
  const play = (profile: object = {}) => {
    receiver.answer = everySecondLater(receiver);
    return run(receiver, profile);
  };
  const first = await play();
  expect(await play()).toEqual(first);
  expect(first.deliveries.length).toBeGreaterThan(20);
  expect(first.answers.filter(([status]) => Number(status) >= 500)).toHaveLength(2);
  const signed = await play({ signatureClock: "virtual" });
  expect(await play({ signatureClock: "virtual" })).toEqual(signed);
  expect(signed.deliveries).not.toEqual(first.deliveries);
});

verifies("worlds.isolated", "tells the same story whatever goes on in another world meanwhile", async () => {
  await using receiver = await openReceiver();
  await using elsewhere = await openReceiver();
  const alone = await run(receiver, {});
  await using ringback = await startRingback();
  ringback.worlds.create({ name: "other" });
  const before = receiver.received.length;
  await controlOf(ringback).patch("/accounts/acct_001/profile", {});
  const [{ answers }] = await Promise.all([
    playPhoneStory(ringback, receiver.url),
    playPhoneStory(ringback, elsewhere.url, "other"),
  ]);
  expect(answers.map((answer) => wholeAnswer(ringback, answer))).toEqual(alone.answers);
  const told = receiver.received.slice(before).map((received) => wholeDelivery(received, false));
  expect(told).toEqual(alone.deliveries);
  const names = new Set(elsewhere.received.map(({ headers }) => headers["x-ringback-world"]));
  expect(names).toEqual(new Set(["other"]));
});

verifies("determinism.sameBytes", "writes byte-identical journals of AgentPhone's stories", async () => {
  const folder = await mkdtemp(join(tmpdir(), "ringback-"));
  try {
    await using receiver = await openReceiver();
    const hiddenAddresses = [new URL(receiver.url).host];
    const [one, two] = [join(folder, "one.jsonl"), join(folder, "two.jsonl")];
    const [first, second] = [
      await run(receiver, { idStyle: "cuid" }, { journal: one, hiddenAddresses }),
      await run(receiver, { idStyle: "cuid" }, { journal: two, hiddenAddresses }),
    ];
    const [written, again] = [await readFile(one, "utf8"), await readFile(two, "utf8")];
    expect(again).toBe(written);
    expect(second.hash).toBe(first.hash);
    expect(written).not.toMatch(/127\.0\.0\.1|localhost/);
    expect(written).toContain('"input":"delivery"');
  } finally {
    await rm(folder, { recursive: true });
  }
});

/** Plays a shipped story without an agent and answers its journal's lines and its hash. */
const tell = async (file: string, clock: ClockMode) => {
  const realTime = new TestTime();
  const scenario = await readScenarioFile(resolve(import.meta.dirname, "../../scenarios", file));
  await using ringback = await createRingback({ port: 0, scenario, clock, realTime, agent: "none" });
  const { world } = ringback.worlds.main;
  if (typeof clock === "number") await realTime.pass(60 * 60_000);
  if (clock === "manual") await world.clock.advance(60 * 60_000);
  await breathe();
  const told = world.events.after(0, 1000).filter(({ type }) => type !== "clock.jumped");
  return {
    events: told.map(({ seq: _seq, ...event }) => JSON.stringify(event)),
    hash: ringback.worlds.main.runHash(),
  };
};

verifies("clock.modes", "tells the same story of AgentPhone's however time goes", async () => {
  for (const file of ["group-chat.yaml", "phone-signup.yaml", "out-of-money.yaml"]) {
    const jumped = await tell(file, "auto");
    for (const mode of ["manual", 1, 60] as const)
      expect([file, await tell(file, mode)]).toEqual([file, jumped]);
    expect(jumped.events.length).toBeGreaterThan(10);
  }
});

verifies("determinism.sameBytes", "draws codes and secrets whatever other agents do first", async () => {
  const drawn = async (others: number) => {
    await using ringback = await startRingback({ clock: "manual" });
    const [phone, control] = [phoneOf(ringback), controlOf(ringback)];
    for (let other = 0; other < others; other += 1) {
      await phone.post("/v0/agent/sign-up", { human_email: `agent${other}@example.com` });
      await phone.post("/v1/verify/send", { phone_number: `+1415555019${other}` });
      const { id } = (await phone.post("/v1/agents", { name: "Other" })).body as { id: string };
      await phone.post(`/v1/agents/${id}/webhook`, { url: "http://127.0.0.1:9/hook" });
    }
    await phone.post("/v0/agent/sign-up", { human_email: "omar@example.com" });
    await phone.post("/v1/verify/send", { phone_number: nina });
    const { body } = await phone.post("/v1/webhooks", { url: "http://127.0.0.1:9/hook" });
    const { verifications } = ringback.worlds.main.world.tables;
    return {
      mailed: await codeMailedTo(control, "omar@example.com"),
      texted: [...verifications.all()].at(-1)?.code,
      secret: (body as { secret: string }).secret,
    };
  };
  const alone = await drawn(0);
  expect(await drawn(3)).toEqual(alone);
  expect(alone.mailed).toMatch(/^\d{6}$/);
  expect(alone.texted).not.toBe(alone.mailed);
});
