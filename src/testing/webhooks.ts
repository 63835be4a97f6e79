import type { OutputOf, Operations } from "../contract/operations.ts";
import type { Ask } from "./world-port.ts";

/** One try to tell a webhook something, and what came of it. */
export interface DeliveryAttempt {
  /** Counted from 1; 0 for a delivery that was sent once more. */
  readonly attempt: number;
  /** Milliseconds since 1970 on the world's clock. */
  readonly at: number;
  /** What was sent, the signature included. */
  readonly headers: Readonly<Record<string, string>>;
  /** What was sent and signed, byte for byte. */
  readonly body: string;
  /** Null when no answer came. */
  readonly httpStatus: number | null;
  readonly responseBody: string | null;
  /** Why it was not taken, in a sentence; null when it was. */
  readonly error: string | null;
}

/** Something that a webhook was told or is to be told. */
export interface Delivery {
  /** As in the header `X-Webhook-ID`. */
  readonly id: string;
  readonly account: string;
  /** The agent whose webhook it is; null when it is the account's own. */
  readonly agent: string | null;
  /** Such as `agent.message`. */
  readonly event: string;
  /** `sms`, `mms`, `imessage` or `voice`. */
  readonly channel: string;
  readonly url: string;
  /** What the order holds for: a conversation. */
  readonly lane: string;
  readonly status: "pending" | "success" | "failed";
  readonly httpStatus: number | null;
  readonly error: string | null;
  readonly attemptCount: number;
  /** Milliseconds since 1970 on the world's clock. */
  readonly createdAt: number;
  /** The same; null when nobody tries again. */
  readonly nextRetryAt: number | null;
  /** It was asked for, to try the webhook out. */
  readonly test: boolean;
  /** The fault that struck it, if one did. */
  readonly fault?: string;
  /** The exact text that is sent and signed, JSON. */
  readonly body: string;
  /** Each attempt, if it is among the latest thousand of the world. */
  readonly attempts: readonly DeliveryAttempt[];
}

/** Which deliveries to list. */
export interface DeliveryQuery {
  readonly status?: Delivery["status"];
  /** 1 to 1000. Default 100. */
  readonly limit?: number;
  /** How many of the newest to leave out. Default 0. */
  readonly offset?: number;
}

/** What to change in a delivery that is sent once more. */
export interface DeliveryEdit {
  /** Takes the place of the body, and is signed: the text itself, or what is to be written as JSON. */
  readonly body?: string | object | undefined;
  /** Go over those that are sent and signed, even over the signature. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a webhook answered. */
export interface ReplayedDelivery {
  readonly success: boolean;
  readonly httpStatus: number | null;
  readonly responseBody: string | null;
  readonly error: string | null;
}

/** What AgentPhone's webhooks of a world were told. */
export interface Webhooks {
  /** What they were told and are to be told, of every account, newest first. */
  list(query?: DeliveryQuery): Promise<readonly Delivery[]>;
  /**
   * Sends a delivery once more, whatever became of it, with the same id and a fresh signature, and waits for the answer.
   * The log of deliveries stays as it is. Throws `not_found`, and `validation_error` for headers of the connection's own.
   */
  replay(delivery: Pick<Delivery, "id"> | string, edit?: DeliveryEdit): Promise<ReplayedDelivery>;
  /** Lets the webhooks of a fork go, which keeps them until then. Answers how many were waiting; elsewhere it does nothing. */
  deliver(): Promise<number>;
}

/** The webhooks of the world that is asked. */
export const webhooksOf = (ask: Ask): Webhooks => ({
  list: async (query = {}) =>
    (await ask("control.webhooks.deliveries.list", query)).deliveries.map(readDelivery),
  replay: async (delivery, { body, headers } = {}) => {
    const { delivery: _id, ...answer } = await ask("control.webhooks.deliveries.replay", {
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
      ...(headers !== undefined && { headers: { ...headers } }),
      deliveryId: typeof delivery === "string" ? delivery : delivery.id,
    });
    return answer;
  },
  deliver: async () => (await ask("control.webhooks.deliver", {})).delivered,
});

type ToldDelivery = OutputOf<Operations["control.webhooks.deliveries.list"]>["deliveries"][number];

const readDelivery = (told: ToldDelivery): Delivery => {
  const { delivery: id, createdAt, nextRetryAt, fault, attempts, ...others } = told;
  return {
    id,
    ...others,
    createdAt: Date.parse(createdAt),
    nextRetryAt: nextRetryAt === null ? null : Date.parse(nextRetryAt),
    ...(fault !== undefined && { fault }),
    attempts: attempts.map(({ at, ...attempt }) => ({ ...attempt, at: Date.parse(at) })),
  };
};
