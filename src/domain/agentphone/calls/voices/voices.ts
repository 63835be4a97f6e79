import type { Call } from "../../../../world/call-entities.ts";
import type { Voice } from "../../../calls/voice.ts";
import type { AgentPhone, PhoneCore } from "../../agentphone.ts";
import { Responder } from "../hosted/responder.ts";
import { HostedVoice } from "./hosted-voice.ts";
import { WebhookVoice } from "./webhook-voice.ts";

/** Somebody writes the agent's lines: they come when they come. */
const written: Voice = { ask: () => undefined };

/** Who speaks for agents, call by call. */
export class Voices {
  readonly #phone: AgentPhone;
  readonly #responder: Responder;
  readonly #hosted: HostedVoice;
  readonly #webhook: WebhookVoice;

  constructor({ world, switchboard }: PhoneCore, phone: AgentPhone) {
    this.#phone = phone;
    this.#responder = new Responder(world, switchboard);
    this.#hosted = new HostedVoice(world, phone, switchboard);
    this.#webhook = new WebhookVoice(world, phone, switchboard);
  }

  /** The first that there is: for a hosted agent its written lines, the voice its account set, the responder; else its webhook. */
  of({ plan = {}, accountId = "" }: Call): Voice {
    if (plan["hosted"] !== true) return this.#webhook;
    if (plan["scripted"] === true) return written;
    return this.#phone.profiles.of(accountId).hostedVoice === null ? this.#responder : this.#hosted;
  }
}
