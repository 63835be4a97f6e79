import { EventLog } from "../../../kernel/event-log.ts";
import type { Strike } from "../../../kernel/faults.ts";
import type { WebhookDelivery, WebhookEndpoint } from "../../../world/webhook-entities.ts";
import type { World } from "../../../world/world.ts";
import type { AgentPhone, PhoneCore } from "../agentphone.ts";
import { AttemptLog } from "./attempt-log.ts";
import type {
  AnswerPiece,
  Attempt,
  AttemptOutcome,
  AttemptResult,
  DeliveriesPort,
  DeliveryEdit,
  DueDelivery,
} from "./deliveries-port.ts";
import { nameDelivery } from "./name-delivery.ts";
import { DeliveryOutcomes } from "./delivery-outcomes.ts";
import { makeAttempt } from "./make-attempt.ts";
import { type Addressee, newDelivery } from "./new-delivery.ts";
import { sampleEvent } from "./sample-event.ts";
import type { WebhookNews } from "./webhook-news.ts";
import { explainUnreachable } from "./webhook-url.ts";

export type { WebhookNews } from "./webhook-news.ts";

/** How late a delivery leaves that a fault delays, or has overtaken, where nobody says. */
const usualDelay = 30_000;

const noLonger = { failure: "abandoned", why: "It is not to be sent any more." } as const;

/** How much of an answer the log keeps. */
const keptCharacters = 1024;

const beginningOf = (body: string): string => body.slice(0, keptCharacters);

/** What is on its way to webhooks, and what became of it. */
export class Deliveries implements DeliveriesPort {
  readonly due = new EventLog<DueDelivery>(0);
  readonly attempts = new AttemptLog();
  readonly #world: World;
  readonly #phone: AgentPhone;
  readonly #faults: PhoneCore["faults"];
  readonly #outcomes: DeliveryOutcomes;
  #isKept = false;

  constructor({ world, faults }: PhoneCore, phone: AgentPhone) {
    this.#world = world;
    this.#phone = phone;
    this.#faults = faults;
    this.#outcomes = new DeliveryOutcomes(world, phone);
  }

