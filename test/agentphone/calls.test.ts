import { AgentPhoneError } from "agentphone";
import { expect, it } from "vitest";
import { changeProfile, doneBy, equipAgent } from "../support/phone-agent.ts";
import { phoneOf, sdkOf } from "../support/phone-client.ts";
import { rawRequest } from "../support/raw-request.ts";
import {
  acme,
  addFault,
  advance,
  agentOf,
  type Answer,
  buyNumber,
  Client,
  controlOf,
  placeCall,
  startRingback,
} from "../support/store-client.ts";
import { verifies } from "../support/verifies.ts";

/** Rings and is never answered. */
const nobody = "+15005550132";

/** A 422's first complaint. */
const complaintOf = ({ status, body }: Answer): readonly unknown[] => {
  expect(status).toBe(422);
  const [first] = (body as { detail: { loc: unknown; msg: unknown }[] }).detail;
  return [first?.loc, first?.msg];
};

const detailOf = ({ status, body }: Answer): unknown => [status, (body as { detail: unknown }).detail];

const called = (answer: Answer) => doneBy("agentphone.calls.create", answer);
const idsOf = (answer: Answer): readonly string[] =>
  doneBy("agentphone.calls.list", answer).data.map(({ id }) => id);

/** The events of some kinds, without their places in the log. */
const eventsOf = async (control: Client, types: readonly string[]): Promise<readonly object[]> => {
  const { events } = doneBy("control.events.list", await control.get("/events?limit=1000"));
  return events
    .filter(({ type }) => types.includes(type))
    .map(({ seq: _seq, at: _at, ...event }) => event as object);
};

verifies(
  ["phone.calls.place", "phone.calls.unanswered", "phone.calls.rings", "phone.calls.detail"],
  async () => {
    await using ringback = await startRingback({ clock: "manual" });
    const phone = phoneOf(ringback);
    const control = controlOf(ringback);
    const { agentId, numberId, number } = await equipAgent(phone);
    const answer = await phone.post("/v1/calls", { agentId, toNumber: nobody, systemPrompt: "Say hi." });
    expect([answer.status, answer.body]).toEqual([
      200,
      {
        id: "call_001",
        retellCallId: expect.any(String) as string,
        agentId,
        phoneNumberId: numberId,
        fromNumber: number,
        toNumber: nobody,
        direction: "outbound",
        status: "in-progress",
        startedAt: "2026-04-01T10:22:00.000Z",
      },
    ]);
    const live = doneBy("agentphone.calls.get", await phone.get("/v1/calls/call_001"));
    expect([live.status, live.endedAt, live.durationSeconds]).toEqual(["in-progress", null, null]);
    await advance(control, "1m");
    const ended = await phone.get("/v1/calls/call_001");
    expect(ended.body).toEqual({
      id: "call_001",
      agentId,
      phoneNumberId: numberId,
      phoneNumber: number,
      fromNumber: number,
      toNumber: nobody,
      direction: "outbound",
      status: "completed",
      startedAt: "2026-04-01T10:22:00.000Z",
      endedAt: "2026-04-01T10:23:00.000Z",
      durationSeconds: 0,
      lastTranscriptSnippet: null,
      recordingUrl: null,
      recordingAvailable: false,
      transcripts: [],
    });
    const transcript = await phone.get("/v1/calls/call_001/transcript");
    expect(transcript.body).toMatchObject({ callId: "call_001", status: "completed", transcript: [] });
    const call = { line: number, from: number, to: nobody, callId: "call_001" };
    expect(await eventsOf(control, ["call.placed", "call.ended", "call.missed"])).toEqual([
      { type: "call.placed", ...call, account: "acct_001", agent: agentId },
      {
        type: "call.ended",
        ...call,
        status: "completed",
        disconnectionReason: "dial_no_answer",
        durationMs: 0,
      },
    ]);
    const usage = await phone.get("/v1/usage");
    expect(usage.body).toMatchObject({ stats: { totalCalls: 1, callsLast24h: 1 } });
    const ledger = await control.get("/accounts/acct_001/ledger");
    expect(ledger.text).not.toContain('"call"');
  },
);

