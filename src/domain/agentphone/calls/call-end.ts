import type { Call } from "../../../world/entities.ts";
import type { World } from "../../../world/world.ts";
import type { AgentPhone } from "../agentphone.ts";
import { callEndedNews } from "../webhooks/news/call-news.ts";
import { callCost } from "./call-cost.ts";

type Outcome = readonly [status: "completed" | "failed", reason: string];

/** Ends calls: what becomes of them, what they cost, and who is told. */
export class CallEnd {
  readonly #world: World;
  readonly #phone: AgentPhone;

  constructor(world: World, phone: AgentPhone) {
    this.#world = world;
    this.#phone = phone;
  }

  /** The time of a call is up. Whoever has hung up before is to blame, else whoever did not answer. */
  finish(id: string): void {
    const call = this.#world.tables.calls.get(id);
    if (call === undefined || call.endedAt !== undefined) return;
    this.#close(call, outcomeOf(call));
  }

  /** A call comes to nothing. */
  fail(call: Call, reason: string): void {
    this.#close(call, ["failed", reason]);
  }

  #close({ id, timer }: Call, [status, disconnectionReason]: Outcome): void {
    const { tables, clock } = this.#world;
    if (timer !== undefined) clock.cancel(timer);
    const endedAt = clock.now();
    const call = tables.calls.update(id, { status, disconnectionReason, endedAt, timer: undefined });
    const durationMs = endedAt - (call.answeredAt ?? endedAt);
    this.#announce(call, disconnectionReason, durationMs);
    this.#account(call, durationMs);
    this.#tell(call);
  }

  #announce(call: Call, disconnectionReason: string, durationMs: number): void {
    const { lineId: line, from, to, id: callId, status } = call;
    if (call.direction === "inbound" && call.answeredAt === undefined) {
      this.#world.announce("call.missed", { line, from, to, callId });
    }
    this.#world.announce("call.ended", { line, from, to, callId, status, disconnectionReason, durationMs });
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

// The words are those of the vendor's voice provider.
const outcomeOf = ({ direction, disconnectionReason }: Call): Outcome => {
  if (disconnectionReason !== undefined) return ["completed", disconnectionReason];
  if (direction === "web") return ["failed", "error_user_not_joined"];
  return ["completed", direction === "inbound" ? "user_hangup" : "dial_no_answer"];
};
