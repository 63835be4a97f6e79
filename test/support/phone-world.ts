import type { Operation } from "../../src/contract/operation.ts";
import type { Ringback } from "../../src/runtime/create-ringback.ts";
import { nina } from "./imessage-thread.ts";
import { phoneKey } from "./phone-client.ts";
import { acme, type Answer, ask, controlOf } from "./store-client.ts";

/** Whose key asks, and for which of its sub-accounts, if for one. */
export interface Asker {
  readonly key: string;
  readonly accountId: string;
  readonly isSubAccount?: true;
}

/** What an account has at AgentPhone: one of everything. */
export interface PhoneWorld {
  readonly agentId: string;
  readonly numberId: string;
  readonly number: string;
  readonly imessageNumberId: string;
  readonly imessageNumber: string;
  readonly conversationId: string;
  readonly messageId: string;
  readonly contactId: string;
  readonly callId: string;
  readonly verificationId: string;
  /** Of a master account only. */
  readonly subAccountId: string;
}

/** The account that every world starts with. */
export const defaultAsker = (ringback: Ringback): Asker => ({
  key: phoneKey(ringback),
  accountId: "acct_001",
});

/** Asks by method and path. */
export const askPhone = (
  ringback: Ringback,
  { key, accountId, isSubAccount }: Asker,
  method: string,
  path: string,
  body?: unknown,
): Promise<Answer> => {
  const headers = {
    authorization: `Bearer ${key}`,
    ...(isSubAccount && { "x-sub-account-id": accountId }),
    ...(body !== undefined && { "content-type": "application/json" }),
  };
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  return ask(`${ringback.url}${path}`, { method, headers, ...sent });
};

type Input = Readonly<Record<string, unknown>>;

/** Sends an input as the operation's REST face wants it: path, query, body. */
export const sendInput = (
  ringback: Ringback,
  asker: Asker,
  { rest }: Operation,
  input: Input,
): Promise<Answer> => {
  if (rest === undefined) throw new Error("This operation has no REST face.");
  const inPath = new Set([...rest.path.matchAll(/:(\w+)/g)].map(([, name]) => name));
  const path = rest.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(input[name])));
  const query = new URLSearchParams();
  for (const name of Object.keys(rest.query ?? {})) {
    const value = input[name] as string | number | boolean | undefined;
    if (value !== undefined) query.set(name, String(value));
  }
  const target = query.size === 0 ? path : `${path}?${query.toString()}`;
  if (rest.method === "GET" || rest.method === "DELETE")
    return askPhone(ringback, asker, rest.method, target);
  const body = Object.entries(input).filter(([name]) => !inPath.has(name) && !query.has(name));
  return askPhone(ringback, asker, rest.method, target, Object.fromEntries(body));
};

/** A place where no webhook listens. */
export const deafHook = "http://127.0.0.1:9/hook";

/** Gives an account one of everything. Webhooks come last, so that nothing is on its way to them. */
export const furnishPhone = async (ringback: Ringback, asker: Asker): Promise<PhoneWorld> => {
  const make = async (method: string, path: string, body: object) => {
    const { status, text, body: answer } = await askPhone(ringback, asker, method, path, body);
    if (status >= 300) throw new Error(`${method} ${path} answered ${status}: ${text}`);
    return answer as Record<string, string>;
  };
  const agent = { name: "Desk", voiceMode: "hosted", systemPrompt: "Be kind." };
  const { id: agentId = "" } = await make("POST", "/v1/agents", agent);
  const { id: numberId = "", phoneNumber: number = "" } = await make("POST", "/v1/numbers", { agentId });
  const thread = await writeToIt(ringback, asker, agentId);
  const { id: contactId = "" } = await make("POST", "/v1/contacts", { phoneNumber: nina, name: "Nina" });
  const { id: callId = "" } = await make("POST", "/v1/calls", { agentId, toNumber: acme });
  const { verification_id: verificationId = "" } = await make("POST", "/v1/verify/send", {
    phone_number: acme,
  });
  const { id: subAccountId = "" } = asker.isSubAccount
    ? {}
    : await make("POST", "/v1/sub-accounts", { name: "Branch" });
  await make("POST", "/v1/webhooks", { url: deafHook });
  await make("POST", `/v1/agents/${agentId}/webhook`, { url: deafHook });
  return { agentId, numberId, number, ...thread, contactId, callId, verificationId, subAccountId };
};

const writeToIt = async (ringback: Ringback, { accountId }: Asker, agentId: string) => {
  const control = controlOf(ringback);
  await control.post("/people", { name: "Nina", number: nina, imessage: true });
  await control.post("/people/locate", { number: nina, latitude: 40.7, longitude: -74 });
  const line = { provider: "agentphone", country: "US", type: "imessage", accountId, agentId };
  const made = (await control.post("/lines", line)).body as { number: string; numberId: string };
  const text = { from: nina, to: made.number, body: "Are you there?", channel: "imessage" };
  const { messageId } = (await control.post("/people/text", text)).body as { messageId: string };
  const threads = [...ringback.worlds.main.world.tables.conversations.all()];
  const conversationId = threads.find(({ numberId }) => numberId === made.numberId)?.id ?? "";
  return { imessageNumberId: made.numberId, imessageNumber: made.number, messageId, conversationId };
};
