import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import type { RingbackConfig } from "../../src/runtime/config.ts";
import type { Ringback } from "../../src/runtime/create-ringback.ts";
import {
  acme,
  addAgent,
  agentOf,
  type Answer,
  controlOf,
  openAccount,
  quoteRequest,
  startRingback,
} from "../support/store-client.ts";
import { verifies } from "../support/verifies.ts";

/** Some of everything: buying, replays, refusals, texts, codes, calls, other accounts, another world. */
const playStory = async (ringback: Ringback): Promise<readonly Answer[]> => {
  const control = controlOf(ringback);
  const agent = agentOf(ringback);
  const answers: Answer[] = [];
  const note = async (answer: Promise<Answer>): Promise<void> => void answers.push(await answer);
  await note(control.put("/clock", { mode: "manual" }));
  await note(agent.get("/catalog/items?q=phone"));
  await note(agent.post("/quotes", quoteRequest()));
  await note(agent.post("/purchases", { quoteId: "quote_phone_001", idempotencyKey: "a" }));
  await note(agent.post("/purchases", { quoteId: "quote_phone_001", idempotencyKey: "a" }));
  await note(agent.post("/purchases", { quoteId: "quote_phone_001", idempotencyKey: "b" }));
  await note(agent.post("/purchases", { ...quoteRequest(), idempotencyKey: "c" }));
  await note(agent.post("/services/svc_phone_001/phone/topups", { amountUsd: 15 }));
  await note(control.post("/people/otp", { from: acme, to: "+12125550186", expiresIn: "5m" }));
  await note(control.post("/people/call", { from: acme, to: "+12125550186", ringFor: "20s" }));
  await note(control.post("/clock/advance", { by: "6m" }));
  await note(agent.get("/services/svc_phone_001/phone/messages?unreadOnly=true"));
  await note(agent.get("/services/svc_phone_001/phone/messages/msg_001"));
  await note(agent.get("/services/svc_phone_001/phone/missed-calls"));
  await note(agent.get("/services/svc_phone_404"));
  await note(agent.post("/quotes", []));
  const { key } = await openAccount(control, { name: "other", walletUsd: 30 });
  await note(agentOf(ringback, key).post("/purchases", { ...quoteRequest(), idempotencyKey: "a" }));
  const second = await addAgent(control);
  await note(agentOf(ringback, second.key).get("/services"));
  await note(control.post("/worlds", { name: "other" }));
  await note(control.post("/worlds/main/fork", { name: "main", as: "copy" }));
  await note(control.get("/accounts"));
  await note(control.get("/events?limit=1000"));
  await note(control.get("/worlds/main/snapshot"));
  await note(control.get("/worlds"));
  return answers;
};

/** Every byte of an answer that ringback decides on; the port is the operating system's. */
const wholeAnswer = (ringback: Ringback, { status, headers, text }: Answer): readonly unknown[] => {
  const own = [...headers].filter(
    ([name]) => name !== "connection" && name !== "keep-alive" && name !== "content-length",
  );
  return [status, own, text.replaceAll(ringback.url, "{base}")];
};

const run = async (config: RingbackConfig = {}) => {
  await using ringback = await startRingback(config);
  const answers = await playStory(ringback);
  return {
    answers: answers.map((answer) => wholeAnswer(ringback, answer)),
    hash: ringback.worlds.main.runHash(),
  };
};

verifies(
  "determinism.sameBytes",
  "answers equal requests with equal bytes, headers and run hash",
  async () => {
    const [first, second] = [await run(), await run()];
    expect(second.answers).toEqual(first.answers);
    expect(second.hash).toBe(first.hash);
    expect(first.hash).toMatch(/^[0-9a-f]{64}$/);
  },
);

verifies("determinism.sameBytes", "writes byte-identical journals", async () => {
  const folder = await mkdtemp(join(tmpdir(), "ringback-"));
  try {
    const [one, two] = [join(folder, "one.jsonl"), join(folder, "two.jsonl")];
    const [first, second] = [await run({ journal: one }), await run({ journal: two })];
    const [written, again] = [await readFile(one, "utf8"), await readFile(two, "utf8")];
    expect(again).toBe(written);
    expect(second.hash).toBe(first.hash);
    expect(first.hash).toBe((await run()).hash);
    expect(written).not.toMatch(/127\.0\.0\.1|localhost/);
    const lines = written.trimEnd().split("\n");
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({ journal: "ringback", seed: "ringback" });
    expect(lines.length).toBeGreaterThan(40);
  } finally {
    await rm(folder, { recursive: true });
  }
});

verifies("determinism.sameBytes", "tells apart runs that differ in one request", async () => {
  const withOneMore = async (): Promise<string> => {
    await using ringback = await startRingback();
    await playStory(ringback);
    await agentOf(ringback).get("/services");
    return ringback.worlds.main.runHash();
  };
  expect(await withOneMore()).not.toBe((await run()).hash);
});

/** What the seed decides: the key, a code, and the numbers of three New York lines. */
const drawn = async (seed: string) => {
  await using ringback = await startRingback({ seed });
  const agent = agentOf(ringback);
  const numbers: string[] = [];
  for (const idempotencyKey of ["a", "b", "c"]) {
    const { body } = await agent.post("/purchases", { ...quoteRequest(), idempotencyKey });
    numbers.push((body as { service: { displayName: string } }).service.displayName);
  }
  const { body } = await controlOf(ringback).post("/people/otp", {
    from: acme,
    to: "+12125550186",
    digits: 8,
  });
  return {
    key: ringback.env["AGENT_STORE_AGENT_API_KEY"],
    code: (body as { code: string }).code,
    first: numbers[0],
    later: numbers.slice(1),
  };
};

verifies(
  ["determinism.seed", "purchases.firstNumber"],
  "draws all but the first number from the seed",
  async () => {
    const [one, two] = [await drawn("one"), await drawn("two")];
    expect(await drawn("one")).toEqual(one);
    expect(two.first).toBe("+1 212 555 0186");
    expect(two.first).toBe(one.first);
    expect(two.later).not.toEqual(one.later);
    expect(two.key).not.toBe(one.key);
    expect(two.code).not.toBe(one.code);
  },
);

verifies(
  "determinism.sameBytes",
  "draws codes and numbers whatever other lines and accounts do",
  async () => {
    const codeAfter = async (others: number): Promise<unknown> => {
      await using ringback = await startRingback();
      const agent = agentOf(ringback);
      const control = controlOf(ringback);
      await agent.post("/purchases", { ...quoteRequest(), idempotencyKey: "a" });
      for (let index = 0; index < others; index += 1) {
        await openAccount(control, { name: "other" });
        await control.post("/people/otp", { from: "+14155550177", to: "+12125550186" });
      }
      const { body } = await control.post("/people/otp", { from: acme, to: "+12125550186" });
      return (body as { code: string }).code;
    };
    expect(await codeAfter(3)).toBe(await codeAfter(0));
  },
);
