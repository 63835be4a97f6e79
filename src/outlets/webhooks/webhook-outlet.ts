import type {
  AnswerPiece,
  Attempt,
  AttemptOutcome,
  DeliveriesPort,
  DueDelivery,
} from "../../domain/agentphone/webhooks/deliveries-port.ts";
import type { Clock, Hold, RealTime } from "../../kernel/clock/clock.ts";
import { Connections } from "./connections.ts";
import { Lanes } from "./lanes.ts";
import { send } from "./send.ts";

/** How many sendings one endpoint gets at once. */
const mostAtOnce = 8;

/** As many time-outs may an answer go on that comes in bit by bit. */
const mostTimeouts = 10;

/** What a hold lasts that others bound: each sending has a time-out of its own. */
const noTimeout = 2_147_483_647;

/** Whose deliveries are sent, and by which clocks. */
export interface WebhookOutletParts {
  readonly deliveries: DeliveriesPort;
  /** What they are sent to; a webhook where nothing is said. Whoever serves one is the agent, which a tool's server need not be. */
  readonly receiver?: "webhook" | "tool" | undefined;
  readonly clock: Clock;
  readonly realTime: RealTime;
}

/** Sends what is due in one world. Time holds from the instant at which something is due until it is over. */
export class WebhookOutlet {
  readonly #parts: WebhookOutletParts;
  readonly #endpoints = new Map<string, Lanes<DueDelivery>>();
  /** Abandons a sending that is under way. */
  readonly #underWay = new Map<DueDelivery, () => void>();
  readonly #connections = new Connections(mostAtOnce);
  #queued = 0;
  #closed = false;
  #queueHold: Hold | undefined;

  constructor(parts: WebhookOutletParts) {
    this.#parts = parts;
    parts.deliveries.due.subscribe((due) => this.#add(due));
  }

  /** Gives up whatever waits or is under way; nothing of it is written down. What still wants to be sent has to be said again. */
  abandon(): void {
    const waiting = [...this.#endpoints.values()].flatMap((lanes) => lanes.close());
    const underWay = [...this.#underWay];
    this.#endpoints.clear();
    this.#underWay.clear();
    this.#queued = 0;
    this.#letTimeGo();
    for (const [, giveUp] of underWay) giveUp();
    for (const due of [...waiting, ...underWay.map(([sent]) => sent)]) tellAbandoned(due);
  }

  /** Sends nothing any more; who waits for what comes of something is told so. */
  close(): void {
    this.#closed = true;
    this.abandon();
    this.#connections.close();
  }

  #add(due: DueDelivery): void {
    if (this.#closed) return tellAbandoned(due);
    this.#queued += 1;
    this.#queueHold ??= this.#parts.clock.hold(`${this.#parts.receiver ?? "webhook"}s queued`, noTimeout);
    // Whoever waits for it may be what the clock waits for before others make room: it stands in no queue.
    if (due.tell !== undefined) return this.#start(due, () => undefined);
    const lanes = this.#endpoints.get(due.url) ?? this.#openEndpoint(due.url);
    lanes.add(due.lane, due);
  }

  #openEndpoint(url: string): Lanes<DueDelivery> {
    const lanes: Lanes<DueDelivery> = new Lanes(mostAtOnce, (due, done) =>
      this.#start(due, () => {
        done();
        if (lanes.isEmpty && this.#endpoints.get(url) === lanes) this.#endpoints.delete(url);
      }),
    );
    this.#endpoints.set(url, lanes);
    return lanes;
  }

  #start(due: DueDelivery, done: () => void): void {
    const { deliveries, realTime } = this.#parts;
    const attempt = deliveries.begin(due, realTime.now());
    if (attempt !== undefined) this.#send(due, attempt, done);
    this.#queued -= 1;
    if (attempt === undefined) done();
    if (this.#queued === 0) this.#letTimeGo();
  }

  #send(due: DueDelivery, attempt: Attempt, done: () => void): void {
    const { deliveries, clock, realTime, receiver = "webhook" } = this.#parts;
    let begunAt: number | undefined;
    const isEndless = (): boolean =>
      begunAt !== undefined && realTime.now() - begunAt >= mostTimeouts * attempt.timeoutMs;
    const finish = (outcome: AttemptOutcome): void => {
      if (!this.#underWay.delete(due)) return;
      if ("status" in outcome && receiver === "webhook") clock.served();
      deliveries.finish(due, attempt, outcome);
    };
    const timeOut = (): void => {
      const why = begunAt === undefined ? "" : sayStopped(attempt, isEndless());
      finish({ failure: "timeout", why });
    };
    const openHold = (): Hold =>
      clock.hold(`${receiver} ${attempt.deliveryId}`, attempt.timeoutMs, {
        expired: () => {
          cancel();
          // Whoever waits for it may be what the clock waits for before it makes the jump.
          if (due.tell !== undefined) timeOut();
        },
        // The clock has gone on by now: only then may the next of the lane start.
        paid: () => {
          if (this.#underWay.has(due)) timeOut();
          done();
        },
      });
    let hold = openHold();
    this.#underWay.set(due, () => {
      cancel();
      hold.release();
    });
    const came = (piece: AnswerPiece): void => {
      if (!this.#underWay.has(due)) return;
      begunAt ??= realTime.now();
      // Each part of an answer may take as long as its beginning; the clock never goes on between two of them.
      if (!isEndless()) {
        const before = hold;
        hold = openHold();
        before.release();
      }
      deliveries.hear(due, piece);
    };
    const ended = (outcome: AttemptOutcome): void => {
      if (!this.#underWay.has(due)) return;
      finish(outcome);
      // The next of the lane takes over the clock before this one lets go of it.
      done();
      hold.release();
    };
    const cancel = send(this.#connections, attempt, { ended, ...(due.streams === true && { came }) });
  }

  #letTimeGo(): void {
    this.#queueHold?.release();
    this.#queueHold = undefined;
  }
}

const sayStopped = ({ timeoutMs }: Attempt, isEndless: boolean): string =>
  isEndless
    ? `The answer went on for more than ${(mostTimeouts * timeoutMs) / 1000} s`
    : `The answer stopped for ${timeoutMs / 1000} s`;

const tellAbandoned = ({ deliveryId, tell }: DueDelivery): void => {
  const outcome = { failure: "abandoned", why: "The world was replaced or closed meanwhile." } as const;
  tell?.({ deliveryId, outcome, tookMs: 0 });
};
