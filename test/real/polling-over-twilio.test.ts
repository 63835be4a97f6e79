import { expect, it } from "vitest";
import { answers, hangsUp } from "../fake-twilio/calls/steps.ts";
import { fastTime } from "../support/fast-time.ts";
import { anna, bella, line, openRealAgent, type RealAgent } from "../support/real-agent.ts";

/** An agent of a ringback that nobody can call back: a minute takes two seconds. */
const openPolling = (wishes: object = {}): Promise<RealAgent> =>
  openRealAgent({
    hearing: "poll",
    publicUrl: undefined,
    config: { realTime: fastTime(30), clock: 1 },
    ...wishes,
  });

it("texts both ways without a public URL, with the vendor's own client", async () => {
  await using ada = await openPolling();
  const sent = await ada.sdk.messages.sendMessage({ from_number: line, to_number: anna, body: "Ready?" });
  expect(await ada.event("message.delivered", { messageId: sent.id })).toMatchObject({ to: anna });
  expect(ada.fake.people.read(anna)).toMatchObject([{ body: "Ready?" }]);
  const picture = { contentType: "image/png", bytes: Buffer.from("89504e47", "hex") };
  ada.fake.people.text({ from: anna, to: line, body: "Yes!", media: [picture] });
  await ada.receiver.arrived(1);
  expect(ada.told()).toMatchObject([
    { event: "agent.message", channel: "mms", data: { from: anna, to: line, message: "Yes!" } },
  ]);
  const fetched = await fetch(String(ada.told()[0]?.data["mediaUrl"]));
  expect(Buffer.from(await fetched.arrayBuffer())).toEqual(picture.bytes);
  expect(ada.fake.callbacks).toEqual([]);
});

it("hears why a text did not arrive", async () => {
  await using ada = await openPolling();
  ada.fake.people.outcome(anna, "undelivered");
  const sent = await ada.sdk.messages.sendMessage({ from_number: line, to_number: anna, body: "Ready?" });
  expect(await ada.event("message.failed", { messageId: sent.id })).toMatchObject({
    errorCode: "30003",
  });
});

it("files a call as missed, which nobody could take, and tells the agent once", async () => {
  await using ada = await openPolling();
  ada.fake.calls.call(anna, line, hangsUp());
  await ada.event("call.missed", { from: anna });
  await ada.event("webhook.delivered", { event: "agent.call_ended" });
  // Two rounds later it is still one call.
  ada.fake.people.text({ from: bella, to: line, body: "Next." });
  await ada.event("message.received", { from: bella });
  ada.fake.people.text({ from: bella, to: line, body: "Next again." });
  await ada.event("message.received", { body: "Next again." });
  expect(await ada.events("call.missed")).toHaveLength(1);
  expect(ada.told("agent.call_ended")).toHaveLength(1);
  expect(ada.stage.warned.join(" ")).toMatch(/without a public URL/);
});

it("says one thing in a call and hangs up, and hears how long it was", async () => {
  await using ada = await openPolling();
  ada.fake.calls.callee(anna, answers());
  const id = await ada.call(anna, { initialGreeting: "Your table is ready. Goodbye." });
  const call = await ada.fake.calls.next(anna);
  await ada.event("call.ended", { callId: id });
  await ada.event("webhook.delivered", { event: "agent.call_ended" });
  expect(call.conversation).toEqual([{ by: "line", text: "Your table is ready. Goodbye." }]);
  expect(ada.told("agent.call_ended")).toMatchObject([{ data: { callId: id, status: "completed" } }]);
  expect((await ada.read(id)).turns).toMatchObject([
    { role: "agent", text: "Your table is ready. Goodbye." },
  ]);
});

it("tells of a call that nobody takes", async () => {
  await using ada = await openPolling();
  ada.fake.calls.callee(anna, { do: "busy" });
  const id = await ada.call(anna, { initialGreeting: "Your table is ready." });
  await ada.event("webhook.delivered", { event: "agent.call_ended" });
  expect(ada.told("agent.call_ended")).toMatchObject([
    { data: { callId: id, status: "failed", disconnectionReason: "dial_busy" } },
  ]);
});

it("changes nothing about the number, and forgets nothing over a restart", async () => {
  await using ada = await openPolling();
  expect(ada.fake.requests.filter(({ method, path }) => method === "POST" && /Incoming/.test(path))).toEqual(
    [],
  );
  ada.fake.people.text({ from: anna, to: line, body: "Before." });
  await ada.receiver.arrived(1);
  const ringback = await ada.stage.restart();
  expect(ringback.callbackPort).toBeDefined();
  await ada.fake.settled();
  expect(ada.receiver.received).toHaveLength(1);
});
