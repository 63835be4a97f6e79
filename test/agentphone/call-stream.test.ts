import { expect } from "vitest";
import { createInvoke } from "../../src/api/invoke.ts";
import { breathe, TestTime } from "../../src/kernel/clock/test-time.ts";
import type { Ringback } from "../../src/runtime/create-ringback.ts";
import { doneBy, equipAgent } from "../support/phone-agent.ts";
import { phoneKey, phoneOf, sdkOf } from "../support/phone-client.ts";
import { openStream, type ReadStream } from "../support/read-stream.ts";
import { addFault, advance, controlOf, startRingback } from "../support/store-client.ts";
import { verifies } from "../support/verifies.ts";

/** Answers after a second, talks for two turns and hangs up. */
const talker = "+15005550130";
/** Answers after a second and never says a word. */
const silent = "+15005550141";
/** Rings and is never answered. */
const nobody = "+15005550132";

const place = async (ringback: Ringback, toNumber: string, agent: object = {}): Promise<string> => {
  const phone = phoneOf(ringback);
  const { agentId } = await equipAgent(phone, { systemPrompt: "I am well. How are you?", ...agent });
  const call = { agentId, toNumber, initialGreeting: "Hello there." };
  return doneBy("agentphone.calls.create", await phone.post("/v1/calls", call)).id;
};

const pathOf = (id: string): string => `/v1/calls/${id}/transcript/stream`;

const listen = (ringback: Ringback, id: string): Promise<ReadStream> =>
  openStream(`${ringback.url}${pathOf(id)}`, { authorization: `Bearer ${phoneKey(ringback)}` });

const nameOf = (block: string | undefined): string | undefined =>
  /^(?:event: \w+|: \w+)/.exec(block ?? "")?.[0];
const dataOf = (block: string | undefined): Record<string, unknown> =>
  JSON.parse(/^data: (.*)$/m.exec(block ?? "")?.[1] ?? "{}") as Record<string, unknown>;

/** What was asked of a world's calls by agents, as the log of requests has it. */
const askedFor = async (ringback: Ringback): Promise<readonly { answer: unknown; outcome: string }[]> => {
  const { body } = await controlOf(ringback).get("/requests?operation=agentphone.calls.transcriptStream");
  return (body as { requests: { answer: unknown; outcome: string }[] }).requests;
};

const said = [
  { role: "agent", content: "Hello there." },
  { role: "user", content: "Hello?" },
  { role: "agent", content: "I am well." },
  { role: "user", content: "Thank you for letting me know. Goodbye!" },
  { role: "agent", content: "How are you?" },
];

verifies("phone.calls.stream.live", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const control = controlOf(ringback);
  const id = await place(ringback, talker);
  const { response, next, rest } = await listen(ringback, id);
  expect([
    response.status,
    response.headers.get("content-type"),
    response.headers.get("content-length"),
  ]).toEqual([200, "text/event-stream; charset=utf-8", null]);
  const connected = await next();
  expect([nameOf(connected), dataOf(connected)]).toEqual([
    "event: connected",
    expect.objectContaining({ callId: id, status: "in-progress", agentName: "Frida", direction: "outbound" }),
  ]);
  // It rings for a second; two words take 0.8.
  await advance(control, "1800ms");
  expect(dataOf(await next())).toEqual({ ...said[0], createdAt: "2026-04-01T10:22:01.000Z" });
  await advance(control, "1m");
  const blocks = await rest();
  expect(blocks.filter((block) => nameOf(block) === "event: turn").map(dataOf)).toMatchObject(said.slice(1));
  const ended = blocks.find((block) => nameOf(block) === "event: ended");
  const call = doneBy("agentphone.calls.get", await phoneOf(ringback).get(`/v1/calls/${id}`));
  expect(dataOf(ended)).toEqual({
    callId: id,
    status: "completed",
    endedAt: call.endedAt,
    durationSeconds: call.durationSeconds,
  });
  expect(blocks.at(-1)).toBe(ended);
  expect(await askedFor(ringback)).toMatchObject([
    {
      outcome: "ok",
      answer: { text: `${[connected, ...(await replay(ringback, id)).slice(1)].join("\n\n")}\n\n` },
    },
  ]);
});

/** The stream of a call that is over. */
const replay = async (ringback: Ringback, id: string): Promise<readonly string[]> =>
  (await listen(ringback, id)).rest();

verifies("phone.calls.stream.live", "begins with what was said before it was opened", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const control = controlOf(ringback);
  const id = await place(ringback, talker);
  await advance(control, "3s");
  const { next, rest } = await listen(ringback, id);
  const early = [await next(), await next(), await next()];
  expect(early.map(nameOf)).toEqual(["event: connected", "event: turn", "event: turn"]);
  await advance(control, "1m");
  const late = await rest();
  expect(
    [...early, ...late].flatMap((block) => (nameOf(block) === "event: turn" ? [dataOf(block)] : [])),
  ).toMatchObject(said);
  expect((await replay(ringback, id)).slice(1)).toEqual(
    [...early, ...late].slice(1).filter((block) => nameOf(block) !== ": heartbeat"),
  );
});

verifies("phone.calls.stream.time", "carries a call to its end in auto, past its comments", async () => {
  await using ringback = await startRingback({ quiet: 3_600_000 });
  const id = await place(ringback, silent, { maxSilenceMs: 40_000 });
  // Nobody says a word after the greeting: only whoever waits lets time go on to the end of the agent's patience.
  const control = controlOf(ringback);
  await control.get("/wait?type=turn.agent");
  expect((await replay(ringback, id)).map(nameOf)).toEqual([
    "event: connected",
    "event: turn",
    ": heartbeat",
    ": heartbeat",
    "event: ended",
  ]);
  const jumps = await control.get("/events?type=clock.jumped");
  const waits = (jumps.body as { events: { signal: string }[] }).events.filter(
    ({ signal }) => signal === "wait",
  );
  expect(waits).toHaveLength(1);
});