verifies("phone.calls.rings", "rings along at a line of the same world, whosever it is", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const phone = phoneOf(ringback);
  const { agentId, number } = await equipAgent(phone);
  const other = await equipAgent(phone);
  const { number: storeNumber, path } = await buyNumber(agentOf(ringback));
  await phone.post("/v1/calls", { agentId, toNumber: storeNumber });
  await phone.post("/v1/calls", { agentId, toNumber: other.number });
  await advance(controlOf(ringback), "1m");
  const missed = await agentOf(ringback).get(`${path}/missed-calls`);
  expect(missed.body).toMatchObject({ calls: [{ from: number, to: storeNumber, status: "missed" }] });
  const received = await phone.get(`/v1/agents/${other.agentId}/calls`);
  expect(received.body).toMatchObject({ data: [{ fromNumber: number, direction: "inbound" }], total: 1 });
});

verifies(
  "phone.calls.rules",
  "calls from the first number unless another of the agent's is named",
  async () => {
    await using ringback = await startRingback({ clock: "manual" });
    const phone = phoneOf(ringback);
    const { agentId, number } = await equipAgent(phone);
    const second = doneBy(
      "agentphone.numbers.create",
      await phone.post("/v1/numbers", { country: "US", agentId }),
    );
    const foreign = await equipAgent(phone);
    const from = async (fields: object) =>
      called(await phone.post("/v1/calls", { agentId, toNumber: acme, ...fields })).fromNumber;
    expect(await from({})).toBe(number);
    expect(await from({ fromNumberId: null })).toBe(number);
    expect(await from({ fromNumberId: second.id })).toBe(second.phoneNumber);
    const refused = await phone.post("/v1/calls", {
      agentId,
      toNumber: acme,
      fromNumberId: foreign.numberId,
    });
    expect(detailOf(refused)).toEqual([400, "fromNumberId does not belong to this agent."]);
    const unknown = await phone.post("/v1/calls", { agentId, toNumber: acme, fromNumberId: "num_999" });
    expect(detailOf(unknown)).toEqual([404, "Number not found."]);
    await phone.delete(`/v1/numbers/${second.id}`);
    const released = await phone.post("/v1/calls", { agentId, toNumber: acme, fromNumberId: second.id });
    expect(released.status).toBe(400);
  },
);

verifies(["phone.calls.rules", "phone.calls.refusals"], async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const phone = phoneOf(ringback);
  const hosted = await equipAgent(phone);
  const spoken = await equipAgent(phone, { voiceMode: "webhook", systemPrompt: null });
  const post = (fields: object) =>
    phone.post("/v1/calls", { agentId: spoken.agentId, toNumber: acme, ...fields });
  expect(complaintOf(await post({ modelTier: "max" }))).toEqual([
    ["body", "modelTier"],
    "modelTier goes only with a systemPrompt",
  ]);
  expect(complaintOf(await post({ variables: { a: "b" } }))).toEqual([
    ["body", "variables"],
    "variables goes only with a systemPrompt or a hosted agent",
  ]);
  expect(complaintOf(await post({ toNumber: "nobody" }))).toEqual([
    ["body", "toNumber"],
    "toNumber must be a telephone number such as +14155550123",
  ]);
  expect(complaintOf(await post({ toNumber: undefined }))).toEqual([["body", "toNumber"], "Field required"]);
  expect(complaintOf(await post({ maxWaitSeconds: 9 }))[0]).toEqual(["body", "maxWaitSeconds"]);
  for (const fields of [
    { systemPrompt: "Hi", modelTier: "max", variables: { a: "b" } },
    { agentId: hosted.agentId, variables: { a: "b" } },
    { initialGreeting: "" },
    { initialGreeting: null, voice: null, systemPrompt: null, callScreeningPurpose: "a delivery" },
  ])
    expect((await post(fields)).status).toBe(200);
  expect(detailOf(await post({ agentId: "agt_999" }))).toEqual([404, "Agent not found."]);
  const bare = doneBy("agentphone.agents.create", await phone.post("/v1/agents", { name: "bare" }));
  expect(detailOf(await post({ agentId: bare.id }))).toEqual([400, "Agent has no phone number attached."]);
});

