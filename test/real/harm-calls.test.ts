import { expect, it } from "vitest";
import { breathe } from "../../src/kernel/clock/test-time.ts";
import { answers, hears, says } from "../fake-twilio/calls/steps.ts";
import { CallRig, line, person } from "../support/call-rig.ts";

const calls = { method: "POST", path: "/Calls.json" } as const;

/** A process that ended while Twilio placed a call, which nobody heard of. */
const diesWhilePlacing = async (rig: CallRig): Promise<void> => {
  rig.fake.publicHosts.clear();
  rig.fake.faults.request("reset after accepting", calls);
  void rig.place().catch(() => undefined);
  await rig.until(() => Object.values(rig.store.state.outbox).some(({ state }) => state === "unknown"));
  await rig.crash();
};

it("finds a call that an earlier process had asked for, though Twilio writes whole seconds", async () => {
  await using rig = await CallRig.open();
  rig.time.jump(900);
  rig.calls.callee(person, answers(), hears());
  await diesWhilePlacing(rig);
  await rig.begin();
  await rig.carrier.begin();
  const call = await rig.calls.next(person);
  await call.over;
  expect(Object.values(rig.store.state.outbox)).toMatchObject([{ state: "done", sid: call.sid }]);
});

it("finds it though this machine's clock is fast", async () => {
  await using rig = await CallRig.open();
  rig.calls.callee(person, answers(), hears());
  await diesWhilePlacing(rig);
  await rig.begin();
  rig.store.change(({ outbox }) => {
    for (const [id, row] of Object.entries(outbox)) outbox[id] = { ...row, at: row.at + 30_000 };
  });
  await rig.carrier.begin();
  const call = await rig.calls.next(person);
  await call.over;
  expect(Object.values(rig.store.state.outbox)).toMatchObject([{ state: "done", sid: call.sid }]);
});

it("neither forgets nor doubles one that Twilio does not list yet", async () => {
  await using rig = await CallRig.open();
  rig.calls.callee(person, answers(), hears());
  await diesWhilePlacing(rig);
  const none = JSON.stringify({ calls: [], next_page_uri: null });
  rig.fake.faults.request({ status: 200, body: none }, { method: "GET", path: "/Calls.json" });
  await rig.begin();
  await rig.carrier.begin();
  expect(rig.said.at(-1)).toMatch(/is not to be found at Twilio\. It is not placed again/);
  expect(rig.rails.state()).toMatchObject({ liveCalls: 0, spend: { settled: 0 } });
  expect(rig.rails.state().spend.reserved).toBeGreaterThan(0);
  await expect(rig.place("again")).rejects.toMatchObject({
    code: "carrier_error",
    details: { outcome: "refused" },
  });
});

it("takes no call for another that an earlier process has placed", async () => {
  await using rig = await CallRig.open();
  rig.calls.callee(person);
  await rig.place("first");
  const first = await rig.calls.next(person);
  rig.fake.faults.request("reset", calls);
  void rig.place("second").catch(() => undefined);
  await rig.until(() => Object.values(rig.store.state.outbox).some(({ state }) => state === "unknown"));
  await rig.crash();
  await rig.begin();
  await rig.carrier.begin();
  const rows = Object.values(rig.store.state.outbox);
  expect(rows).toMatchObject([
    { state: "done", sid: first.sid },
    { state: "lost", from: line },
  ]);
  expect(rows[1]).not.toHaveProperty("sid");
});

it("ends every call at an end though Twilio does not hear of it at first", async () => {
  await using rig = await CallRig.open();
  rig.calls.callee(person);
  await rig.place();
  const call = await rig.calls.next(person);
  await rig.news("rang");
  rig.fake.faults.request("reset", { method: "POST", path: `/Calls/${call.sid}` });
  const closing = rig.carrier.close();
  await rig.until(() => rig.asked("POST", `/Calls/${call.sid}.json`).length === 1);
  for (let turn = 0; turn < 5; turn += 1) {
    await rig.quiet();
    await rig.time.pass(1000);
  }
  await closing;
  expect(call.status).toBe("canceled");
});

/** As when the key was revoked that ringback asks with. */
const revoked = { status: 401, body: '{"code":20003,"message":"Authenticate","status":401}' } as const;

it("ends a call by its WebSocket where Twilio refuses to end it, when everything is stopped", async () => {
  await using rig = await CallRig.open();
  rig.calls.callee(person, answers(), says("Hello?"));
  await rig.place();
  const call = await rig.calls.next(person);
  await rig.news("heard");
  rig.fake.faults.request(revoked, { path: `/Calls/${call.sid}` }, 99);
  await rig.carrier.stop();
  await rig.until(() => call.status === "completed");
  await rig.news("left");
  expect([call.status, rig.told.at(-1)]).toEqual(["completed", ["left", "out", "dropped"]]);
});

it("ends a call that came in by its WebSocket when its time is over: Twilio keeps none for it", async () => {
  await using rig = await CallRig.open({ settings: { limits: { callSeconds: 60 } } });
  const call = rig.calls.call(person, line, hears("Ada's office."), says("Let me think."));
  await rig.news("rang");
  rig.carrier.answerCall("in_1");
  rig.carrier.speak("in_1", { text: "Ada's office.", last: true });
  await rig.news("heard");
  rig.fake.faults.request(revoked, { path: `/Calls/${call.sid}` }, 99);
  await rig.time.pass(60_000);
  await rig.until(() => call.status === "completed");
  await rig.news("left");
  expect([call.status, rig.told.at(-1)]).toEqual(["completed", ["left", "in_1", "too long"]]);
});

it.each(["answered by us", "answered by them"] as const)(
  "lets nobody talk in a call %s just as everything is stopped, though Twilio does not end it",
  async (how) => {
    await using rig = await CallRig.open({ side: () => ({ opening: "Hello." }) });
    rig.calls.callee(person);
    const isOurs = how === "answered by us";
    if (!isOurs) await rig.place();
    const call = isOurs ? rig.calls.call(person, line) : await rig.calls.next(person);
    await rig.news("rang");
    rig.fake.faults.request(revoked, { path: `/Calls/${call.sid}` }, 99);
    if (isOurs) rig.carrier.answerCall("in_1");
    const stopping = rig.carrier.stop();
    if (!isOurs) call.does(answers());
    call.does(says("Is she in?"));
    await stopping;
    await rig.until(() => call.status === "completed");
    expect(call.conversation.filter(({ by }) => by === "line")).toEqual([]);
    await rig.news(isOurs ? "left" : "refused");
    expect(rig.whats).not.toContain("heard");
  },
);

it("hands nobody over any more once everything is stopped", async () => {
  await using rig = await CallRig.open({ settings: { allowTo: "everybody" } });
  rig.calls.callee(person, answers(), says("A human, please."));
  await rig.place();
  const call = await rig.calls.next(person);
  await rig.news("heard");
  rig.fake.faults.request({ slow: 3000 }, { method: "POST", path: `/Calls/${call.sid}` });
  rig.carrier.transferCall("out", "+14155550199");
  const stopping = rig.carrier.stop();
  await rig.until(() => call.status === "completed");
  expect(call.performed.map(({ verb }) => verb)).toEqual(["Connect", "Hangup"]);
  await breathe();
  await rig.time.pass(3000);
  await stopping;
  expect(rig.calls.all).toHaveLength(1);
});
