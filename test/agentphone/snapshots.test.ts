import { expect } from "vitest";
import { breathe } from "../../src/kernel/clock/test-time.ts";
import type { Ringback } from "../../src/runtime/create-ringback.ts";
import { phoneKey, phoneOf } from "../support/phone-client.ts";
import { codeMailedTo, nina, omar } from "../support/phone-story.ts";
import { registrationForm } from "../support/registration-form.ts";
import { acme, addFault, type Answer, Client, snapshotOf, startRingback } from "../support/store-client.ts";
import { verifies } from "../support/verifies.ts";
import { setWebhook, tell } from "../support/webhook-news.ts";
import { openReceiver, type WebhookReceiver } from "../support/webhook-receiver.ts";

type Snapshot = Readonly<Record<string, unknown>>;

interface Ends {
  readonly control: Client;
  readonly phone: Client;
}

const endsOf = (ringback: Ringback, world = "main"): Ends => {
  const root = world === "main" ? ringback.url : `${ringback.url}/w/${world}`;
  const key = world === "main" ? phoneKey(ringback) : ringback.worlds.find(world)?.defaultPhoneKey();
  return { control: new Client(`${root}/_ringback`), phone: new Client(root, key) };
};

const must = async (answered: Promise<Answer>): Promise<Record<string, string>> => {
  const { status, body, text } = await answered;
  if (status >= 300) throw new Error(`It answered ${status}: ${text}`);
  return (body ?? {}) as Record<string, string>;
};

/** Brings a world to an instant at which everything is under way that can be. */
const leaveAllOpen = async ({ control, phone }: Ends, hook: string) => {
  await must(control.post("/people", { name: "Acme", number: acme, answers: { after: "20s" } }));
  for (const [name, number] of [
    ["Nina", nina],
    ["Omar", omar],
  ])
    await must(control.post("/people", { name, number, imessage: true }));
  const agent = { name: "Desk", voiceMode: "hosted", systemPrompt: "Be kind." };
  const { id: agentId = "" } = await must(phone.post("/v1/agents", agent));
  const { phoneNumber: number = "" } = await must(phone.post("/v1/numbers", { agentId }));
  const line = { provider: "agentphone", country: "US", type: "imessage", agentId };
  const { number: imessageNumber = "" } = await must(control.post("/lines", line));
  // Rent is due in six hours.
  await must(control.post("/clock/advance", { by: "29d18h" }));
  await must(phone.post("/v1/webhooks", { url: hook, contextLimit: 2 }));
  const group = { from_number: imessageNumber, recipients: [nina, omar], body: "All of you" };
  const { to_number: groupId = "" } = await must(phone.post("/v1/messages", group));
  await must(control.post("/people/text", { from: acme, to: number, body: "to be tried again" }));
  await must(control.post("/clock/advance", { by: "1m" }));
  await addFault(control, { point: "webhook:*", times: 1, answer: { webhook: "reorder", by: "10m" } });
  await must(control.post("/people/text", { from: acme, to: number, body: "to be overtaken" }));
  await addFault(control, { point: "webhook:*", times: 1, answer: { webhook: "delay", by: "3m" } });
  await must(control.post("/people/text", { from: "+14155550179", to: number, body: "to be late" }));
  await must(control.post("/people/text", { from: omar, to: number, body: "STOP" }));
  await must(control.post("/clock/advance", { by: "1s" }));
  await must(control.post("/people/otp", { from: acme, to: number, expiresIn: "5m" }));
  const start = { human_email: "omar@example.com", agent_name: "Omar" };
  const { verification_id: signUpId = "" } = await must(phone.post("/v0/agent/sign-up", start));
  const checked = await must(phone.post("/v1/verify/send", { phone_number: nina }));
  await must(phone.post("/v1/register", { ...registrationForm, create_sub_account: false }));
  const { id: callId = "" } = await must(phone.post("/v1/calls", { agentId, toNumber: acme }));
  await must(phone.post("/v1/calls/web", { agentId }));
  await must(phone.post("/v1/messages", { agent_id: agentId, to_number: nina, body: "on its way" }));
  await must(control.patch("/accounts/acct_001/profile", { rateLimits: true, enforceBalance: true }));
  for (let times = 0; times < 10; times += 1) await must(phone.post("/v1/webhooks", { url: hook }));
  await addFault(control, { point: "agentphone.numbers.*", chance: 0.5, answer: { status: 503 } });
  return { agentId, number, imessageNumber, groupId, signUpId, callId, checkId: checked["verification_id"] };
};