verifies(["phone.calls.emergency", "phone.calls.refusals", "phone.calls.national"], async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const phone = phoneOf(ringback);
  const { agentId } = await equipAgent(phone);
  for (const toNumber of [
    "911",
    "9-1-1",
    "+1911",
    "٩١١",
    "tel:911",
    "988",
    "411",
    "+18002738255",
    "1-800-273-TALK",
  ]) {
    const answer = await phone.post("/v1/calls", { agentId, toNumber });
    expect([toNumber, answer.status]).toEqual([toNumber, 403]);
    expect(answer.headers.get("x-ringback-why")).toMatch(/^number_protected: /);
  }
  for (const toNumber of [acme, "(415) 555-0123", "415.555.0123", "+1 415 555 0123", "1-415-555-0123"])
    expect(called(await phone.post("/v1/calls", { agentId, toNumber })).toNumber).toBe(acme);
});

verifies("phone.calls.money", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const phone = phoneOf(ringback);
  const control = controlOf(ringback);
  const { agentId } = await equipAgent(phone);
  const call = () => phone.post("/v1/calls", { agentId, toNumber: acme });
  const callOnWeb = () => phone.post("/v1/calls/web", { agentId });
  await changeProfile(control, { requirePaymentMethod: true });
  for (const ask of [call, callOnWeb])
    expect(detailOf(await ask())).toEqual([402, "A payment method is required to place calls."]);
  await changeProfile(control, { hasPaymentMethod: true });
  expect((await call()).status).toBe(200);
  await control.put("/accounts/acct_001/credit", { creditUsd: 0 });
  expect((await call()).status).toBe(200);
  await changeProfile(control, { enforceBalance: true, errorShape: "envelope" });
  for (const ask of [call, callOnWeb]) {
    const refused = await ask();
    expect([refused.status, refused.body]).toMatchObject([402, { error: { code: "INSUFFICIENT_BALANCE" } }]);
  }
});

verifies("phone.calls.concurrency", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const phone = phoneOf(ringback);
  const control = controlOf(ringback);
  const { agentId } = await equipAgent(phone);
  const call = () => phone.post("/v1/calls", { agentId, toNumber: nobody });
  await changeProfile(control, { rateLimits: true });
  for (let count = 0; count < 5; count += 1) expect((await call()).status).toBe(200);
  const sixth = await call();
  expect([sixth.status, sixth.headers.get("retry-after")]).toEqual([429, "15"]);
  await advance(control, "1m");
  expect((await call()).status).toBe(200);
});

verifies("phone.calls.wait", "answers when the call is over, in the world's time", async () => {
  await using ringback = await startRingback();
  const phone = phoneOf(ringback);
  const { agentId } = await equipAgent(phone);
  const call = { agentId, toNumber: nobody };
  const done = called(await phone.post("/v1/calls", { ...call, waitForCompletion: true }));
  expect(done).toMatchObject({ status: "completed", transcripts: [] });
  expect(Date.parse(done.endedAt ?? "") - Date.parse(done.startedAt)).toBe(60_000);
  const { id } = called(await phone.post("/v1/calls", call));
  const waited = await phone.get(`/v1/calls/${id}?wait=true&timeout=30`);
  expect(waited.body).toMatchObject({ status: "completed", durationSeconds: 0 });
  // What is over is not waited for.
  expect((await phone.get(`/v1/calls/${id}?wait=true`)).body).toEqual(waited.body);
});

