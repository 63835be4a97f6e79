import { expect } from "vitest";
import type { Ringback } from "../../src/runtime/create-ringback.ts";
import { changeProfile, doneBy, equipAgent } from "../support/phone-agent.ts";
import { phoneOf, sdkOf } from "../support/phone-client.ts";
import { acme, addFault, advance, controlOf, startRingback } from "../support/store-client.ts";
import { verifies } from "../support/verifies.ts";

/** Answers after a second, talks for two turns and hangs up. */
const talker = "+15005550130";

const hosted = { systemPrompt: "I am well. How are you?", voiceMode: "hosted" };

const place = async (ringback: Ringback, wishes: object = {}, agent: object = hosted) => {
  const phone = phoneOf(ringback);
  const { agentId } = await equipAgent(phone, agent);
  const call = { agentId, toNumber: talker, initialGreeting: "Hello there.", ...wishes };
  return doneBy("agentphone.calls.create", await phone.post("/v1/calls", call));
};

const read = async (ringback: Ringback, id: string) =>
  doneBy("agentphone.calls.get", await phoneOf(ringback).get(`/v1/calls/${id}`));

const transcriptOf = (ringback: Ringback, id: string) => phoneOf(ringback).get(`/v1/calls/${id}/transcript`);

/** What a person at the far end does, by the controls; then their words are said and answered. */
const play = async (ringback: Ringback, id: string, deed: string, wishes: object = {}, lasts = "5s") => {
  const { status, text } = await controlOf(ringback).post(`/calls/${id}/${deed}`, wishes);
  expect([status, text]).toEqual([200, expect.any(String)]);
  await advance(controlOf(ringback), lasts);
};

verifies(["phone.calls.exchanges", "phone.calls.detail"], async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const { id } = await place(ringback, { toNumber: acme });
  await play(ringback, id, "take", {}, "0s");
  await play(ringback, id, "answer");
  await play(ringback, id, "say", { text: "How are you?", confidence: 0.62 });
  await play(ringback, id, "say", { text: "Fine." });
  await play(ringback, id, "hang-up");
  const call = await read(ringback, id);
  expect(call.transcripts).toEqual([
    {
      id: "tr_001",
      transcript: "",
      confidence: null,
      response: "Hello there.",
      createdAt: "2026-04-01T10:22:00.000Z",
    },
    {
      id: "tr_002",
      transcript: "How are you?",
      confidence: 0.62,
      response: "I am well.",
      createdAt: "2026-04-01T10:22:05.000Z",
    },
    {
      id: "tr_004",
      transcript: "Fine.",
      confidence: 0.95,
      response: "How are you?",
      createdAt: "2026-04-01T10:22:10.000Z",
    },
  ]);
  expect([call.status, call.durationSeconds, call.lastTranscriptSnippet]).toEqual([
    "completed",
    15,
    "How are you?",
  ]);
});

verifies(["phone.calls.partial", "phone.calls.lists"], async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const { id } = await place(ringback);
  const listed = async () =>
    doneBy("agentphone.calls.list", await phoneOf(ringback).get("/v1/calls")).data[0]?.lastTranscriptSnippet;
  const seen = async () => {
    const { status, transcripts } = await read(ringback, id);
    const transcript = (await transcriptOf(ringback, id)).body as {
      status: string;
      transcript: { content: string }[];
    };
    expect(transcript.status).toBe(status);
    return [status, transcripts.length, transcript.transcript.map(({ content }) => content), await listed()];
  };
  expect(await seen()).toEqual(["in-progress", 0, [], null]);
  await advance(controlOf(ringback), "2s");
  expect(await seen()).toEqual(["in-progress", 1, ["Hello there."], "Hello there."]);
  await advance(controlOf(ringback), "300ms");
  // Whoever speaks is written down when they have finished.
  expect(await seen()).toEqual(["in-progress", 2, ["Hello there.", "Hello?"], "Hello?"]);
  await advance(controlOf(ringback), "1m");
  expect(await seen()).toEqual([
    "completed",
    3,
    ["Hello there.", "Hello?", "I am well.", "Thank you for letting me know. Goodbye!", "How are you?"],
    "How are you?",
  ]);
});