type Left = Awaited<ReturnType<typeof leaveAllOpen>>;

/** Goes on from there for a while, and answers everything that could be seen of it. */
const goOn = async ({ control, phone }: Ends, left: Left, hook: string): Promise<readonly Answer[]> => {
  const { agentId, number, imessageNumber, groupId, signUpId, callId, checkId } = left;
  const code = await codeMailedTo(control, "omar@example.com");
  const answers: Answer[] = [];
  const note = async (...asked: Promise<Answer>[]): Promise<void> => {
    for (const answered of asked) answers.push(await answered);
  };
  await note(phone.post("/v1/webhooks", { url: hook }));
  await note(phone.get(`/v1/calls/${callId}`));
  for (let times = 0; times < 8; times += 1) await note(phone.get("/v1/numbers"));
  await note(phone.post("/v1/messages", { agent_id: agentId, to_number: omar, body: "after STOP" }));
  await note(phone.post("/v1/messages", { from_number: imessageNumber, to_number: groupId, body: "more" }));
  await note(control.post("/clock/advance", { by: "30s" }));
  await note(phone.get(`/v1/calls/${callId}`));
  await note(phone.post("/v1/webhooks", { url: hook }));
  await note(phone.post("/v1/verify/check", { verification_id: checkId, code: "000000" }));
  await note(control.post("/people/text", { from: acme, to: number, body: "overtakes" }));
  await note(control.post("/people/react", { from: nina, to: imessageNumber, last: true, reaction: "love" }));
  await note(phone.post("/v0/agent/verify", { verification_id: signUpId, otp_code: code }));
  for (const by of ["4m", "20m", "1d", "12d", "40d"]) await note(control.post("/clock/advance", { by }));
  await note(phone.post("/v0/agent/verify", { verification_id: signUpId, otp_code: code }));
  await note(phone.get("/v1/register/status"));
  await note(control.delete("/faults"));
  const lists = ["agents", "numbers", "conversations", "calls", "contacts", "usage", "usage/by-number"];
  for (const list of lists) await note(phone.get(`/v1/${list}`));
  await note(phone.get("/v1/numbers/num_001/messages"));
  await note(phone.get("/v1/webhooks/deliveries?limit=100"));
  await note(phone.get(`/v1/agents/${agentId}/conversations`));
  await note(control.get("/accounts/acct_001/ledger?limit=1000"));
  await note(control.get("/mailbox"));
  return answers;
};

/** A webhook that takes nothing for now. */
const openDeaf = (): Promise<WebhookReceiver> => openReceiver(() => ({ status: 503, body: "not now" }));

/** Goes on and tells all that answers and events say; neither ports nor numbers of events matter. */
const tale = async (ringback: Ringback, left: Left, hook: string, keys = ringback) => {
  const { events } = ringback.worlds.main.world;
  const cursor = events.last;
  const ends = { ...endsOf(ringback), phone: new Client(ringback.url, phoneKey(keys)) };
  const answers = await goOn(ends, left, hook);
  return [
    ...answers.map(({ status, text }) => [status, text.replaceAll(ringback.url, "{base}")]),
    ...events.after(cursor, 1000).map(({ seq: _seq, ...event }) => JSON.stringify(event)),
  ];
};

verifies("worlds.timersSurvive", "goes on from a snapshot as it went on from that instant", async () => {
  await using receiver = await openDeaf();
  await using ringback = await startRingback({ clock: "manual" });
  const ends = endsOf(ringback);
  const left = await leaveAllOpen(ends, receiver.url);
  const { snapshot } = (await ends.control.get("/worlds/main/snapshot")).body as { snapshot: Snapshot };
  const first = await tale(ringback, left, receiver.url);
  await must(ends.control.post("/worlds/main/restore", { snapshot }));
  const { eventCursor: _cursor, ...state } = snapshot;
  expect(await snapshotOf(ends.control)).toEqual(state);
  expect(await tale(ringback, left, receiver.url)).toEqual(first);
  await using other = await startRingback({ clock: "manual", seed: "another" });
  await must(endsOf(other).control.post("/worlds/main/restore", { snapshot }));
  expect(await tale(other, left, receiver.url, ringback)).toEqual(first);
  // Enough went on for that to mean something.
  const types = new Set(ringback.worlds.main.world.events.after(0, 1000).map(({ type }) => type));
  const all = ["message.delivered", "call.ended", "webhook.failed", "otp.expired", "registration.decided"];
  expect([...types]).toEqual(expect.arrayContaining(all));
});

