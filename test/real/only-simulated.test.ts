import { expect, it } from "vitest";
import { createInvoke, Refused } from "../../src/api/invoke.ts";
import { type Furnished, validInputs } from "../support/valid-inputs.ts";
import { openRealStage } from "../support/real-stage.ts";

/** What no input is refused for, since it is not looked for any more. */
const nothing = "none";
const furnished: Furnished = {
  quoteId: nothing,
  purchaseId: nothing,
  serviceId: nothing,
  number: "+14155550110",
  messageId: nothing,
  iMessageId: nothing,
  groupId: nothing,
  callId: nothing,
  ringingCallId: nothing,
  talkingCallId: nothing,
  key: nothing,
  faultId: nothing,
  runId: nothing,
  deliveryId: nothing,
  snapshot: {},
};

const time = /keeps the time of its own/;
const world = /there is only one world/;
const people = /hold telephones of their own/;

it("has no clock to set, no second world, nobody to play: each is refused with the reason, and reaches nobody", async () => {
  await using stage = await openRealStage({ owned: ["+14155550110"] });
  const invoke = createInvoke(stage.ringback.desk, "main");
  const reasons = {
    "control.clock.setMode": time,
    "control.clock.advance": time,
    "control.clock.next": time,
    "control.worlds.create": world,
    "control.worlds.fork": world,
    "control.worlds.reset": world,
    "control.worlds.restore": world,
    "control.scenarios.play": people,
    "control.people.add": people,
    "control.people.text": people,
    "control.people.otp": people,
    "control.people.call": people,
    "control.people.react": people,
    "control.people.receipt": people,
    "control.people.instruct": people,
    "control.people.locate": people,
    "control.calls.take": people,
    "control.calls.say": people,
    "control.calls.press": people,
    "control.calls.answer": people,
    "control.calls.refuse": people,
  } as const;
  const before = stage.fake.requests.length;
  for (const [name, reason] of Object.entries(reasons)) {
    const input = JSON.parse(JSON.stringify(validInputs[name as keyof typeof reasons](furnished)));
    const refused = await invoke(name, input).then(
      () => `${name} was done`,
      (error: unknown) => (error instanceof Refused ? [error.code, error.message] : error),
    );
    expect([name, refused]).toEqual([name, ["not_emulated", expect.stringMatching(reason)]]);
  }
  expect(stage.fake.requests).toHaveLength(before);
});

it("takes no key that ringback did not mint, whoever asks with it", async () => {
  await using stage = await openRealStage();
  const { url } = stage.ringback;
  const keys = {
    "/v1/agents": `sk_live_${"k".repeat(40)}`,
    "/v1/agent/services": "ask_live_k1.secret",
  };
  const asked = Object.entries(keys).map(async ([path, key]) => {
    const { status, headers } = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${key}` } });
    return [status, headers.get("x-ringback-why")];
  });
  const refused = [401, expect.stringContaining("did not mint this key")];
  expect(await Promise.all(asked)).toEqual([refused, refused]);
});
