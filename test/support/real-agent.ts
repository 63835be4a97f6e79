import { equipAgent, type Equipped } from "./phone-agent.ts";
import { phoneOf, sdkOf } from "./phone-client.ts";
import { openRealStage, type RealStage, type RealWishes } from "./real-stage.ts";
import { type Client, controlOf } from "./store-client.ts";
import type { CallState, ToldTurn } from "./voice-call.ts";
import { setWebhook } from "./webhook-news.ts";
import { jsonOf, openReceiver, type WebhookAnswer, type WebhookReceiver } from "./webhook-receiver.ts";

/** The number that the agent has, and two people with telephones of their own. */
export const line = "+14155550110";
export const anna = "+14155550123";
export const bella = "+14155550188";

/** How an agent's server answers a turn: an object, or an answer of any kind. */
type Speaker = (turn: ToldTurn) => object | WebhookAnswer | Promise<object | WebhookAnswer>;

type WorldEvent = Readonly<Record<string, unknown>>;

/** An agent whose number is a real one, the server that speaks for it, and the Twilio in between. */
export interface RealAgent extends AsyncDisposable, Equipped {
  readonly stage: RealStage;
  readonly fake: RealStage["fake"];
  readonly receiver: WebhookReceiver;
  readonly phone: Client;
  readonly control: Client;
  readonly sdk: ReturnType<typeof sdkOf>;
  /** What its server was told, oldest first; of one event only, where that is named. */
  told(event?: string): readonly ToldTurn[];
  /** The event of a type whose fields fit, as soon as there is one. */
  event(type: string, fields?: Readonly<Record<string, string>>): Promise<WorldEvent>;
  /** The events of a type, oldest first. */
  events(type: string): Promise<readonly WorldEvent[]>;
  read(callId: string): Promise<CallState>;
  /** Calls somebody; answers the id. */
  call(to?: string, more?: object): Promise<string>;
}

interface AgentWishes extends RealWishes {
  readonly speaker?: Speaker;
  readonly agent?: object;
  /** Settings of its webhook. */
  readonly webhook?: object;
}

const toAnswer = (answer: object | WebhookAnswer): WebhookAnswer =>
  typeof answer !== "object" || "status" in answer ? answer : { status: 200, body: JSON.stringify(answer) };

/** Opens one, in webhook mode unless wished otherwise; `await using` ends it. */
export const openRealAgent = async ({
  speaker = () => ({ text: "Yes." }),
  agent,
  webhook,
  ...wishes
}: AgentWishes = {}): Promise<RealAgent> => {
  const receiver = await openReceiver(async (received) => {
    const told = jsonOf(received) as unknown as ToldTurn & { readonly channel: string };
    return told.event === "agent.message" && told.channel === "voice" ? toAnswer(await speaker(told)) : 200;
  });
  const stage = await openRealStage({ owned: [line], ...wishes });
  const phone = phoneOf(stage.ringback);
  const control = controlOf(stage.ringback);
  const equipped = await equipAgent(phone, { voiceMode: "webhook", systemPrompt: null, ...agent });
  await setWebhook(phone, receiver.url, webhook);
  const events = async (type: string): Promise<readonly WorldEvent[]> =>
    ((await control.get(`/events?limit=1000&type=${type}`)).body as { events: WorldEvent[] }).events;
  return {
    ...equipped,
    stage,
    fake: stage.fake,
    receiver,
    phone,
    control,
    sdk: sdkOf(stage.ringback),
    told: (event) =>
      receiver.received
        .map((one) => jsonOf(one) as unknown as ToldTurn)
        .filter((one) => event === undefined || one.event === event),
    event: async (type, fields = {}) => {
      const asked = new URLSearchParams({ type, timeout: "20m", ...fields });
      const { status, body, text } = await control.get(`/wait?${asked.toString()}`);
      if (status !== 200) throw new Error(`No ${type}: ${text} ${stage.warned.join(" ")}`);
      return (body as { event: WorldEvent }).event;
    },
    events,
    read: async (callId) => (await control.get(`/calls/${callId}`)).body as CallState,
    call: async (to = anna, more = {}) => {
      const asked = { agentId: equipped.agentId, toNumber: to, ...more };
      const { status, body, text } = await phone.post("/v1/calls", asked);
      if (status !== 200) throw new Error(`The call was refused with ${status}: ${text}`);
      return (body as { id: string }).id;
    },
    [Symbol.asyncDispose]: async () => {
      await stage[Symbol.asyncDispose]();
      await receiver[Symbol.asyncDispose]();
    },
  };
};
