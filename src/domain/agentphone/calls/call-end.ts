import type { Call } from "../../../world/call-entities.ts";
import type { World } from "../../../world/world.ts";
import { announceCall } from "../../calls/announce-call.ts";
import type { CallCause } from "../../calls/call-owner.ts";
import type { AgentPhone } from "../agentphone.ts";
import { callEndedNews } from "../webhooks/news/call-news.ts";
import { callCost } from "./call-cost.ts";

/** What comes of calls that are over: what they cost, and who is told. */
export class CallEnd {
  readonly #world: World;
  readonly #phone: AgentPhone;

  constructor(world: World, phone: AgentPhone) {
    this.#world = world;
    this.#phone = phone;
  }

  /** Announces, charges and tells the webhook. The row says already how the call ended. */
  close(call: Call, cause: CallCause): void {
    const { endedAt = call.startedAt, answeredAt = endedAt, status, disconnectionReason } = call;
    const durationMs = endedAt - answeredAt;
    if (call.direction === "inbound" && call.answeredAt === undefined) {
      announceCall(this.#world, call, "call.missed", {});
    }
    announceCall(this.#world, call, "call.ended", {
      status,
      ...(disconnectionReason !== undefined && { disconnectionReason }),
      durationMs,
      ...whyNotTaken(call),
    });
    this.#account(call, durationMs);
    // Whoever asked for a call that could not be placed was answered so.
    const wasAnswered = cause.kind === "failed" && call.direction !== "inbound";
    if (call.plan?.["unheard"] !== true && !wasAnswered) this.#tell(call);
  }

  #account(
    { accountId = "", numberId = null, agentId = null, id, status, plan }: Call,
    durationMs: number,
  ): void {
    const { usage, ledger } = this.#phone;
    if (status === "completed") {
      const callSeconds = Math.round(durationMs / 1000);
      usage.count({ accountId, numberId, agentId }, { completedCalls: 1, callSeconds });
    }
    const agent = agentId === null ? undefined : this.#world.tables.phoneAgents.get(agentId);
    const cost = callCost(durationMs, plan?.["hosted"] === true, agent?.denoisingMode);
    if (cost > 0) ledger.charge(accountId, "call", cost, id);
  }

  #tell(call: Call): void {
    const { id, accountId = "", agentId = null, direction, from, to } = call;
    const contact = this.#phone.contacts.find(accountId, direction === "inbound" ? from : to);
    this.#phone.deliveries.queue({
      accountId,
      agentId,
      event: "agent.call_ended",
      channel: "voice",
      messageId: null,
      lane: id,
      payload: () => callEndedNews(call, contact),
    });
  }
}

/** Why nobody on its line could take a call, where that is so. */
const whyNotTaken = ({ answeredAt, remarks }: Call): { readonly why?: string } => {
  const last = answeredAt === undefined ? remarks?.at(-1) : undefined;
  return last === undefined ? {} : { why: last.why };
};