verifies(
  ["phone.calls.stream.live", "phone.calls.stream.time"],
  "comments every 15 real seconds in real time",
  async () => {
    const realTime = new TestTime();
    await using ringback = await startRingback({ clock: 1, realTime });
    const id = await place(ringback, nobody);
    const { next } = await listen(ringback, id);
    await next();
    await realTime.pass(14_999);
    await realTime.pass(1);
    expect(await next()).toBe(": heartbeat");
    await realTime.pass(15_000);
    expect(await next()).toBe(": heartbeat");
  },
);

verifies("phone.calls.stream.end", "leaves nothing behind when its reader goes", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const { clock } = ringback.worlds.main.world;
  const id = await place(ringback, nobody);
  const before = clock.timers().length;
  const stream = await listen(ringback, id);
  await stream.next();
  expect(clock.timers().length).toBe(before + 1);
  const answered = controlOf(ringback).get(
    "/wait?type=request.answered&operation=agentphone.calls.transcriptStream",
  );
  stream.leave();
  await answered;
  expect(clock.timers().length).toBe(before);
  expect(await askedFor(ringback)).toMatchObject([{ outcome: "ok" }]);
});

verifies("phone.calls.stream.end", "ends when its world begins anew, and when ringback does", async () => {
  const ringback = await startRingback({ clock: "manual" });
  const stream = await listen(ringback, await place(ringback, nobody));
  await stream.next();
  await controlOf(ringback).send("POST", "/worlds/main/reset");
  expect(await stream.rest()).toEqual([]);
  const other = await listen(ringback, await place(ringback, nobody));
  await other.next();
  const rest = other.rest();
  await ringback.close();
  expect(await rest).toEqual([]);
});

verifies("phone.calls.stream.faults", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const control = controlOf(ringback);
  const point = "agentphone.calls.transcriptStream";
  const id = await place(ringback, talker);
  await addFault(control, { point, times: 1, answer: { delay: "1s" } });
  const struck = control.get("/wait?type=fault.struck");
  const delayed = listen(ringback, id);
  await struck;
  await breathe();
  await advance(control, "1s");
  const { response, next, rest } = await delayed;
  expect(response.headers.get("x-ringback-why")).toMatch(/^fault_struck: .* delayed this answer by 1000 ms/);
  expect(nameOf(await next())).toBe("event: connected");
  await advance(control, "800ms");
  expect(dataOf(await next())).toMatchObject({ content: "Hello there." });
  await advance(control, "1m");
  expect(nameOf((await rest()).at(-1))).toBe("event: ended");
});

verifies("phone.calls.stream.faults", "gives a harmful fault the whole of it", async () => {
  await using ringback = await startRingback({ quiet: 3_600_000 });
  const control = controlOf(ringback);
  const point = "agentphone.calls.transcriptStream";
  const id = await place(ringback, talker);
  await addFault(control, { point, times: 1, answer: { slow: { pieces: 3 } } });
  const slow = await replay(ringback, id);
  expect(slow.map(nameOf)).toEqual(["event: connected", ...said.map(() => "event: turn"), "event: ended"]);
  await addFault(control, { point, times: 1, answer: { malformed: true } });
  expect((await replay(ringback, id)).map(nameOf)).not.toContain("event: ended");
  await addFault(control, { point, times: 1, answer: { reset: true } });
  await expect(listen(ringback, id)).rejects.toThrow(TypeError);
  await addFault(control, { point, times: 1, answer: { status: 503 } });
  expect((await listen(ringback, id)).response.status).toBe(503);
});

verifies("phone.calls.stream.faults", "answers HEAD at once", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const id = await place(ringback, nobody);
  const headers = { authorization: `Bearer ${phoneKey(ringback)}` };
  const head = await fetch(`${ringback.url}${pathOf(id)}`, { method: "HEAD", headers });
  expect([head.status, head.headers.get("content-type"), await head.text()]).toEqual([
    200,
    "text/event-stream; charset=utf-8",
    "",
  ]);
});

verifies("phone.calls.stream.live", "is refused like any other request", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const phone = phoneOf(ringback);
  const unknown = await phone.get(pathOf("call_999"));
  expect([unknown.status, unknown.body]).toEqual([404, { detail: "Call not found" }]);
  const keyless = await fetch(`${ringback.url}${pathOf("call_001")}`);
  expect([keyless.status, keyless.headers.get("content-type")]).toEqual([
    401,
    "application/json; charset=utf-8",
  ]);
});

verifies("phone.calls.stream.live", "comes as it stands where nobody can listen", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const id = await place(ringback, talker);
  await advance(controlOf(ringback), "3s");
  const invoke = createInvoke(ringback.desk, "main");
  const { text } = await invoke("agentphone.calls.transcriptStream", { call_id: id });
  expect((text as string).match(/^event: \w+$/gm)).toEqual([
    "event: connected",
    "event: turn",
    "event: turn",
  ]);
  const sdk = sdkOf(ringback).calls.streamCallTranscript({ call_id: id });
  await advance(controlOf(ringback), "1m");
  expect(await sdk).toMatchObject({ ok: false, error: { reason: "non-json", statusCode: 200 } });
});