const point = "webhook:*";

verifies("phone.webhooks.replaced", "keeps the double of one that waits for its next attempt", async () => {
  await using receiver = await openReceiver();
  receiver.answer = () => (receiver.received.length === 1 ? 500 : "hang");
  await using ringback = await startRingback({ clock: "manual" });
  const { control } = endsOf(ringback);
  await setWebhook(phoneOf(ringback), receiver.url);
  await addFault(control, { point, times: 1, answer: { webhook: "duplicate" } });
  tell(ringback, "twice");
  await receiver.arrived(2);
  const { snapshot } = (await control.get("/worlds/main/snapshot")).body as { snapshot: Snapshot };
  receiver.answer = () => 200;
  await must(control.post("/worlds/main/restore", { snapshot }));
  await receiver.arrived(3);
  await must(control.post("/clock/advance", { by: "1d" }));
  expect(receiver.received).toHaveLength(4);
  expect(new Set(receiver.received.map(({ headers }) => headers["x-webhook-id"]))).toEqual(
    new Set(["del_001"]),
  );
});

verifies("phone.webhooks.replaced", "cuts nothing off when the world cannot be replaced yet", async () => {
  await using ringback = await startRingback({ clock: "manual" });
  const { control } = endsOf(ringback);
  const refusals: number[] = [];
  await using receiver = await openReceiver(async () => {
    const { status } = await control.post("/worlds/main/reset");
    refusals.push(status);
    // Cut off, it would be told again and again.
    return receiver.received.length < 3 ? 200 : "hang";
  });
  await setWebhook(phoneOf(ringback), receiver.url);
  await addFault(control, { point, times: 1, answer: { webhook: "delay", by: "1m" } });
  const row = tell(ringback, "while the clock is advanced");
  await must(control.post("/clock/advance", { by: "1h" }));
  expect([receiver.received.length, refusals, row?.status]).toEqual([1, [409], "success"]);
});

verifies("phone.webhooks.forks", "keeps them again after a reset of the fork", async () => {
  await using receiver = await openReceiver(() => "hang");
  await using ringback = await startRingback({ clock: "manual" });
  const { control } = endsOf(ringback);
  await setWebhook(phoneOf(ringback), receiver.url);
  tell(ringback, "on its way");
  await receiver.arrived(1);
  await must(control.post("/worlds/main/fork", { as: "copy" }));
  const copy = endsOf(ringback, "copy").control;
  expect(await must(copy.post("/webhooks/deliver"))).toEqual({ delivered: 1 });
  await receiver.arrived(2);
  await must(copy.post("/worlds/copy/reset"));
  await must(copy.post("/clock/advance", { by: "1d" }));
  expect(receiver.received).toHaveLength(2);
  expect(await must(copy.post("/webhooks/deliver"))).toEqual({ delivered: 1 });
});

verifies(
  "phone.errors.rateWindows",
  "does nothing in a world that was reset while somebody waited",
  async () => {
    await using ringback = await startRingback();
    const { control, phone } = endsOf(ringback);
    const { clock, tables } = ringback.worlds.main.world;
    await must(control.patch("/accounts/acct_001/profile", { rateLimits: true }));
    for (let times = 0; times < 10; times += 1)
      await must(phone.post("/v1/webhooks", { url: "http://127.0.0.1:9/" }));
    expect((await phone.post("/v1/webhooks", { url: "http://127.0.0.1:9/" })).status).toBe(429);
    const hold = clock.hold("until the reset", 60_000);
    const late = phone.post("/v1/webhooks", { url: "http://127.0.0.1:9/late" });
    // It has come in when there is something to wait for.
    while (clock.timers().every(({ kind }) => kind !== "fault.delay")) await breathe();
    hold.release();
    ringback.worlds.reset(ringback.worlds.main);
    await expect(late).rejects.toThrow("fetch failed");
    expect([tables.webhookEndpoints.size, tables.rateWindows.size]).toEqual([0, 0]);
  },
);
