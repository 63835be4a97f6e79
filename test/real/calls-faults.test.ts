import { expect, it } from "vitest";
import { WebSocket } from "ws";
import { answers, busy, cutsSocket, hangsUp, hears, says } from "../fake-twilio/calls/steps.ts";
import { signatureOf } from "../fake-twilio/sign.ts";
import { CallRig, line, person } from "../support/call-rig.ts";

const status = (CallStatus: string) => ({ url: "/call-status/", fields: { CallStatus } });

it("tells of each step of a call once, however often and in whatever order it is heard of", async () => {
  await using rig = await CallRig.open({ side: () => ({ opening: "Hello." }) });
  const { faults } = rig.fake;
  faults.callback("late", status("initiated"));
  faults.callback("again", status("ringing"));
  faults.callback("late", status("in-progress"));
  faults.callback("again", status("completed"));
  rig.calls.callee(person, answers(), hears(), hangsUp());
  await rig.place();
  await rig.news("left");
  await rig.fake.settled();
  expect(rig.whats.filter((what) => what !== "cut")).toEqual(["rang", "answered", "left"]);
  expect(rig.leftovers()).toEqual([]);
  // What came late was not taken for news of a call that nobody is in.
  expect(rig.fake.requests).toHaveLength(1);
});

it("asks how a call stands whose last callbacks were lost, and tells of its end", async () => {
  await using rig = await CallRig.open();
  rig.fake.faults.callback("dropped", status("busy"));
  rig.calls.callee(person, busy());
  await rig.place();
  const call = await rig.calls.next(person);
  await call.over;
  await rig.fake.settled();
  expect(rig.whats).toEqual(["rang"]);
  await rig.carrier.begin();
  for (let minute = 0; minute < 4; minute += 1) {
    await rig.time.pass(60_000);
    await rig.quiet();
  }
  await rig.news("refused");
  expect(rig.told.at(-1)).toEqual(["refused", "out", "busy"]);
  expect(rig.leftovers()).toEqual([]);
});

it.each(["by socket", "by status"] as const)(
  "waits for both signs of the end, the first %s, five seconds long",
  async (first) => {
    await using rig = await CallRig.open({ side: () => ({ opening: "Hello." }) });
    const { faults } = rig.fake;
    if (first === "by socket") faults.callback("dropped", status("completed"));
    rig.calls.callee(person, answers(), hears(), hangsUp(first));
    await rig.place();
    const call = await rig.calls.next(person);
    await call.over;
    await rig.fake.settled();
    // Only where the status never comes there is something to wait for.
    expect(rig.whats.includes("left")).toBe(first === "by status");
    await rig.time.pass(5000);
    await rig.news("left");
    expect(rig.told.filter(([what]) => what === "left")).toEqual([["left", "out", "hung up"]]);
    await rig.until(() => rig.leftovers().length === 0);
  },
);

it("apologises where Twilio cannot reach the WebSocket, ends the call and says why", async () => {
  await using rig = await CallRig.open({ settings: { publicUrl: "https://ringback.example/calls" } });
  // The tunnel lets requests through, and no WebSockets.
  rig.fake.publicHosts.set("https://ringback.example/calls/tw/relay", "http://127.0.0.1:1");
  await rig.place();
  const call = await rig.calls.next(person);
  await call.over;
  await rig.news("refused");
  expect(rig.told.at(-1)).toEqual(["refused", "out", "unreachable"]);
  expect(call.conversation).toEqual([{ by: "line", text: "We are sorry, this call cannot go on. Goodbye." }]);
  expect(rig.said.join("\n")).toContain("see that the tunnel of the public URL lets WebSockets through");
  expect(rig.leftovers()).toEqual([]);
});

it("tells that the network dropped a call whose WebSocket was cut, and leaves nobody in it", async () => {
  await using rig = await CallRig.open({ side: () => ({ opening: "one two three four five six" }) });
  rig.calls.callee(person, answers(), hears(), cutsSocket());
  await rig.place();
  const call = await rig.calls.next(person);
  await call.over;
  await rig.news("left");
  expect(rig.told.at(-1)).toEqual(["left", "out", "dropped"]);
  await rig.until(() => rig.leftovers().length === 0);
  expect(call.status).toBe("completed");
});

it("lets nobody into a call who does not know its token", async () => {
  await using rig = await CallRig.open();
  rig.calls.callee(person);
  await rig.place();
  const call = await rig.calls.next(person);
  const [, session = ""] =
    /relay\/([\da-f]{32})/.exec(String(rig.asked("POST", "/Calls.json")[0]?.["Twiml"])) ?? [];
  const url = `wss://ringback.example/tw/relay/${session}`;
  const headers = { "x-twilio-signature": signatureOf(rig.fake.authToken, url, []) };
  const socket = new WebSocket(`ws://127.0.0.1:${rig.door.port}/tw/relay/${session}`, { headers });
  const { accountSid } = rig.fake;
  socket.on("open", () => {
    const setup = { type: "setup", callSid: call.sid, accountSid, customParameters: { token: "guessed" } };
    socket.send(JSON.stringify(setup));
    socket.send(JSON.stringify({ type: "prompt", voicePrompt: "Buy gold.", last: true }));
  });
  const code = await new Promise<number>((resolve) => socket.on("close", resolve));
  expect(code).toBe(1008);
  // Whoever it really belongs to is still let in.
  call.does(answers(), says("Hello?"), hangsUp());
  await rig.news("left");
  expect(rig.told.map(([what, , words]) => [what, words])).toEqual([
    ["rang", undefined],
    ["answered", "person"],
    ["heard", "Hello?"],
    ["left", "hung up"],
  ]);
});