verifies("phone.calls.waitTimeOut", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const phone = phoneOf(ringback);
  const control = controlOf(ringback);
  const { agentId } = await equipAgent(phone);
  const wishes = { waitForCompletion: true, maxWaitSeconds: 10 };
  const placing = phone.post("/v1/calls", { agentId, toNumber: acme, ...wishes });
  await control.get("/wait?type=call.placed");
  await advance(control, "11s");
  const placed = await placing;
  expect(placed.body).toMatchObject({ status: "in-progress" });
  expect(placed.body).not.toHaveProperty("transcripts");
  expect(complaintOf(await phone.get(`/v1/calls/${called(placed).id}?wait=true&timeout=9`))).toEqual([
    ["query", "timeout"],
    "timeout must be at least 10",
  ]);
});

verifies("phone.calls.detail", "is found by whoever polls it, without anybody moving the clock", async () => {
  await using ringback = await startRingback();
  const phone = phoneOf(ringback);
  const { agentId } = await equipAgent(phone);
  const { id } = called(await phone.post("/v1/calls", { agentId, toNumber: acme }));
  let reads = 0;
  let status = "in-progress";
  while (status === "in-progress" && reads < 5) {
    reads += 1;
    status = doneBy("agentphone.calls.get", await phone.get(`/v1/calls/${id}`)).status;
  }
  expect(status).toBe("completed");
});

verifies("phone.calls.hangUp", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const phone = phoneOf(ringback);
  const control = controlOf(ringback);
  const { agentId } = await equipAgent(phone);
  const { id } = called(await phone.post("/v1/calls", { agentId, toNumber: acme }));
  for (let again = 0; again < 2; again += 1)
    expect((await phone.send("POST", `/v1/calls/${id}/end`)).body).toEqual({ id, status: "ending" });
  expect((await phone.get(`/v1/calls/${id}`)).body).toMatchObject({ status: "in-progress" });
  await advance(control, "1s");
  expect((await phone.get(`/v1/calls/${id}`)).body).toMatchObject({
    status: "completed",
    endedAt: "2026-04-01T10:22:00.500Z",
  });
  expect(detailOf(await phone.send("POST", `/v1/calls/${id}/end`))).toEqual([
    409,
    "Call is not in progress.",
  ]);
  expect(detailOf(await phone.send("POST", "/v1/calls/call_999/end"))).toEqual([404, "Call not found"]);
  await advance(control, "1m");
  expect(await eventsOf(control, ["call.ended"])).toMatchObject([{ disconnectionReason: "agent_hangup" }]);
});

verifies(["phone.calls.inbound", "phone.calls.reasons"], async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const phone = phoneOf(ringback);
  const control = controlOf(ringback);
  const { agentId, number, numberId } = await equipAgent(phone);
  const silent = await equipAgent(phone, { voiceMode: "webhook", systemPrompt: null });
  const loose = doneBy("agentphone.numbers.create", await phone.post("/v1/numbers", { country: "US" }));
  const id = await placeCall(control, number, "1s");
  expect((await phone.get(`/v1/calls/${id}`)).body).toMatchObject({
    agentId,
    phoneNumberId: numberId,
    fromNumber: acme,
    toNumber: number,
    direction: "inbound",
    status: "in-progress",
  });
  await advance(control, "1s");
  expect((await phone.get(`/v1/calls/${id}`)).body).toMatchObject({
    status: "completed",
    durationSeconds: 0,
  });
  const failed = await placeCall(control, silent.number, "5s");
  expect((await phone.get(`/v1/calls/${failed}`)).body).toMatchObject({ status: "failed" });
  await placeCall(control, loose.phoneNumber);
  const told = await eventsOf(control, ["call.received", "call.missed", "call.ended"]);
  expect(told.map((event) => ("type" in event ? event.type : undefined))).toEqual(
    Array.from({ length: 3 }, () => ["call.received", "call.missed", "call.ended"]).flat(),
  );
  expect(
    told.flatMap((event) => ("disconnectionReason" in event ? [event.disconnectionReason] : [])),
  ).toEqual(["user_hangup", "error_inbound_webhook", "dial_failed"]);
});

