import { RingbackError } from "../../kernel/errors.ts";
import type { JsonObject } from "../../kernel/json.ts";
import type { CarrierHost, CarrierListener, DepartingMessage, MessageOutcome } from "../carrier.ts";
import { magicNumbers } from "./magic-numbers.ts";

/** How long a text takes. At once would let two agents that answer each other text for ever within one instant. */
const usualMs = 1000;

/** Carries texts from lines: to other lines and to people in a second, to magic numbers as these have it. */
export class TextNetwork {
  readonly #host: CarrierHost;
  readonly #listener: () => CarrierListener;

  constructor(host: CarrierHost, listener: () => CarrierListener) {
    this.#host = host;
    this.#listener = listener;
  }

  send(message: DepartingMessage): void {
    const { id, to, group } = message;
    if (othersIn(message).some((other) => this.#host.isLine(other))) {
      return void this.#host.later(usualMs, { carry: asJson(message) });
    }
    if (group === undefined && !this.#host.isTaken(to) && this.#conjure(message)) return;
    this.#report(id, usualMs, { status: "delivered" });
  }

  /** What was put off until now happens. */
  wake(task: JsonObject): void {
    const { id, carry } = task;
    if (carry !== undefined) this.#carry(carry as unknown as DepartingMessage);
    else if (typeof id === "string") this.#listener().messageReported(id, outcomeOf(task));
    else this.#answer(task);
  }

  /** Brings a text to whichever lines of ours it is for, and reports. */
  #carry(message: DepartingMessage): void {
    const { id } = message;
    const others = othersIn(message);
    const lines = others.filter((other) => this.#host.isLine(other));
    const refusals = lines.map((line) => this.#bring(message, line)).filter((why) => why !== undefined);
    const [why] = refusals;
    if (why !== undefined && refusals.length === others.length) {
      this.#listener().messageReported(id, { status: "undelivered", errorCode: "30006", why });
      return;
    }
    this.#listener().messageReported(id, { status: "delivered" });
  }

  /** A magic number texts back. */
  #answer(task: JsonObject): void {
    const { to, code } = task;
    // A line that was given back meanwhile gets no answer any more.
    if (typeof to !== "string" || !this.#host.isLine(to)) return;
    this.#listener().messageArrived({
      from: textOf(task, "from"),
      to,
      body: textOf(task, "body"),
      channel: "sms",
      ...(typeof code === "string" && { code }),
    });
  }

  /** Lets a text arrive on a line of ours; answers why that line would not have it. */
  #bring(message: DepartingMessage, line: string): string | undefined {
    const { id, from, body, channel, mediaUrls, group } = message;
    try {
      this.#listener().messageArrived({
        from,
        to: line,
        body,
        channel,
        mediaUrls,
        sentAs: id,
        ...(group !== undefined && { groupId: group.id, groupMembers: group.members }),
      });
      return undefined;
    } catch (error) {
      if (error instanceof RingbackError) return error.message;
      throw error;
    }
  }

  /** Does what a magic number does; answers whether the text went to one. */
  #conjure({ id, from, to }: DepartingMessage): boolean {
    const magic = magicNumbers[to];
    if (magic === undefined) return false;
    for (const { after, outcome } of magic.reports) this.#report(id, after, outcome);
    for (const { after, body } of magic.replies) {
      const code = body.includes("${code}")
        ? this.#host.random("code", `${to}>${from}`).digits(6)
        : undefined;
      this.#host.later(after, {
        from: to,
        to: from,
        body: body.replaceAll("${code}", code ?? ""),
        ...(code !== undefined && { code }),
      });
    }
    return true;
  }

  #report(id: string, after: number, outcome: MessageOutcome): void {
    const told =
      outcome.status === "delivered" ? {} : { why: outcome.why, errorCode: outcome.errorCode ?? "" };
    this.#host.later(after, { id, status: outcome.status, ...told });
  }
}

/** Whom a text is for. */
const othersIn = ({ from, to, group }: DepartingMessage): readonly string[] =>
  group === undefined ? [to] : group.members.filter((member) => member !== from);

const asJson = ({ group, mediaUrls, ...message }: DepartingMessage): JsonObject => ({
  ...message,
  mediaUrls: [...mediaUrls],
  ...(group !== undefined && { group: { id: group.id, members: [...group.members] } }),
});

const outcomeOf = (task: JsonObject): MessageOutcome => {
  const { status, errorCode } = task;
  if (status !== "undelivered" && status !== "failed") return { status: "delivered" };
  return {
    status,
    why: textOf(task, "why"),
    ...(typeof errorCode === "string" && errorCode !== "" && { errorCode }),
  };
};

const textOf = (task: JsonObject, name: string): string => {
  const value = task[name];
  return typeof value === "string" ? value : "";
};