it("finds a call that Twilio placed without saying so, and places it once", async () => {
  await using rig = await CallRig.open({ side: () => ({ opening: "Hello." }) });
  rig.fake.faults.request("reset after accepting", { method: "POST", path: "/Calls.json" });
  rig.calls.callee(person, answers(), hears(), says("Yes?"), hangsUp());
  const placing = rig.place();
  await rig.news("left");
  // Its own callbacks have proved it: Twilio is not even asked.
  await rig.time.pass(2000);
  await placing;
  expect(rig.whats).toEqual(["rang", "answered", "spoken", "turn over", "heard", "left"]);
  expect(rig.asked("POST", "/Calls.json")).toHaveLength(1);
});

it("says that it does not know where Twilio stays silent, and ends the call should it ring after all", async () => {
  await using rig = await CallRig.open();
  rig.fake.faults.request("reset", { method: "POST", path: "/Calls.json" });
  const placing = rig.place().catch((error: unknown) => error);
  for (const wait of [2000, 3000, 5000, 10_000]) {
    await rig.quiet();
    await rig.time.pass(wait);
  }
  expect(await placing).toMatchObject({ code: "carrier_error", details: { outcome: "unknown" } });
  expect(rig.rails.state().spend.reserved).toBeGreaterThan(0);
  expect([rig.rails.state().liveCalls, rig.leftovers()]).toEqual([0, []]);
});

it("ends a call that is under way in our name and that nobody here is in", async () => {
  await using rig = await CallRig.open();
  const StatusCallback = rig.door.urlOf("call-status", "0123456789abcdef0123456789abcdef") ?? "";
  const StatusCallbackEvent = ["ringing", "answered", "completed"];
  rig.calls.callee(person);
  await rig.twilio.placeCall({
    To: person,
    From: line,
    Twiml: "<Response/>",
    StatusCallback,
    StatusCallbackEvent,
  });
  const call = await rig.calls.next(person);
  await call.over;
  expect([call.status, rig.told]).toEqual(["canceled", []]);
  expect(rig.said.join()).toContain("that nobody here is in");
});

it("ends the calls that an earlier process left, and says so", async () => {
  await using rig = await CallRig.open();
  rig.calls.callee(person);
  await rig.place();
  const call = await rig.calls.next(person);
  await rig.news("rang");
  await rig.crash();
  await rig.begin();
  await rig.carrier.begin();
  await call.over;
  expect(call.status).toBe("canceled");
  expect(rig.said).toContain(
    "A call to +1415•••0123 that an earlier ringback had placed was still under way. It was ended.",
  );
  expect(rig.asked("POST", "/Calls.json")).toHaveLength(1);
});

it("goes on with a call where Twilio did not understand something", async () => {
  await using rig = await CallRig.open();
  rig.calls.callee(person, answers(), says("Hello?"));
  await rig.place();
  const call = await rig.calls.next(person);
  await rig.news("heard");
  // Letters are no keys.
  rig.carrier.speak("out", { digits: "x", last: true });
  await rig.until(
    () => rig.said.some((sentence) => sentence.includes("Twilio could not do")) || rig.said.length > 1,
  );
  call.does(says("Still there."), hangsUp());
  await rig.news("left");
  expect(rig.whats.slice(-2)).toEqual(["heard", "left"]);
});

it("ends a call that is stopped before Twilio has said that it placed it", async () => {
  await using rig = await CallRig.open();
  rig.calls.callee(person);
  rig.fake.faults.request({ slow: 1000 }, { path: "/Calls.json" });
  const placing = rig.place();
  await rig.until(() => rig.calls.all.length > 0);
  expect(await rig.carrier.stop()).toBe(1);
  expect(rig.told).toEqual([["refused", "out", "unreachable"]]);
  await rig.time.pass(1000);
  await placing;
  const call = await rig.calls.next(person);
  await call.over;
  await rig.until(() => rig.leftovers().length === 0);
  expect([call.status, rig.whats]).toEqual(["canceled", ["refused"]]);
});

it("finds a call that an earlier process had asked for and not heard of, and ends it", async () => {
  await using rig = await CallRig.open();
  rig.calls.callee(person, answers());
  // Nobody may hear of its steps: the process is about to end.
  rig.fake.publicHosts.clear();
  rig.fake.faults.request("reset after accepting", { method: "POST", path: "/Calls.json" });
  const placing = rig.place().catch(() => undefined);
  await rig.until(() => Object.values(rig.store.state.outbox).some(({ state }) => state === "unknown"));
  await rig.crash();
  await rig.begin();
  await rig.carrier.begin();
  const call = await rig.calls.next(person);
  expect(Object.values(rig.store.state.outbox)).toMatchObject([
    { kind: "call", state: "done", sid: call.sid },
  ]);
  await call.over;
  void placing;
});
