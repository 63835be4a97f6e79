import type { ArrivingCall } from "../../../carriers/carrier.ts";
import { RingbackError } from "../../../kernel/errors.ts";
import type { JsonObject } from "../../../kernel/json.ts";
import type { Call } from "../../../world/call-entities.ts";
import type { World } from "../../../world/world.ts";
import type { AgentPhone, PhoneCore } from "../agentphone.ts";
import { allowCall, requirePrompt } from "./allow-call.ts";
import type { CallFilter, CallWish, WebCallWish } from "./call-wish.ts";
import { filterCalls } from "./filter-calls.ts";
import { callerNumber } from "./caller-number.ts";
import { readCallee } from "./read-callee.ts";
import { recordingOf } from "./recording/recording-of.ts";
import { newestPage, type Page } from "../paging.ts";

/** How long it rings at the far end before nobody has answered. */
const longestRing = 60_000;

/** How long the token of a browser's call is good for. */
const tokenLife = 30_000;

/** How long the provider takes to hang up. */
const hangingUp = 500;

type Placed = Pick<Call, "from" | "to" | "numberId" | "agentId" | "accountId"> & {
  readonly plan?: JsonObject;
};

/** The calls of AgentPhone's numbers, as its accounts place, read and end them. */
export class PhoneCalls {
  readonly #world: World;
  readonly #core: PhoneCore;
  readonly #phone: AgentPhone;

  constructor(core: PhoneCore, phone: AgentPhone) {
    this.#world = core.world;
    this.#core = core;
    this.#phone = phone;
  }

  /** Places a call. The row is the caller's leg of it. */
  async place(accountId: string, wish: CallWish): Promise<Call> {
    const to = await readCallee(wish.toNumber);
    const { systemPrompt, variables } = wish;
    const agent = this.#phone.agents.get(accountId, wish.agentId);
    const hosted = agent.voiceMode === "hosted" || Boolean(systemPrompt);
    requirePrompt(hosted, variables, "a systemPrompt or a hosted agent");
    const number = callerNumber(this.#phone, agent, wish.fromNumberId);
    allowCall(this.#world, this.#phone, accountId);
    const plan = {
      ...wish.further,
      hosted,
      ...(systemPrompt !== undefined && { systemPrompt }),
      ...(variables !== undefined && { variables }),
    };
    const from = number.phoneNumber;
    const call = this.#open("outbound", {
      from,
      to,
      numberId: number.id,
      agentId: agent.id,
      accountId,
      plan,
    });
    this.#announcePlaced(call);
    await this.#core.switchboard.place(call, longestRing);
    return call;
  }

