import { expect, it } from "vitest";
import { nina, openImessageThread } from "../support/imessage-thread.ts";
import { changeProfile, doneBy } from "../support/phone-agent.ts";
import { phoneOf } from "../support/phone-client.ts";
import { furnishPhone, type PhoneWorld } from "../support/phone-world.ts";
import { defaultAsker } from "../support/phone-world.ts";
import { acme, controlOf, startRingback } from "../support/store-client.ts";
import { verifies } from "../support/verifies.ts";

const cuid = /^c[0-9a-z]{24}$/;

verifies("phone.doors.ids", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const phone = phoneOf(ringback);
  await changeProfile(controlOf(ringback), { idStyle: "cuid", numberType: "imessage" });
  const made: PhoneWorld = await furnishPhone(ringback, defaultAsker(ringback));
  const ids = Object.entries(made).filter(([name]) => name.endsWith("Id"));
  expect(ids).toHaveLength(9);
  for (const [name, id] of ids) expect([name, id]).toEqual([name, expect.stringMatching(cuid)]);
  const web = doneBy(
    "agentphone.calls.createWeb",
    await phone.post("/v1/calls/web", { agentId: made.agentId }),
  );
  expect(web.callId).toMatch(cuid);
  const hook = doneBy("agentphone.webhooks.get", await phone.get("/v1/webhooks"));
  expect(hook).toMatchObject({ id: expect.stringMatching(cuid), secret: expect.stringMatching(/^whsec_/) });
  const reacted = await phone.post(`/v1/messages/${made.messageId}/reactions`, { reaction: "love" });
  expect(doneBy("agentphone.messages.react", reacted).id).toMatch(cuid);
  const background = await phone.post(`/v1/conversations/${made.conversationId}/background`, {
    image_url: "https://example.com/a.png",
  });
  expect(background.body).toMatchObject({ backgroundId: expect.stringMatching(cuid) as string });
  const group = await phone.post("/v1/messages", {
    agent_id: made.agentId,
    recipients: [nina, acme],
    body: "Hi",
  });
  expect(doneBy("agentphone.messages.send", group).to_number).toMatch(/^grp_/);
});

verifies("phone.doors.ids", "names sub-accounts, newcomers and deliveries so, too", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const phone = phoneOf(ringback);
  const control = controlOf(ringback);
  await changeProfile(control, { idStyle: "cuid" });
  doneBy("agentphone.webhooks.set", await phone.post("/v1/webhooks", { url: "http://127.0.0.1:9/hook" }));
  const { id: agentId } = doneBy(
    "agentphone.agents.create",
    await phone.post("/v1/agents", { name: "Desk" }),
  );
  const { messageId } = await openImessageThread(ringback, agentId);
  await control.post("/people/react", { from: nina, messageId, reaction: "love" });
  const { items } = doneBy("agentphone.webhooks.deliveries.list", await phone.get("/v1/webhooks/deliveries"));
  const { data } = doneBy("agentphone.numbers.list", await phone.get("/v1/numbers"));
  const prefix = data[0]?.id.slice(0, 8) ?? "";
  expect(items.map(({ id }) => id).toReversed()).toEqual([
    `del_${messageId}_${prefix}`,
    expect.stringMatching(cuid),
  ]);
  const signUp = { human_email: "nina@example.com" };
  const started = doneBy("agentphone.signup.start", await phone.post("/v0/agent/sign-up", signUp));
  expect(started.verification_id).toMatch(cuid);
  const otp_code = ringback.worlds.main.world.tables.emails.by("to", "nina@example.com")[0]?.code;
  const verified = await phone.post("/v0/agent/verify", {
    verification_id: started.verification_id,
    otp_code,
  });
  const newcomer = doneBy("agentphone.signup.verify", verified);
  for (const id of [newcomer.account_id, newcomer.agent_id, newcomer.number_id]) expect(id).toMatch(cuid);
  expect(newcomer.api_key).toMatch(/^sk_live_/);
});

it("keeps counting where ids have prefixes", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const made = await furnishPhone(ringback, defaultAsker(ringback));
  expect(made).toMatchObject({ agentId: "agt_001", numberId: "num_001", subAccountId: "acct_002" });
});
