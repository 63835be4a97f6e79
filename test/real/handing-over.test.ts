import { expect, it } from "vitest";
import { answers, hangsUp, says } from "../fake-twilio/calls/steps.ts";
import { CallRig, line, person } from "../support/call-rig.ts";

const colleague = "+14155550199";

it("shows the line's number, lasts for the rest of the call's time, and sets aside no more than that costs", async () => {
  await using rig = await CallRig.open({ settings: { limits: { callSeconds: 120 } } });
  rig.calls.callee(colleague, answers());
  const call = rig.calls.call(person, line, says("A human, please."));
  await rig.news("rang");
  rig.carrier.answerCall("in_1");
  await rig.news("heard");
  await rig.time.pass(70_000);
  const before = rig.rails.state().spend.reserved;
  rig.carrier.transferCall("in_1", colleague);
  const other = await rig.calls.next(colleague);
  expect([other.parentSid, other.from]).toEqual([call.sid, line]);
  const dial = call.performed.find(({ verb }) => verb === "Dial");
  expect(dial?.attributes).toMatchObject({ callerId: line, timeLimit: "50" });
  // One begun minute at most.
  expect(rig.rails.state().spend.reserved - before).toBe(30_000);
  call.does(hangsUp());
  await rig.until(() => rig.leftovers().length === 0);
});
