import type { RingbackConfig } from "../../src/runtime/config.ts";
import type { Ringback } from "../../src/runtime/create-ringback.ts";
import { changeProfile, doneBy, equipAgent, type Equipped } from "./phone-agent.ts";
import { phoneOf } from "./phone-client.ts";
import { acme, advance, type Client, controlOf, startRingback } from "./store-client.ts";
import {
  jsonOf,
  openReceiver,
  type Received,
  type WebhookAnswer,
  type WebhookReceiver,
} from "./webhook-receiver.ts";
import { setWebhook } from "./webhook-news.ts";

/** What an agent's server is told of a turn, as far as tests look at it. */
export interface ToldTurn {
  readonly event: string;
  readonly agentId: unknown;
  readonly data: Readonly<Record<string, unknown>>;
  readonly recentHistory?: readonly Readonly<Record<string, unknown>>[];
}

/** How an agent's server answers a turn: an object, or an answer of any kind. */
type Speaker = (
  turn: ToldTurn,
  received: Received,
) => object | WebhookAnswer | Promise<object | WebhookAnswer>;

/** An agent in webhook mode with a number, the server that speaks for it, and whoever calls it. */
export interface VoiceStage extends AsyncDisposable, Equipped {
  readonly ringback: Ringback;
  readonly phone: Client;
  readonly control: Client;
  readonly receiver: WebhookReceiver;
  readonly secret: string;
  /** The turns that the server was told, oldest first. */
  told(): readonly ToldTurn[];
  /** The calls that it was told are over. */
  ended(): readonly ToldTurn[];
  /** Somebody calls and says these things, then hangs up; answers the id once an hour has passed. */
  hear(...says: readonly string[]): Promise<string>;
  /** Somebody calls and does only what they are told. */
  ring(): Promise<string>;
  /** A call as the controls show it. */
  read(callId: string): Promise<CallState>;
  /** The events of a type, oldest first. */
  events(type: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
}

export interface CallState {
  readonly phase: string;
  readonly status: string;
  readonly disconnectionReason?: string | undefined;
  readonly turns: readonly { readonly role: string; readonly text: string }[];
}

interface StageWishes extends Omit<RingbackConfig, "agent"> {
  readonly profile?: object | undefined;
  readonly agent?: object | undefined;
  readonly webhook?: object | undefined;
  /** False where what is sent is no contract's, as odd bodies are. */
  readonly checked?: boolean;
}

/** An answer that has its own type, as NDJSON does. */
export const ndjson = (body: string | AsyncIterable<string | Uint8Array>): WebhookAnswer => ({
  status: 200,
  headers: { "content-type": "application/x-ndjson" },
  body,
});

const isAnswer = (answer: object | WebhookAnswer): answer is WebhookAnswer =>
  typeof answer !== "object" || "status" in answer;

const toAnswer = (answer: object | WebhookAnswer): WebhookAnswer =>
  isAnswer(answer) ? answer : { status: 200, body: JSON.stringify(answer) };

const bodiesOf = ({ received }: WebhookReceiver, event: string): readonly ToldTurn[] =>
  received.map((one) => jsonOf(one) as unknown as ToldTurn).filter((body) => body.event === event);

/** Sets a stage for voice webhooks, in manual time unless wished otherwise; `await using` ends it. */
export const openVoiceStage = async (
  speaker: Speaker,
  { profile, agent, webhook, checked = true, ...config }: StageWishes = {},
): Promise<VoiceStage> => {
  const receiver = await openReceiver(
    async (received) => {
      const body = jsonOf(received) as unknown as ToldTurn;
      return body.event === "agent.message" ? toAnswer(await speaker(body, received)) : 200;
    },
    { checked },
  );
  const ringback = await startRingback({ clock: "manual", ...config });
  const phone = phoneOf(ringback);
  const control = controlOf(ringback);
  if (profile !== undefined) await changeProfile(control, profile);
  const equipped = await equipAgent(phone, { voiceMode: "webhook", systemPrompt: null, ...agent });
  const { secret } = await setWebhook(phone, receiver.url, webhook);
  const ring = async (more: object = { played: true }): Promise<string> => {
    const called = { from: acme, to: equipped.number, ...more };
    return doneBy("control.people.call", await control.post("/people/call", called)).callId;
  };
  return {
    ...equipped,
    ringback,
    phone,
    control,
    receiver,
    secret,
    told: () => bodiesOf(receiver, "agent.message"),
    ended: () => bodiesOf(receiver, "agent.call_ended"),
    hear: async (...says) => {
      const callId = await ring({ says });
      await advance(control, "1h");
      return callId;
    },
    ring: () => ring(),
    read: async (callId) => (await control.get(`/calls/${callId}`)).body as CallState,
    events: async (type) =>
      ((await control.get(`/events?limit=1000&type=${type}`)).body as { events: Record<string, unknown>[] })
        .events,
    [Symbol.asyncDispose]: async () => {
      await ringback.close();
      await receiver[Symbol.asyncDispose]();
    },
  };
};

/** What was said in a call, one line for each turn. */
export const linesOf = ({ turns }: CallState): readonly string[] =>
  turns.map(({ role, text }) => `${role}: ${text}`);
