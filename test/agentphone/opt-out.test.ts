import { expect } from "vitest";
import { acme } from "../support/store-client.ts";
import {
  addLine,
  addPerson,
  changeProfile,
  eventsOf,
  messageOf,
  newsOf,
  send,
  setWebhook,
  startTexting,
  textLine,
} from "../support/texting.ts";
import { verifies } from "../support/verifies.ts";

verifies(["phone.texts.optOut", "phone.texts.failure"], async () => {
  await using world = await startTexting();
  const { ringback, control, phone } = world;
  const { number, numberId: number_id } = await addLine(control);
  const other = await addLine(control);
  const status = async (request: object) =>
    messageOf(ringback, await send(phone, { number_id, to_number: acme, ...request })).status;
  const say = (body: string) => textLine(control, { from: acme, to: number, body });
  for (const stop of ["STOP", "stopall", " Unsubscribe ", "cancel", "End.", "QUIT!", "revoke", "OptOut"]) {
    await say(stop);
    await say("STOP");
    expect([stop, await status({})]).toEqual([stop, "failed"]);
    expect(await status({ to_number: "+14155550124" })).toBe("sent");
    expect(await status({ number_id: other.numberId })).toBe("sent");
    for (const harmless of ["HELP", "info", "please start", "go on"]) await say(harmless);
    expect(await status({})).toBe("failed");
    await say("START");
    expect(await status({})).toBe("sent");
  }
  for (const start of ["unstop", "Yes"]) {
    await say("stop");
    await say(start);
    expect([start, await status({})]).toEqual([start, "sent"]);
  }
  for (const harmless of ["stop it", "don't stop", "STOP STOP", "", "constructor"]) await say(harmless);
  expect(await status({})).toBe("sent");
  expect(await eventsOf(control, "optout.set")).toHaveLength(10);
  expect((await eventsOf(control, "optout.cleared")).at(-1)).toEqual({
    line: number,
    from: acme,
    word: "YES",
  });
  const [failed] = await eventsOf(control, "message.failed");
  expect(failed).toMatchObject({
    to: acme,
    why: "The recipient has opted out of messages from this number.",
    errorCode: "21610",
  });
});

verifies("phone.texts.stopReaches", async () => {
  await using world = await startTexting();
  const { ringback, control, phone } = world;
  const { number } = await addLine(control);
  await setWebhook(phone);
  await textLine(control, { from: acme, to: number, body: "STOP" });
  expect(newsOf(ringback)).toMatchObject([{ data: { message: "STOP" } }]);
  await changeProfile(control, { stopReachesWebhook: false });
  for (const body of ["START", "HELP", "stop", "hello"])
    await textLine(control, { from: acme, to: number, body });
  expect(newsOf(ringback)).toMatchObject([{ data: { message: "STOP" } }, { data: { message: "hello" } }]);
});

verifies("phone.texts.optOutChannel", async () => {
  await using world = await startTexting();
  const { ringback, control, phone } = world;
  await addPerson(control, "nina", acme);
  const { number, numberId: number_id } = await addLine(control, { type: "imessage" });
  await textLine(control, { from: acme, to: number, body: "STOP" });
  expect(await eventsOf(control, "optout.set")).toEqual([]);
  await textLine(control, { from: acme, to: number, body: "STOP", channel: "sms" });
  expect(await eventsOf(control, "optout.set")).toEqual([{ line: number, from: acme, word: "STOP" }]);
  expect(messageOf(ringback, await send(phone, { number_id, to_number: acme })).status).toBe("sent");
});
