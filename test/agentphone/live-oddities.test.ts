import { expect } from "vitest";
import { openImessageThread } from "../support/imessage-thread.ts";
import { changeProfile, doneBy, equipAgent } from "../support/phone-agent.ts";
import { phoneOf } from "../support/phone-client.ts";
import { controlOf, startRingback } from "../support/store-client.ts";
import { verifies } from "../support/verifies.ts";

verifies("phone.numbers.masked", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const phone = phoneOf(ringback);
  const { number, numberId } = await equipAgent(phone);
  const listed = async () =>
    doneBy("agentphone.numbers.list", await phone.get("/v1/numbers")).data[0]?.phoneNumber;
  expect(await listed()).toBe(number);
  await changeProfile(controlOf(ringback), { maskNumbers: true });
  expect(await listed()).toBe(`${number.slice(0, 4)}****${number.slice(8)}`);
  const whole = doneBy("agentphone.numbers.get", await phone.get(`/v1/numbers/${numberId}`));
  expect(whole.phoneNumber).toBe(number);
});

verifies("phone.texts.olderLines", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const phone = phoneOf(ringback);
  const { agentId } = await equipAgent(phone);
  const { messageId } = await openImessageThread(ringback, agentId);
  const react = (reaction: string) => phone.post(`/v1/messages/${messageId}/reactions`, { reaction });
  expect((await react("🔥")).status).toBe(200);
  await changeProfile(controlOf(ringback), { emojiReactions: false });
  const refused = await react("🔥");
  expect([refused.status, refused.body]).toEqual([
    400,
    { detail: expect.stringMatching(/Upgrade/) as string },
  ]);
  expect((await react("like")).status).toBe(200);
});