verifies("phone.calls.ended", "tells of every call that is over", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const phone = phoneOf(ringback);
  const control = controlOf(ringback);
  const { agentId, number } = await equipAgent(phone);
  await phone.post("/v1/calls", { agentId, toNumber: acme });
  await placeCall(control, number);
  await phone.post("/v1/calls/web", { agentId });
  await advance(control, "1m");
  const unheard = { type: "webhook.unheard", event: "agent.call_ended", channel: "voice", agent: agentId };
  expect(await eventsOf(control, ["webhook.unheard"])).toMatchObject([unheard, unheard, unheard]);
});

verifies(
  ["phone.calls.ended", "phone.calls.inbound"],
  "tells the webhook, which also lets calls of a webhook agent be taken",
  async () => {
    await using ringback = await startRingback({ clock: "manual" });
    const phone = phoneOf(ringback);
    const control = controlOf(ringback);
    const { agentId, number } = await equipAgent(phone, { voiceMode: "webhook", systemPrompt: null });
    await phone.post("/v1/contacts", { phoneNumber: acme, name: "Acme" });
    // Nobody listens there: what is queued is all that matters here.
    const set = await phone.post("/v1/webhooks", { url: "http://127.0.0.1:9/hook" });
    expect(set.status).toBe(200);
    const id = await placeCall(control, number, "1s");
    expect((await phone.get(`/v1/calls/${id}`)).body).toMatchObject({ status: "in-progress" });
    await advance(control, "1s");
    expect((await phone.get(`/v1/calls/${id}`)).body).toMatchObject({ status: "completed", agentId });
    expect(await eventsOf(control, ["webhook.queued"])).toMatchObject([
      { event: "agent.call_ended", channel: "voice", lane: id },
    ]);
    const { items } = doneBy(
      "agentphone.webhooks.deliveries.list",
      await phone.get("/v1/webhooks/deliveries"),
    );
    expect(items).toMatchObject([{ eventType: "agent.call_ended", channel: "voice", messageId: null }]);
  },
);

verifies("phone.calls.lists", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const phone = phoneOf(ringback);
  const control = controlOf(ringback);
  const { agentId, number, numberId } = await equipAgent(phone);
  const other = await equipAgent(phone);
  expect((await phone.get("/v1/calls")).body).toEqual({ data: [], hasMore: false, total: 0 });
  const first = called(await phone.post("/v1/calls", { agentId, toNumber: acme })).id;
  const second = called(
    await phone.post("/v1/calls", { agentId: other.agentId, toNumber: "+14155550188" }),
  ).id;
  await advance(control, "1m");
  const third = await placeCall(control, number, "5s");
  const web = doneBy("agentphone.calls.createWeb", await phone.post("/v1/calls/web", { agentId })).callId;
  const listed = async (query: string) => idsOf(await phone.get(`/v1/calls${query}`));
  expect(await listed("")).toEqual([web, third, second, first]);
  expect(await listed("?status=completed")).toEqual([second, first]);
  expect(await listed("?status=in-progress")).toEqual([web, third]);
  expect(await listed("?status=unheard-of")).toEqual([]);
  expect(await listed("?direction=inbound")).toEqual([third]);
  expect(await listed("?type=web")).toEqual([web]);
  expect(await listed("?type=pstn&direction=outbound")).toEqual([second, first]);
  expect(await listed("?search=0188")).toEqual([second]);
  expect(await listed(`?search=${encodeURIComponent(acme)}`)).toEqual([third, first]);
  expect((await phone.get("/v1/calls?limit=1&offset=1")).body).toMatchObject({
    data: [{ id: third }],
    hasMore: true,
    total: 4,
  });
  expect(await listed("?offset=4")).toEqual([]);
  for (const query of ["?limit=0", "?limit=101", "?limit=x", "?offset=-1"])
    expect((await phone.get(`/v1/calls${query}`)).status).toBe(422);
  expect(idsOf(await phone.get(`/v1/agents/${agentId}/calls`))).toEqual([web, third, first]);
  expect(idsOf(await phone.get(`/v1/numbers/${numberId}/calls?limit=1`))).toEqual([third]);
  await phone.delete(`/v1/numbers/${numberId}`);
  expect(idsOf(await phone.get(`/v1/numbers/${numberId}/calls`))).toEqual([third, first]);
  expect((await phone.get("/v1/agents/agt_999/calls")).status).toBe(404);
  expect((await phone.get("/v1/numbers/num_999/calls")).status).toBe(404);
});

