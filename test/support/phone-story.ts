import type { Ringback } from "../../src/runtime/create-ringback.ts";
import { registrationForm } from "./registration-form.ts";
import { acme, addFault, type Answer, Client } from "./store-client.ts";

/** Three people who have telephones, two of them with iMessage. */
export const [nina, omar] = ["+14155550177", "+14155550178"];

/** Every answer there was, in order, and what later steps and tests go on with. */
export interface PhoneStory {
  readonly answers: readonly Answer[];
  readonly agentId: string;
  readonly number: string;
  readonly imessageNumber: string;
  readonly conversationId: string;
}

type Body = Readonly<Record<string, unknown>>;

/** Some of everything that AgentPhone does without an agent of ours answering: texts, threads, groups, money, webhooks, faults. */
export const playPhoneStory = async (
  ringback: Ringback,
  hook: string,
  world = "main",
): Promise<PhoneStory> => {
  const answers: Answer[] = [];
  const note = async (answered: Promise<Answer>): Promise<Record<string, string>> => {
    const answer = await answered;
    answers.push(answer);
    return (answer.body ?? {}) as Record<string, string>;
  };
  const root = world === "main" ? ringback.url : `${ringback.url}/w/${world}`;
  const control = new Client(`${root}/_ringback`);
  const phone = new Client(root, ringback.worlds.find(world)?.defaultPhoneKey());
  await note(control.put("/clock", { mode: "manual" }));
  await note(control.post("/people", { name: "Acme", number: acme }));
  for (const [name, number] of [
    ["Nina", nina],
    ["Omar", omar],
  ])
    await note(control.post("/people", { name, number, imessage: true, appleId: `${name}@example.com` }));
  const agent = { name: "Desk", voiceMode: "hosted", systemPrompt: "Be kind." };
  const { id: agentId = "" } = await note(phone.post("/v1/agents", agent));
  const { phoneNumber: number = "" } = await note(phone.post("/v1/numbers", { areaCode: "212", agentId }));
  const line = { provider: "agentphone", country: "US", type: "imessage", agentId };
  const { number: imessageNumber = "" } = await note(control.post("/lines", line));
  await note(phone.post("/v1/contacts", { phoneNumber: nina, name: "Nina", email: "nina@example.com" }));
  await note(phone.post("/v1/webhooks", { url: hook, contextLimit: 3 }));
  await note(phone.post(`/v1/agents/${agentId}/webhook`, { url: `${hook}/agent`, timeout: 5 }));
  await talk({ note, control, phone, agentId, number, imessageNumber });
  const threads = (await note(phone.get("/v1/conversations"))) as unknown as { data: readonly Body[] };
  const conversationId = String(threads.data[0]?.["id"]);
  await note(phone.patch(`/v1/conversations/${conversationId}`, { metadata: { orderId: "1" } }));
  await spoil({ note, control, phone, agentId, number, imessageNumber });
  await buyAndLeave({ note, control, phone, agentId, number, imessageNumber });
  await note(control.get(`/worlds/${world}/snapshot`));
  return { answers, agentId, number, imessageNumber, conversationId };
};

interface Stage extends Pick<PhoneStory, "agentId" | "number" | "imessageNumber"> {
  readonly note: (answered: Promise<Answer>) => Promise<Record<string, string>>;
  readonly control: Client;
  readonly phone: Client;
}

