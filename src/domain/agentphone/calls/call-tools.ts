import { EventLog } from "../../../kernel/event-log.ts";
import type { JsonObject } from "../../../kernel/json.ts";
import type { Call } from "../../../world/call-entities.ts";
import type { ToolRun } from "../../../world/tool-entities.ts";
import { announceCall } from "../../calls/announce-call.ts";
import type { AgentPhone, PhoneCore } from "../agentphone.ts";
import type { Attempt, AttemptOutcome, DeliveriesPort, DueDelivery } from "../webhooks/deliveries-port.ts";
import { explainOutcome } from "../webhooks/explain-outcome.ts";
import { explainUnreachable } from "../webhooks/webhook-url.ts";
import { isTaken } from "../webhooks/retries.ts";
import { findTool } from "./tools/find-tool.ts";
import { requireArguments } from "./tools/require-arguments.ts";
import type { Tool } from "./tools/tool.ts";
import { writeToolRequest } from "./tools/write-tool-request.ts";

/** How long a tool may take that says nothing of it, in milliseconds. */
const usualTimeout = 30_000;
const usualMessage = "One moment, please.";

/** How much of the answer of a tool that refused is told. */
const toldCharacters = 200;

/** The custom tools of hosted agents, called during calls as the voice provider would. */
export class CallTools implements DeliveriesPort {
  readonly due = new EventLog<DueDelivery>(0);
  readonly #core: PhoneCore;
  readonly #phone: AgentPhone;

  constructor(core: PhoneCore, phone: AgentPhone) {
    this.#core = core;
    this.#phone = phone;
  }

  /**
   * Calls a tool of a call's agent; what it answers is announced as `tool.called`. Throws `not_found` for a tool that
   * the agent has not, and `validation_error` for what it cannot be called with.
   */
  run(call: Call, name: string, given: JsonObject): void {
    const { tables, clock } = this.#core.world;
    const tool = findTool(call, tables.phoneAgents.get(call.agentId ?? ""), name);
    requireArguments(tool, given);
    const row = tables.toolRuns.insert({
      ...writeToolRequest(tool, given, call),
      id: this.#core.world.nextId("tool"),
      callId: call.id,
      tool: name,
      given,
      timeoutMs: tool.timeoutMs ?? usualTimeout,
      at: clock.now(),
      isUnderWay: true,
    });
    if (tool.speakDuringExecution === true) this.#sayMeanwhile(call, tool);
    this.#sayDue(row);
  }

  /** The tools that were called during a call, oldest first. */
  of(callId: string): readonly ToolRun[] {
    return this.#core.world.tables.toolRuns.by("call", callId);
  }

  begin(due: DueDelivery): Attempt | undefined {
    const row = this.#core.world.tables.toolRuns.get(due.deliveryId);
    if (row?.isUnderWay !== true) return undefined;
    const { id, url, method, headers, body, timeoutMs } = row;
    const attempt = {
      deliveryId: id,
      number: 1,
      startedAt: this.#core.world.clock.now(),
      url,
      method,
      headers,
      body,
      timeoutMs,
      wantsAll: true,
    } as const;
    if (this.#phone.webhooks.mayReach(url)) return attempt;
    this.finish(due, attempt, { failure: "not allowed", why: explainUnreachable(url) });
    return undefined;
  }

  /** Answers are taken whole. */
  hear(): void {}

  finish({ deliveryId }: DueDelivery, { number: attempt }: Attempt, outcome: AttemptOutcome): void {
    const { tables, clock, inputs } = this.#core.world;
    const answered = "status" in outcome;
    inputs.append({
      kind: "delivery",
      at: clock.now(),
      delivery: deliveryId,
      attempt,
      outcome: answered ? outcome.status : outcome.failure,
      body: answered ? outcome.body : "",
    });
    const row = tables.toolRuns.get(deliveryId);
    if (row?.isUnderWay !== true) return;
    const came = readOutcome(outcome, row.timeoutMs);
    tables.toolRuns.update(row.id, { ...came, isUnderWay: false });
    const call = tables.calls.get(row.callId);
    if (call !== undefined) announceCall(this.#core.world, call, "tool.called", { tool: row.tool, ...came });
  }

  resume(): number {
    if (this.#phone.deliveries.isKept) return 0;
    const rows = this.#core.world.tables.toolRuns.by("under way", "under way").slice();
    for (const row of rows) this.#sayDue(row);
    return rows.length;
  }

  /** Says something while it waits, if the agent has the turn or can take it; the turn stays the agent's. */
  #sayMeanwhile({ id, asked, plan = {} }: Call, { executionMessage }: Tool): void {
    const { switchboard, carrier } = this.#core;
    if (asked === undefined && (carrier.people?.stateOf(id)?.isTheirTurn ?? true)) return;
    const text = (executionMessage ?? "").trim() === "" ? usualMessage : (executionMessage ?? "");
    // Where nobody writes its lines, nobody would end a turn that it took of itself.
    const isAll = asked === undefined && plan["scripted"] !== true;
    switchboard.reply(id, asked?.turn ?? switchboard.takeTurn(id), { text }, isAll);
  }

  #sayDue({ id: deliveryId, url, callId: lane }: ToolRun): void {
    if (this.#phone.deliveries.isKept) return;
    this.due.append({ deliveryId, url, lane, again: false });
  }
}

interface Came {
  readonly status?: number;
  readonly result?: string;
  readonly why?: string;
}

const readOutcome = (outcome: AttemptOutcome, timeoutMs: number): Came => {
  if ("failure" in outcome) return { why: explainOutcome(outcome, timeoutMs) };
  const { status, body, isCut } = outcome;
  if (isCut === true) return { status, why: `HTTP ${status} with more than 64 KB` };
  if (isTaken(outcome)) return { status, result: body };
  const told = body.trim().slice(0, toldCharacters);
  return { status, why: told === "" ? `HTTP ${status}` : `HTTP ${status}: ${told}` };
};