  /** Queues news for the one endpoint that is to hear it, or for another address. Without one it announces `webhook.unheard`. */
  queue(
    news: WebhookNews,
    endpoint: Addressee | undefined = this.#phone.webhooks.endpointFor(news.accountId, news.agentId),
  ): WebhookDelivery | undefined {
    const { accountId, agentId, event, channel } = news;
    if (endpoint === undefined) {
      this.#world.announce("webhook.unheard", {
        event,
        channel,
        account: accountId,
        ...(agentId !== null && { agent: agentId }),
      });
      return undefined;
    }
    const strike = this.#faults.strike(`webhook:${event}`, "webhook");
    const row = this.#insert(news, endpoint, strike);
    this.#announceQueued(row);
    this.#sendOff(row, strike);
    return row;
  }

  /** Sends an endpoint a synthetic event, once, and waits for what comes of it. */
  test(endpoint: WebhookEndpoint, agentId: string | null): Promise<AttemptResult> {
    const number = agentId === null ? undefined : this.#phone.numbers.ofAgent(agentId)[0];
    const { accountId } = endpoint;
    const payload = () => sampleEvent(agentId, number, this.#world.clock.now());
    const news = {
      accountId,
      agentId,
      event: "agent.message",
      channel: "sms",
      messageId: null,
      payload,
    } as const;
    const row = this.#insert({ ...news, lane: this.#world.nextId("lane") }, endpoint, undefined, true);
    this.#announceQueued(row);
    return new Promise((tell) => this.#sayDue(row, { tell }));
  }

  /** Sends something once more, perhaps changed, outside the count of its attempts, and waits for what comes of it. */
  replay(row: WebhookDelivery, edit: DeliveryEdit): Promise<AttemptResult> {
    return new Promise((tell) => this.#sayDue(row, { again: true, edit, tell }));
  }

  /** The timer of a delivery has come. */
  retry(deliveryId: string): void {
    const row = this.#world.tables.webhookDeliveries.get(deliveryId);
    if (row?.status === "pending") this.#leave(row);
  }

  /** Keeps everything from now on, as a fork does whose webhooks the original has told already. */
  keep(): void {
    this.#isKept = true;
  }

  /** Whether everything is kept, what tools are called with as well. */
  get isKept(): boolean {
    return this.#isKept;
  }

  /** Lets go of what was kept; answers how much that was. */
  deliver(): number {
    if (!this.#isKept) return 0;
    this.#isKept = false;
    return this.resume() + this.#phone.tools.resume();
  }

  resume(): number {
    const { webhookDeliveries } = this.#world.tables;
    this.#phone.voiceAnswers.forget();
    let said = 0;
    const say = (row: WebhookDelivery, again: boolean): void => {
      this.#sayDue(row, { again });
      said += 1;
    };
    for (const row of webhookDeliveries.by("pending", "pending").slice()) {
      const { again } = row;
      if (row.status === "pending" && row.retryTimer === undefined) say(row, false);
      // Its double may be on its way while it waits for its own next attempt.
      if (again) say(row, true);
    }
    return said;
  }

  begin(due: DueDelivery, realNow: number): Attempt | undefined {
    const row = this.#world.tables.webhookDeliveries.get(due.deliveryId);
    if (row === undefined || (!due.again && row.status !== "pending")) {
      due.tell?.({ deliveryId: due.deliveryId, outcome: noLonger, tookMs: 0 });
      return undefined;
    }
    const { signatureClock } = this.#phone.profiles.of(row.accountId);
    const attempt = makeAttempt(row, due, this.#world, signatureClock === "real" ? realNow : undefined);
    if (this.#phone.webhooks.mayReach(row.url)) return attempt;
    this.finish(due, attempt, { failure: "not allowed", why: explainUnreachable(row.url) });
    return undefined;
  }

  hear(due: DueDelivery, piece: AnswerPiece): void {
    const row = this.#world.tables.webhookDeliveries.get(due.deliveryId);
    if (row !== undefined && !due.again) this.#phone.voiceAnswers.hear(row, piece);
  }

  finish(due: DueDelivery, attempt: Attempt, whole: AttemptOutcome): void {
    const { tables, clock, inputs } = this.#world;
    const now = clock.now();
    const outcome = "status" in whole ? { ...whole, body: beginningOf(whole.body) } : whole;
    inputs.append({
      kind: "delivery",
      at: now,
      delivery: due.deliveryId,
      attempt: attempt.number,
      outcome: "status" in whole ? whole.status : whole.failure,
      body: "status" in whole ? whole.body : "",
    });
    this.attempts.append(attempt, outcome);
    const row = tables.webhookDeliveries.get(due.deliveryId);
    if (row !== undefined && !due.again) this.#note(row, attempt, outcome);
    else if (row?.again && due.tell === undefined)
      tables.webhookDeliveries.update(row.id, { again: undefined });
    if (row !== undefined && !due.again) this.#phone.voiceAnswers.end(row, outcome);
    due.tell?.({ deliveryId: due.deliveryId, outcome, tookMs: now - attempt.startedAt });
  }

  #insert(news: WebhookNews, endpoint: Addressee, strike: Strike | undefined, test = false): WebhookDelivery {
    const { accountId, agentId, voice } = news;
    const isHosted = voice?.hosted === true;
    if (!isHosted) this.#phone.usage.count({ accountId, numberId: null, agentId }, { deliveries: 1 });
    const id = nameDelivery(this.#world, this.#phone, news);
    const oddities = isHosted ? [] : this.#phone.profiles.of(accountId).voiceOddities;
    const row = newDelivery(news, endpoint, { id, at: this.#world.clock.now(), strike, test, oddities });
    return this.#world.tables.webhookDeliveries.insert(row);
  }

  #note(row: WebhookDelivery, attempt: Attempt, outcome: AttemptOutcome): void {
    this.#outcomes.note(row, attempt, outcome);
    if (row.fault?.deed !== "duplicate" || row.attemptCount > 1) return;
    this.#sayDue(this.#world.tables.webhookDeliveries.update(row.id, { again: true }), { again: true });
  }

  #announceQueued({ id, eventType, channel, url, lane }: WebhookDelivery): void {
    this.#world.announce("webhook.queued", { delivery: id, event: eventType, channel, url, lane });
  }

  /** Lets a delivery go as its fault wants it, and whatever waited to be overtaken by it after it. */
  #sendOff(row: WebhookDelivery, strike: Strike | undefined): void {
    const overtaken = [...this.#world.tables.webhookDeliveries.by("overtaken", row.lane)];
    const deed = row.fault?.deed;
    const isTurn = row.voice !== undefined;
    const by = strike?.answer.kind === "webhook" ? strike.answer.byMilliseconds : undefined;
    if (deed === "drop") {
      this.#outcomes.fail(row, `dropped on purpose by ${row.fault?.id}`);
      this.#phone.voiceAnswers.end(row, { failure: "abandoned", why: row.errorMessage ?? "" });
    } else if (deed === "delay" || (deed === "reorder" && (isTurn || overtaken.length === 0))) {
      this.#outcomes.wake(row, this.#world.clock.now() + (by ?? usualDelay));
      // A call has one turn at a time, which nothing can overtake.
      if (deed === "reorder" && !isTurn)
        this.#world.tables.webhookDeliveries.update(row.id, { overtaken: true });
      return;
    } else {
      this.#sayDue(row);
    }
    for (const waiting of overtaken) {
      if (waiting.retryTimer !== undefined) this.#world.clock.cancel(waiting.retryTimer);
      this.#leave(waiting);
    }
  }

  #leave({ id }: WebhookDelivery): void {
    const change = { retryTimer: undefined, nextRetryAt: null, overtaken: undefined };
    this.#sayDue(this.#world.tables.webhookDeliveries.update(id, change));
  }

  #sayDue(
    { id: deliveryId, url, lane, voice }: WebhookDelivery,
    { again = false, ...said }: Partial<Pick<DueDelivery, "again" | "edit" | "tell">> = {},
  ): void {
    if (this.#isKept && said.tell === undefined) return;
    const streams = voice !== undefined && !again;
    this.due.append({ deliveryId, url, lane, again, streams, ...said });
  }
}