  /** Prepares a call of a browser, and draws its token. Unless somebody joins, it fails when the token is dead. */
  async placeWeb(
    accountId: string,
    { agentId, variables, metadata }: WebCallWish,
  ): Promise<{ readonly call: Call; readonly token: string }> {
    const agent = this.#phone.agents.get(accountId, agentId);
    const hosted = agent.voiceMode === "hosted";
    requirePrompt(hosted, variables, "a hosted agent");
    allowCall(this.#world, this.#phone, accountId, "web");
    const plan = {
      hosted,
      ...(variables !== undefined && { variables }),
      ...(metadata !== undefined && { metadata }),
    };
    const call = this.#open("web", { from: "", to: "", numberId: null, agentId, accountId, plan });
    this.#announcePlaced(call);
    await this.#core.switchboard.place(call, tokenLife);
    const token = this.#world.random("web call", accountId).characters(64, "0123456789abcdef");
    return { call, token };
  }

  /** Opens the leg of a call that reaches a number. */
  receive({ from, to, placedAs, unheard }: ArrivingCall): Call {
    const number = this.#phone.numbers.ofLine(to);
    if (number === undefined) throw new Error(`${to} is not a number of AgentPhone's.`);
    const { accountId, agentId, id: numberId } = number;
    const agent = agentId === null ? undefined : this.#world.tables.phoneAgents.get(agentId);
    const plan = { hosted: agent?.voiceMode === "hosted", ...(unheard && { unheard }) };
    const call = this.#open("inbound", { from, to, numberId, agentId, accountId, plan });
    if (placedAs !== undefined) {
      this.#world.tables.calls.update(call.id, { otherLegId: placedAs });
      this.#world.tables.calls.update(placedAs, { otherLegId: call.id });
    }
    this.#world.announce("call.received", { line: to, from, to, callId: call.id });
    return call;
  }

  /** Hangs up. Throws `call_not_live` when there is nothing left to hang up. */
  hangUp(accountId: string, id: string): Call {
    const call = this.get(accountId, id);
    if (call.phase === "over") {
      throw new RingbackError("call_not_live", `The call ${id} is over: it ${call.status}.`, {
        says: "Call is not in progress.",
      });
    }
    if (call.disconnectionReason !== undefined) return call;
    const { clock, tables } = this.#world;
    const at = clock.now() + hangingUp;
    const payload = { callId: id };
    const end = clock.schedule({ at, class: "story", kind: "call.end", payload, unasked: true }).id;
    return tables.calls.update(id, {
      disconnectionReason: "agent_hangup",
      timers: { ...call.timers, end },
    });
  }

  /** Throws `not_found` for a call that the account never had. */
  get(accountId: string, id: string): Call {
    const call = this.#world.tables.calls.get(id);
    if (call?.accountId === accountId) return call;
    throw unknown(id, "This account has");
  }

  /** A call of whatever account: its id alone lets one hear the recording. */
  getAny(id: string): Call {
    const call = this.#world.tables.calls.get(id);
    if (call?.accountId !== undefined) return call;
    throw unknown(id, "There is");
  }

  /** Whether the sound of calls is kept at all. */
  get areRecorded(): boolean {
    return this.#core.carrier.records ?? true;
  }

  /** The recording of a call, whosever it is, as a WAV file. Throws `not_found` where there is none to be had. */
  recordingOf(id: string): Promise<Buffer> {
    return recordingOf(this.#phone, this.#core.carrier, id);
  }

  list(accountId: string, { limit, offset, ...filter }: CallFilter & Wanted): Page<Call> {
    const calls = this.#world.tables.calls.by("account", accountId);
    return newestPage(filterCalls(calls, filter), { limit, offset });
  }

  ofAgent(accountId: string, agentId: string, wanted: Wanted): Page<Call> {
    const { id } = this.#phone.agents.get(accountId, agentId);
    return newestPage(this.#world.tables.calls.by("agent", id), wanted);
  }

  ofNumber(accountId: string, numberId: string, wanted: Wanted): Page<Call> {
    const { id } = this.#phone.numbers.get(accountId, numberId);
    return newestPage(this.#world.tables.calls.by("number", id), wanted);
  }

  #open(direction: "inbound" | "outbound" | "web", placed: Placed): Call {
    const { tables, clock } = this.#world;
    const { accountId = "", numberId = null, agentId = null, from, to } = placed;
    const call = tables.calls.insert({
      ...placed,
      id: this.#phone.profiles.nextId(accountId, "call"),
      lineId: direction === "inbound" ? to : from,
      direction,
      status: "in-progress",
      phase: "ringing",
      startedAt: clock.now(),
      turns: [],
    });
    this.#phone.usage.count({ accountId, numberId, agentId }, { calls: 1 });
    return call;
  }

  #announcePlaced({ id, lineId, from, to, accountId = "", agentId }: Call): void {
    const agent = agentId ?? undefined;
    this.#world.announce("call.placed", {
      line: lineId,
      from,
      to,
      callId: id,
      account: accountId,
      ...(agent !== undefined && { agent }),
    });
  }
}

interface Wanted {
  readonly limit: number;
  readonly offset?: number | undefined;
}

const unknown = (id: string, who: string): RingbackError =>
  new RingbackError("not_found", `${who} no call ${id}.`, { resource: "call", id, says: "Call not found" });
