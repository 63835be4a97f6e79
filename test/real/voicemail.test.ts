import { expect, it } from "vitest";
import { machine } from "../fake-twilio/calls/steps.ts";
import { CallRig, person } from "../support/call-rig.ts";

/** A line that leaves machines a message, and hangs up then. */
const openRig = (message: string): Promise<CallRig> =>
  CallRig.open({
    settings: { detectMachines: true },
    wishes: { leavesMessages: true },
    side: (carrier) => ({
      heard: (id, heard) => carrier.speak(id, heard === "" ? { text: message, last: true } : { last: true }),
      turnOver: (id) => carrier.hangUp(id),
    }),
  });

it.each(["twice", "again"] as const)("is left once though Twilio tells of the machine %s", async (fault) => {
  await using rig = await openRig("Please call me back.");
  rig.fake.faults.callback(fault, { url: "/tw/machine/" });
  rig.calls.callee(person, machine("Leave a message."));
  await rig.place();
  const call = await rig.calls.next(person);
  await call.over;
  await rig.quiet();
  expect(rig.asked("POST", `${call.sid}.json`)).toHaveLength(1);
  expect(rig.told.filter(([what]) => what === "answered")).toEqual([
    ["answered", "out", "person"],
    ["answered", "out", "machine"],
  ]);
});

it("is cut between words where it is longer than a document of Twilio's may be", async () => {
  await using rig = await openRig(Array.from({ length: 900 }, (_, place) => `word${place}`).join(" "));
  rig.calls.callee(person, machine("Leave a message."));
  await rig.place();
  const call = await rig.calls.next(person);
  const [change] = await rig.until(() => {
    const asked = rig.asked("POST", `${call.sid}.json`);
    return asked.length > 0 && asked;
  });
  const document = String(change?.["Twiml"]);
  expect(document.length).toBeLessThanOrEqual(4000);
  expect(document).toMatch(/<Say[^>]*>word0 word1 .* word\d+<\/Say><Hangup\/>/);
});
