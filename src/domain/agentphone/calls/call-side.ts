import type { ArrivingCall } from "../../../carriers/carrier.ts";
import type { PhoneAgent } from "../../../world/agentphone-entities.ts";
import type { Call } from "../../../world/call-entities.ts";
import type { World } from "../../../world/world.ts";
import type { CallCause, CallOutcome, CallOwner, OwnLine } from "../../calls/call-owner.ts";
import type { Voice } from "../../calls/voice.ts";
import type { AgentPhone, PhoneCore } from "../agentphone.ts";
import { CallEnd } from "./call-end.ts";
import { outcomeOf } from "./call-outcome.ts";
import { screenerLine } from "./screener-line.ts";
import { greetingOf } from "./hosted/greeting-of.ts";
import { inboundFailure } from "./inbound-failure.ts";
import { Voices } from "./voices/voices.ts";

/** How long the platform lets a call ring before it takes it. */
const pickUpAfter = 2000;

/** AgentPhone's side of calls: who speaks for its agents, what they say by rule, and what becomes of a call. */
export class CallSide implements CallOwner {
  readonly #world: World;
  readonly #core: PhoneCore;
  readonly #phone: AgentPhone;
  readonly #end: CallEnd;
  readonly #voices: Voices;

  constructor(core: PhoneCore, phone: AgentPhone) {
    this.#world = core.world;
    this.#core = core;
    this.#phone = phone;
    this.#end = new CallEnd(core.world, phone);
    this.#voices = new Voices(core, phone);
  }

  receive(call: ArrivingCall): Call {
    return this.#phone.calls.receive(call);
  }

  /** An agent that nobody speaks for cannot take a call, and so it fails at once. */
  rang(call: Call): number | undefined {
    if (call.direction !== "inbound") return undefined;
    const failure = inboundFailure(this.#world, this.#phone, call, this.#agentOf(call));
    if (failure === undefined) return pickUpAfter;
    this.#core.switchboard.fail(call.id, failure.reason, failure.why);
    return undefined;
  }

  opening(call: Call): string | undefined {
    const { plan = {} } = call;
    const agent = this.#agentOf(call);
    // Whoever writes an agent's lines writes its first one as well, unless the call was given one.
    const isWritten = plan["scripted"] === true && plan["initialGreeting"] === undefined;
    return isWritten && (agent?.beginMessage ?? null) === null ? undefined : greetingOf(call, agent);
  }

  ruleFor(call: Call): OwnLine | undefined {
    const agent = this.#agentOf(call);
    if (call.answeredBy === "machine") {
      const text = agent?.voicemailMessage ?? "";
      return text === "" ? undefined : { text, then: "leave message" };
    }
    return call.answeredBy === "screener" ? screenerLine(call, agent) : undefined;
  }

  voiceOf(call: Call): Voice {
    return this.#voices.of(call);
  }

  isFirm(call: Call): boolean {
    return this.#agentOf(call)?.interruptionSensitivity === 0;
  }

  transferTarget(call: Call): string | undefined {
    return this.#agentOf(call)?.transferNumber ?? undefined;
  }

  limitsOf(call: Call): { readonly silenceMs: number; readonly lengthMs: number } {
    const { maxCallMinutes } = this.#phone.profiles.of(call.accountId ?? "");
    return { silenceMs: this.#agentOf(call)?.maxSilenceMs ?? 600_000, lengthMs: maxCallMinutes * 60_000 };
  }

  outcomeOf(call: Call, cause: CallCause): CallOutcome {
    return outcomeOf(call, cause);
  }

  ended(call: Call, cause: CallCause): void {
    this.#end.close(call, cause);
  }

  nextTurnId({ accountId = "" }: Call): string {
    return this.#phone.profiles.nextId(accountId, "tr");
  }

  #agentOf({ agentId }: Call): PhoneAgent | undefined {
    return this.#world.tables.phoneAgents.get(agentId ?? "");
  }
}