verifies(["phone.calls.web", "phone.calls.webToken"], async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const phone = phoneOf(ringback);
  const control = controlOf(ringback);
  const { agentId } = await equipAgent(phone);
  const silent = await equipAgent(phone, { voiceMode: "webhook", systemPrompt: null });
  const made = await phone.post("/v1/calls/web", {
    agentId,
    metadata: { a: [1] },
    variables: { name: "Jo" },
  });
  const { accessToken, callId } = doneBy("agentphone.calls.createWeb", made);
  expect([made.status, accessToken]).toEqual([200, expect.stringMatching(/^[0-9a-f]{64}$/)]);
  const read = () => phone.get(`/v1/calls/${callId}`);
  const web = { direction: "web", phoneNumber: null, phoneNumberId: null, fromNumber: "", toNumber: "" };
  expect((await read()).body).toMatchObject({ ...web, status: "in-progress" });
  await advance(control, "30s");
  expect((await read()).body).toMatchObject({ status: "failed", durationSeconds: 0 });
  const refused = await phone.post("/v1/calls/web", { agentId: silent.agentId, variables: { a: "b" } });
  expect(complaintOf(refused)).toEqual([["body", "variables"], "variables goes only with a hosted agent"]);
});

verifies("phone.calls.stream", async () => {
  await using ringback = await startRingback();
  const phone = phoneOf(ringback);
  const { agentId, number } = await equipAgent(phone);
  const { id } = called(await phone.post("/v1/calls", { agentId, toNumber: nobody }));
  const stream = async () => {
    const headers = { authorization: `Bearer ${ringback.env["AGENTPHONE_API_KEY"]}` };
    const response = await fetch(`${ringback.url}/v1/calls/${id}/transcript/stream`, { headers });
    expect(response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    return response.text();
  };
  const connected = {
    callId: id,
    status: "completed",
    agentId,
    agentName: "Frida",
    direction: "outbound",
    fromNumber: number,
    toNumber: nobody,
    startedAt: "2026-04-01T10:22:00.000Z",
  };
  const ended = { callId: id, status: "completed", endedAt: "2026-04-01T10:23:00.000Z", durationSeconds: 0 };
  const expected = `event: connected\ndata: ${JSON.stringify(connected)}\n\nevent: ended\ndata: ${JSON.stringify(ended)}\n\n`;
  // The first waits until the call is over, the second finds it so.
  expect(await stream()).toBe(expected);
  expect(await stream()).toBe(expected);
  expect((await phone.get("/v1/calls/call_999/transcript/stream")).status).toBe(404);
});

verifies("phone.calls.recording", async () => {
  await using ringback = await startRingback();
  const phone = phoneOf(ringback);
  const { agentId } = await equipAgent(phone);
  const { id } = called(await phone.post("/v1/calls", { agentId, toNumber: acme, waitForCompletion: true }));
  const anyone = new Client(ringback.url);
  expect(detailOf(await anyone.get(`/v1/calls/${id}/recording`))).toEqual([404, "Recording not found"]);
  expect(detailOf(await anyone.get("/v1/calls/call_999/recording"))).toEqual([404, "Call not found"]);
  const head = await rawRequest(ringback.url, { method: "HEAD", target: `/v1/calls/${id}/recording` });
  expect([head.status, head.text]).toEqual([404, ""]);
});

verifies("phone.calls.noDelete", async () => {
  await using ringback = await startRingback();
  const phone = phoneOf(ringback);
  for (const part of ["", "/transcript", "/transcript/stream", "/recording"]) {
    const answer = await phone.delete(`/v1/calls/call_001${part}`);
    expect([part, answer.status, answer.headers.get("allow"), answer.body]).toEqual([
      part,
      405,
      "GET",
      { detail: "Method Not Allowed" },
    ]);
  }
});

verifies("phone.calls.wire.unknownFields", async () => {
  await using ringback = await startRingback();
  const phone = phoneOf(ringback);
  const { agentId, number } = await equipAgent(phone);
  const placed = called(
    await phone.post("/v1/calls", { agentId, toNumber: acme, phoneNumberId: "num_999", event_types: [] }),
  );
  expect(placed.fromNumber).toBe(number);
});

it("keeps a call on its way across snapshot and restore", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const phone = phoneOf(ringback);
  const control = controlOf(ringback);
  const { agentId } = await equipAgent(phone);
  const { id } = called(await phone.post("/v1/calls", { agentId, toNumber: acme }));
  const { snapshot } = doneBy("control.worlds.snapshot", await control.get("/worlds/main/snapshot"));
  await advance(control, "1m");
  expect((await phone.get(`/v1/calls/${id}`)).body).toMatchObject({ status: "completed" });
  expect((await control.post("/worlds/main/restore", { snapshot })).status).toBe(200);
  expect((await phone.get(`/v1/calls/${id}`)).body).toMatchObject({ status: "in-progress" });
  await advance(control, "1m");
  expect((await phone.get(`/v1/calls/${id}`)).body).toMatchObject({ status: "completed" });
});