const talk = async ({ note, control, phone, agentId, number, imessageNumber }: Stage): Promise<void> => {
  const step = () => note(control.post("/clock/advance", { by: "10s" }));
  await note(control.post("/people/text", { from: acme, to: number, body: "Hello" }));
  await note(phone.post("/v1/messages", { agent_id: agentId, to_number: acme, body: "Hi" }));
  await note(phone.post("/v1/messages", { agent_id: agentId, to_number: "+15005550009", body: "Lost" }));
  await step();
  const picture = ["https://example.com/a.png", "https://example.com/b.png"];
  await note(control.post("/people/text", { from: acme, to: number, body: "See", mediaUrls: picture }));
  await note(control.post("/people/otp", { from: acme, to: number, expiresIn: "5m" }));
  await step();
  const wrote = { from: nina, to: imessageNumber, body: "Are you there?", channel: "imessage" };
  const { messageId } = await note(control.post("/people/text", wrote));
  const love = { reaction: "love" };
  await note(phone.post(`/v1/messages/${messageId}/reactions`, love));
  const reply = { from_number: imessageNumber, to_number: nina, body: "Yes", send_style: "lasers" };
  await note(phone.post("/v1/messages", { ...reply, reply_to_message_id: messageId }));
  await step();
  await note(control.post("/people/react", { from: nina, to: imessageNumber, last: true, ...love }));
  const group = { from_number: imessageNumber, recipients: [nina, omar], body: "All of you" };
  const { to_number: groupId } = await note(phone.post("/v1/messages", group));
  await step();
  await note(control.post("/people/text", { ...wrote, from: omar, group: groupId, body: "Here" }));
  await note(control.post("/people/text", { from: acme, to: number, body: "STOP" }));
  await note(phone.post("/v1/messages", { agent_id: agentId, to_number: acme, body: "Refused" }));
  await step();
};

const spoil = async ({ note, control, phone, number }: Stage): Promise<void> => {
  for (const webhook of ["duplicate", "odd-json", "reorder", "delay", "drop", "corrupt-signature"]) {
    await addFault(control, { point: "webhook:*", times: 1, answer: { webhook } });
    await note(control.post("/people/text", { from: "+14155550179", to: number, body: `With ${webhook}` }));
    await note(control.post("/clock/advance", { by: "1m" }));
  }
  await addFault(control, { point: "agentphone.*", chance: 0.5, times: 2, answer: { status: 503 } });
  for (let times = 0; times < 5; times += 1) await note(phone.get("/v1/numbers"));
  await note(control.delete("/faults"));
  await note(phone.post("/v1/webhooks/test"));
  await note(control.post("/webhooks/deliveries/del_001/replay", { headers: { "X-More": "1" } }));
  // Takes the retries of whatever the webhook did not take.
  await note(control.post("/clock/advance", { by: "1d" }));
};

/** The code that was mailed last to an address. */
export const codeMailedTo = async (control: Client, to: string): Promise<string> => {
  const { emails } = (await control.get(`/mailbox?to=${to}`)).body as { emails: { code?: string }[] };
  return emails[0]?.code ?? "";
};

const buyAndLeave = async ({ note, control, phone, agentId }: Stage): Promise<void> => {
  await note(control.patch("/accounts/acct_001/profile", { rateLimits: true }));
  const start = { human_email: "omar@example.com", agent_name: "Omar" };
  const { verification_id } = await note(phone.post("/v0/agent/sign-up", start));
  const code = await codeMailedTo(control, start.human_email);
  await note(phone.post("/v0/agent/verify", { verification_id, otp_code: "000000" }));
  await note(phone.post("/v0/agent/verify", { verification_id, otp_code: code }));
  await note(phone.post("/v1/verify/send", { phone_number: nina }));
  await note(phone.post("/v1/sub-accounts", { name: "Branch" }));
  await note(phone.post("/v1/register", registrationForm));
  await note(phone.post("/v1/calls", { agentId, toNumber: acme }));
  await note(phone.post("/v1/calls/web", { agentId }));
  await note(phone.get(`/v1/numbers/lookup?phoneNumbers=${encodeURIComponent(acme)}`));
  await note(control.post("/clock/advance", { by: "35d" }));
  for (const path of ["usage", "usage/daily?days=3", "usage/by-number", "numbers", "agents", "calls"])
    await note(phone.get(`/v1/${path}`));
  await note(phone.get("/v1/webhooks/deliveries?limit=100"));
  await note(control.get("/events?limit=1000"));
};
