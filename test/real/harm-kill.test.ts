import { afterAll, beforeAll, expect, it, onTestFinished, vi } from "vitest";
import { answers, hears } from "../fake-twilio/calls/steps.ts";
import { type FakeTwilio, openFakeTwilio } from "../fake-twilio/open-fake-twilio.ts";
import { bundleChild, type ChildProcess, type ChildProgram } from "../support/child-program.ts";
import { Client, newYork, quoteRequest } from "../support/store-client.ts";

const line = "+14155550110";
const anna = "+14155550123";
const publicUrl = "https://ringback.example";
const over = ["completed", "canceled", "failed", "busy", "no-answer"];

let program: ChildProgram;
beforeAll(async () => {
  program = await bundleChild(new URL("../support/real-ringback-child.ts", import.meta.url));
}, 60_000);
afterAll(() => program[Symbol.dispose]());

interface Begun {
  readonly child: ChildProcess;
  readonly phone: Client;
  readonly store: Client;
}

const begin = async (fake: FakeTwilio, settings: object): Promise<Begun> => {
  const child = program.start([JSON.stringify(settings)]);
  onTestFinished(() => child[Symbol.asyncDispose]());
  const { url, env, callbackPort } = JSON.parse((await child.line()) ?? "{}") as {
    url: string;
    env: Record<string, string>;
    callbackPort: number;
  };
  fake.publicHosts.set(publicUrl, `http://127.0.0.1:${callbackPort}`);
  const phone = new Client(env["AGENTPHONE_BASE_URL"] ?? url, env["AGENTPHONE_API_KEY"]);
  return { child, phone, store: new Client(`${url}/v1/agent`, env["AGENT_STORE_AGENT_API_KEY"]) };
};

/** Begins a process with an agent that has the account's one number. */
const beginWithLine = async (fake: FakeTwilio) => {
  fake.account.own(line);
  const settings = fake.settings({ publicUrl });
  const first = await begin(fake, settings);
  const { body } = await first.phone.post("/v1/agents", { name: "Ada" });
  const { id } = body as { id: string };
  await first.phone.post("/v1/numbers", { agentId: id });
  return { first, id, settings };
};

/** Lets a process do something, and kills it at its so-manieth request to Twilio: as that comes in, or once it is answered. */
const killAt = async (
  fake: FakeTwilio,
  { child }: Begun,
  { request, answered }: { readonly request: number; readonly answered: boolean },
  work: () => Promise<unknown>,
): Promise<void> => {
  const before = fake.requests.length;
  const done = work().then(
    () => true,
    () => true,
  );
  let isDone = false;
  void done.then(() => (isDone = true));
  const last = (): boolean => fake.requests[before + request - 1]?.isOver ?? false;
  const isThere = (): boolean => isDone || (answered ? last() : fake.requests.length >= before + request);
  await vi.waitUntil(isThere, { interval: 1, timeout: 20_000 });
  await child.kill();
  await done;
  await fake.settled();
};

const moments = [1, 2, 3, 4].flatMap((request) => [false, true].map((answered) => ({ request, answered })));

it.each(moments.slice(3, 6))(
  "buys one number for one key, though it is killed at request %j",
  async (moment) => {
    await using fake = await openFakeTwilio();
    const settings = fake.settings({ publicUrl });
    const buy = ({ store }: Begun) =>
      store.post("/purchases", { ...quoteRequest(newYork), idempotencyKey: "one" });
    const first = await begin(fake, settings);
    await killAt(fake, first, moment, () => buy(first));
    const second = await begin(fake, settings);
    expect(fake.account.numbers.map(({ sms_url }) => sms_url).filter((url) => url !== "")).toEqual([]);
    expect((await buy(second)).status).toBe(201);
    expect(fake.account.numbers).toHaveLength(1);
  },
  30_000,
);

it.each(moments.slice(0, 2))(
  "leaves no call alive, though it is killed at request %j",
  async (moment) => {
    await using fake = await openFakeTwilio();
    const { first, id, settings } = await beginWithLine(fake);
    fake.calls.callee(anna, answers(), hears());
    await killAt(fake, first, moment, () => first.phone.post("/v1/calls", { agentId: id, toNumber: anna }));
    await begin(fake, settings);
    await fake.settled();
    expect(fake.calls.all.map(({ status }) => over.includes(status))).not.toContain(false);
    expect(fake.calls.all.length).toBeLessThanOrEqual(1);
  },
  30_000,
);

it.each(moments.slice(0, 1))(
  "sends a text once, though it is killed at request %j",
  async (moment) => {
    await using fake = await openFakeTwilio();
    const { first, settings } = await beginWithLine(fake);
    await killAt(fake, first, moment, () =>
      first.phone.post("/v1/messages", { from_number: line, to_number: anna, body: "hello" }),
    );
    await begin(fake, settings);
    expect(fake.people.read(anna)).toHaveLength(1);
    expect(fake.account.numbers.map(({ sms_url }) => sms_url)).toEqual([""]);
  },
  30_000,
);
