import { expect, it } from "vitest";
import { answers, hangsUp, says } from "../fake-twilio/calls/steps.ts";
import { CallRig, line, person } from "../support/call-rig.ts";

/** Has Twilio say that a recording is not there, which it does only where that was asked for. */
const tellAbsent = async (rig: CallRig, form: Readonly<Record<string, unknown>>, CallSid: string) => {
  expect(form["RecordingStatusCallbackEvent"]).toBe("absent");
  const url = String(form["RecordingStatusCallback"]);
  const fields = { AccountSid: rig.fake.accountSid, CallSid, RecordingStatus: "absent" };
  await rig.fake.core.callbacks.send({ url, fields });
};

it("of a call that was placed may not be there, which is told", async () => {
  await using rig = await CallRig.open({ settings: { record: true } });
  rig.calls.callee(person, answers(), says("Hello?"), hangsUp());
  await rig.place();
  await rig.news("left");
  const [form = {}] = rig.asked("POST", "/Calls.json");
  await tellAbsent(rig, form, rig.calls.all[0]?.sid ?? "");
  expect(rig.said.at(-1)).toBe("A call was to be recorded, and Twilio says that there is nothing of it.");
});

it("of a call that came in may not be there, which is told", async () => {
  await using rig = await CallRig.open({ settings: { record: true } });
  const call = rig.calls.call(person, line, says("Hello?"));
  await rig.news("rang");
  rig.carrier.answerCall("in_1");
  await rig.news("heard");
  await rig.fake.settled();
  const [form = {}] = rig.asked("POST", "/Recordings.json");
  await tellAbsent(rig, form, call.sid);
  expect(rig.said.at(-1)).toBe(
    "The call with +1415•••0123 was to be recorded, and Twilio says that there is nothing of it.",
  );
});

it("of a call that came in is not asked for where its line wishes none", async () => {
  await using rig = await CallRig.open({ settings: { record: true }, wishes: { records: false } });
  rig.calls.call(person, line, says("Hello?"));
  await rig.news("rang");
  rig.carrier.answerCall("in_1");
  await rig.news("heard");
  await rig.quiet();
  expect(rig.asked("POST", "/Recordings.json")).toEqual([]);
});