verifies("phone.calls.detail", "has the whole transcript turn by turn", async () => {
  await using ringback = await startRingback();
  const { id, fromNumber } = await place(ringback, { waitForCompletion: true });
  const { endedAt, durationSeconds } = await read(ringback, id);
  expect((await transcriptOf(ringback, id)).body).toEqual({
    callId: id,
    status: "completed",
    direction: "outbound",
    fromNumber,
    toNumber: talker,
    startedAt: "2026-04-01T10:22:00.000Z",
    endedAt,
    durationSeconds,
    transcript: [
      { role: "agent", content: "Hello there.", createdAt: "2026-04-01T10:22:01.000Z" },
      { role: "user", content: "Hello?", createdAt: "2026-04-01T10:22:01.800Z" },
      { role: "agent", content: "I am well.", createdAt: "2026-04-01T10:22:02.200Z" },
      {
        role: "user",
        content: "Thank you for letting me know. Goodbye!",
        createdAt: "2026-04-01T10:22:03.400Z",
      },
      { role: "agent", content: "How are you?", createdAt: "2026-04-01T10:22:06.200Z" },
    ],
  });
});

verifies("phone.calls.olderTranscript", async () => {
  await using ringback = await startRingback();
  const { id } = await place(ringback, { waitForCompletion: true });
  const { transcripts } = await read(ringback, id);
  await changeProfile(controlOf(ringback), { transcriptShape: "data" });
  expect((await transcriptOf(ringback, id)).body).toEqual({ data: transcripts });
  expect(await sdkOf(ringback).calls.getCallTranscript({ call_id: id })).toEqual({ data: transcripts });
});

verifies("phone.calls.wait", "tells who placed a call what was said in it", async () => {
  await using ringback = await startRingback();
  const placed = await place(ringback, { waitForCompletion: true, maxWaitSeconds: 60 });
  const { endedAt, transcripts, status } = await read(ringback, placed.id);
  expect(placed).toMatchObject({ status: "completed", endedAt, transcripts });
  const again = await phoneOf(ringback).get(`/v1/calls/${placed.id}?wait=true&timeout=10`);
  expect(again.body).toMatchObject({ status, transcripts });
});

verifies(
  "phone.calls.waitTimeOut",
  "answers with what was said so far, and a placed call with nothing of it",
  async () => {
    await using ringback = await startRingback({ clock: "manual" });
    const control = controlOf(ringback);
    const placing = place(ringback, { waitForCompletion: true, maxWaitSeconds: 10, toNumber: acme });
    const { event } = doneBy("control.wait", await control.get("/wait?type=call.placed"));
    const callId = String(event["callId"]);
    await play(ringback, callId, "take", {}, "0s");
    await play(ringback, callId, "answer");
    await play(ringback, callId, "say", { text: "Yes?" });
    expect(Object.keys(await placing).toSorted()).toEqual([
      "agentId",
      "direction",
      "fromNumber",
      "id",
      "phoneNumberId",
      "retellCallId",
      "startedAt",
      "status",
      "toNumber",
    ]);
    const waiting = phoneOf(ringback).get(`/v1/calls/${callId}?wait=true&timeout=10`);
    await play(ringback, callId, "say", { text: "And?" });
    await advance(control, "5s");
    expect((await waiting).body).toMatchObject({
      status: "in-progress",
      endedAt: null,
      transcripts: [{ transcript: "" }, { transcript: "Yes?" }, { transcript: "And?" }],
    });
  },
);

verifies("phone.calls.providerId", async () => {
  const idsOf = async (): Promise<readonly unknown[]> => {
    await using ringback = await startRingback({ clock: "manual" });
    return [(await place(ringback)).retellCallId, (await place(ringback)).retellCallId];
  };
  const [one, other] = await idsOf();
  expect([one, other]).toEqual([
    expect.stringMatching(/^call_[0-9a-f]{32}$/),
    expect.stringMatching(/^call_[0-9a-f]{32}$/),
  ]);
  expect(one).not.toBe(other);
  expect(await idsOf()).toEqual([one, other]);
});

verifies(
  ["phone.calls.wait", "faults.delay"],
  "waits after a delay as well, since time goes on then",
  async () => {
    await using ringback = await startRingback({ clock: "manual" });
    const control = controlOf(ringback);
    const { id } = await place(ringback);
    await addFault(control, { point: "agentphone.calls.get", times: 1, answer: { delay: "1s" } });
    const waiting = phoneOf(ringback).get(`/v1/calls/${id}?wait=true`);
    await control.get("/wait?type=fault.struck");
    await advance(control, "1s");
    await advance(control, "1m");
    expect((await waiting).body).toMatchObject({ status: "completed" });
  },
);
