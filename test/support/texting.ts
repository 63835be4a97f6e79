import { expect } from "vitest";
import type { Ringback } from "../../src/runtime/create-ringback.ts";
import type { Message } from "../../src/world/entities.ts";
import { phoneOf } from "./phone-client.ts";
import { type Answer, type Client, controlOf, startRingback } from "./store-client.ts";

/** A number of AgentPhone's on the network. */
export interface PhoneLine {
  readonly number: string;
  readonly numberId: string;
}

/** A ringback whose time stands still, with both clients. */
export const startTexting = async () => {
  const ringback = await startRingback({ clock: "manual" });
  return {
    ringback,
    control: controlOf(ringback),
    phone: phoneOf(ringback),
    [Symbol.asyncDispose]: () => ringback.close(),
  };
};

const made = ({ status, body, text }: Answer): unknown => {
  if (status >= 200 && status < 300) return body;
  throw new Error(`It answered ${status}: ${text}`);
};

/** Puts a number of AgentPhone's on the network, by default one without iMessage. */
export const addLine = async (control: Client, request: object = {}): Promise<PhoneLine> =>
  made(await control.post("/lines", { provider: "agentphone", country: "US", ...request })) as PhoneLine;

/** Gives somebody a telephone with iMessage. */
export const addPerson = async (control: Client, name: string, number: string, more: object = {}) =>
  void made(await control.post("/people", { name, number, imessage: true, ...more }));

/** Sets some of the default account's settings. */
export const changeProfile = async (control: Client, change: object) =>
  void made(await control.patch("/accounts/acct_001/profile", change));

/** The id of what was sent. */
export const send = async (phone: Client, request: object): Promise<string> =>
  (made(await phone.post("/v1/messages", { body: "hello", ...request })) as { id: string }).id;

/** Lets somebody text a line; answers the id of the text. */
export const textLine = async (control: Client, request: object): Promise<string> =>
  (made(await control.post("/people/text", { body: "hello", ...request })) as { messageId: string })
    .messageId;

type Event = Readonly<Record<string, unknown>>;

/** The events of a type, oldest first, without where and when. */
export const eventsOf = async (control: Client, type: string): Promise<readonly Event[]> => {
  const { events } = (await control.get(`/events?limit=1000&type=${type}`)).body as { events: Event[] };
  return events.map(({ seq: _seq, at: _at, type: _type, ...fields }) => fields);
};

/** How a message stands in the world. */
export const messageOf = (ringback: Ringback, id: string): Message => {
  const message = ringback.worlds.main.world.tables.messages.get(id);
  if (message === undefined) throw new Error(`There is no message ${id}.`);
  return message;
};

/** Sets a webhook that nobody answers at. What it is to be told can be read in the world. */
export const setWebhook = async (phone: Client, change: object = {}): Promise<void> =>
  void made(await phone.post("/v1/webhooks", { url: "http://127.0.0.1:9/hook", ...change }));

/** The bodies that webhooks are to be told, oldest first. */
export const newsOf = (ringback: Ringback): readonly unknown[] =>
  Array.from(
    ringback.worlds.main.world.tables.webhookDeliveries.all(),
    ({ body }) => JSON.parse(body) as unknown,
  );

/** A refusal as AgentPhone writes it: the status, and its sentence or the sentences of a list. */
export const refusalOf = ({ status, body }: Answer): readonly [status: number, says: unknown] => {
  const { detail, error } = body as { detail?: unknown; error?: unknown };
  if (!Array.isArray(detail)) return [status, detail ?? error];
  return [status, detail.map(({ msg }: { msg: string }) => msg)];
};

/** Any text. */
export const someText = expect.any(String) as string;
