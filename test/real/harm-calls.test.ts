import { expect, it } from "vitest";
import { answers, hears } from "../fake-twilio/calls/steps.ts";
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
  for (let turn = 0; turn < 5; turn += 1) await rig.time.pass(1000);
  await closing;
  expect(call.status).toBe("canceled");
});