it("leaves the store's log without the calls that a number had at AgentPhone", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const phone = phoneOf(ringback);
  const control = controlOf(ringback);
  const { number, numberId } = await equipAgent(phone);
  await placeCall(control, number);
  await phone.delete(`/v1/numbers/${numberId}`);
  const line = await control.post("/lines", { provider: "store", country: "US", number });
  const { serviceId } = line.body as { serviceId: string };
  const log = await agentOf(ringback).get(`/services/${serviceId}/phone/call-logs`);
  expect(log.body).toEqual({ calls: [] });
});

it("serves the official client, whose stream and recording read no JSON", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const { agentId, numberId } = await equipAgent(phoneOf(ringback));
  const { calls, agents } = sdkOf(ringback);
  const placed = (await calls.createOutboundCall({ agentId, toNumber: acme })) as { id: string };
  expect(placed).toMatchObject({ status: "in-progress" });
  expect(await calls.endCall({ call_id: placed.id })).toEqual({ id: placed.id, status: "ending" });
  // Only what is refused is an error to it; what it cannot read is not.
  const stream = calls.streamCallTranscript({ call_id: placed.id });
  await advance(controlOf(ringback), "1s");
  expect(await stream).toMatchObject({ ok: false });
  expect(await calls.getCall({ call_id: placed.id })).toMatchObject({ status: "completed" });
  expect(await calls.getCallTranscript({ call_id: placed.id })).toMatchObject({ transcript: [] });
  expect(await calls.listCalls({ direction: "outbound" })).toMatchObject({ total: 1 });
  expect(await calls.listCallsForNumber({ number_id: numberId })).toMatchObject({ total: 1 });
  expect(await agents.listAgentCalls({ agent_id: agentId })).toMatchObject({ total: 1 });
  expect(await calls.createWebCall({ agentId })).toHaveProperty("accessToken");
  const gone = calls.endCall({ call_id: placed.id });
  await expect(gone).rejects.toBeInstanceOf(AgentPhoneError);
  await expect(gone).rejects.toMatchObject({ statusCode: 409 });
});

it("comes through a fault on the way, and the call is placed once", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const phone = phoneOf(ringback);
  const control = controlOf(ringback);
  const { agentId } = await equipAgent(phone);
  await addFault(control, { point: "agentphone.calls.create", times: 1, answer: { status: 502 } });
  expect((await phone.post("/v1/calls", { agentId, toNumber: acme })).status).toBe(502);
  expect((await phone.post("/v1/calls", { agentId, toNumber: acme })).status).toBe(200);
  expect((await phone.get("/v1/calls")).body).toMatchObject({ total: 1 });
});
