import type { RealSettings } from "../carriers/twilio/settings/real-settings.ts";
import type { Tell } from "../carriers/twilio/tell.ts";
import type { ClockMode, RealTime } from "../kernel/clock/clock.ts";
import type { Warn } from "../kernel/warn.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { RequestNews } from "../surfaces/rest/http-door.ts";
import type { DeliveryNews } from "./tell-deliveries.ts";

/** What a real carrier is to be told, and who hears what it does. */
export interface RealCarrierConfig {
  readonly settings: RealSettings;
  readonly tell: Tell;
}

/** How ringback is to be run. What is not said has a default. */
export interface RingbackConfig {
  /** Where to listen: 5550 by default, 0 for any free port. */
  readonly port?: number | undefined;
  /** The address to listen on. Default: this machine only, 127.0.0.1 and ::1. */
  readonly host?: string | undefined;
  /** Further names under which ringback may be reached. */
  readonly allowHosts?: readonly string[] | undefined;
  /** Hosts beyond this machine to which webhooks may be sent; `*` stands for anything. */
  readonly allowWebhooks?: readonly string[] | undefined;
  /** Web origins whose pages may use ringback. */
  readonly corsOrigins?: readonly string[] | undefined;
  /** What all randomness in the world main comes from. */
  readonly seed?: string | undefined;
  readonly clock?: ClockMode | undefined;
  /** When the world's time begins: milliseconds since the epoch, or the machine's now. */
  readonly start?: number | "now" | undefined;
  /** Accept only keys that ringback minted. */
  readonly strictKeys?: boolean | undefined;
  /** A bearer token that the controls then ask for. */
  readonly controlToken?: string | undefined;
  /** A file for the journal of the world main. */
  readonly journal?: string | undefined;
  /** Addresses such as `127.0.0.1:41333` that differ from run to run: the journal calls each `{agent}`. */
  readonly hiddenAddresses?: readonly string[] | undefined;
  /** A scenario to play in the world main, and the hash of its text. */
  readonly scenario?: { readonly scenario: Scenario; readonly hash: string } | undefined;
  /** Whether an agent from outside is going to come; without one, `auto` time runs freely. Default: none. */
  readonly agent?: "none" | "expected" | undefined;
  /** How long an agent's silence lasts, in real milliseconds, before `auto` time jumps for it. Default 250. */
  readonly quiet?: number | undefined;
  /** Whether the agent is at work, though it says nothing: its silence is then worth no jump. */
  readonly isAgentBusy?: (() => boolean) | undefined;
  /** How long nothing may happen, in real milliseconds, before `auto` time passes limits. Default 10,000. */
  readonly patience?: number | undefined;
  /** Told of every request that was answered. */
  readonly onAnswer?: ((news: RequestNews) => void) | undefined;
  /** Told of every attempt to deliver something to a webhook. */
  readonly onDelivery?: ((news: DeliveryNews) => void) | undefined;
  /** Told, in a sentence, of everything that is ringback's own fault. Without it that is a warning. */
  readonly onBug?: ((bug: string) => void) | undefined;
  /** Told, in a sentence, of what should not go unnoticed. */
  readonly onWarning?: Warn | undefined;
  /** A real carrier in place of the simulated one: texts, calls and numbers are then real, and cost. */
  readonly real?: RealCarrierConfig | undefined;
  /** The machine's time; tests bring their own. */
  readonly realTime?: RealTime | undefined;
}

/** The seed of a world when nobody names one. */
export const defaultSeed = "ringback";

/** The instant at which time begins under tests and in the library: 2026-04-01T10:22:00Z. */
export const defaultStart = Date.UTC(2026, 3, 1, 10, 22, 0);

/** Where ringback listens when nobody says. */
export const defaultPort = 5550;
