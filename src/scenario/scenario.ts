import type { ClockMode, Instant } from "../kernel/clock/clock.ts";
import type { Json, JsonObject } from "../kernel/json.ts";
import type { Condition, EventMatcher } from "../api/match/condition.ts";
import type { FaultAnswer } from "../kernel/faults.ts";

/** A scenario as it was read: plain data that can stand in a world's row and survive a snapshot. */
export type Scenario = {
  readonly version: 1;
  readonly name: string;
  readonly description?: string;
  readonly seed?: string;
  readonly clock: ScenarioClock;
  readonly people: { readonly [name: string]: ScenarioPerson };
  readonly lines: { readonly [name: string]: ScenarioLine };
  /** Accounts by the names that steps call them. `default` is the one that is there anyway. */
  readonly accounts?: { readonly [name: string]: ScenarioAccount };
  /** How both services treat the default account where documentation leaves a choice: input of `control.storeSettings.change` and `control.profiles.change`. */
  readonly settings?: ScenarioSettings;
  /** AgentPhone agents by name. */
  readonly agents?: { readonly [name: string]: ScenarioAgentPhoneAgent };
  /** The process under test. */
  readonly agent?: ScenarioAgent;
  readonly faults?: readonly ScenarioFault[];
  readonly expect?: readonly ScenarioExpectation[];
  /** The label of the row of `examples` that this scenario was made from. */
  readonly example?: string;
  readonly script: readonly ScenarioStep[];
  /** The script's `when` items; absent when it has none. */
  readonly rules?: readonly ScenarioRule[];
};

/** How time goes while the scenario plays; what is left out is for the one who plays it to choose. */
export type ScenarioClock = {
  readonly mode?: ClockMode;
  readonly start?: Instant | "now";
};

/** Somebody on the other end of the line. */
export type ScenarioPerson = {
  /** E.164. */
  readonly number: string;
  /** What this person does when called: answers after so many milliseconds, or does not. */
  readonly answers?: { readonly after: number } | "never" | "busy" | "declines" | "voicemail" | "screens";
  /** What this person says in a call, turn by turn, before they hang up. */
  readonly says?: readonly string[];
  readonly imessage?: boolean;
  readonly appleId?: string;
};

/** An account: what is in its wallet, and what it may spend: rules of `control.policies.set`. */
export type ScenarioAccount = {
  readonly walletCents?: number;
  /** What it may spend at AgentPhone. */
  readonly creditCents?: number;
  readonly policies?: JsonObject;
  readonly settings?: ScenarioSettings;
};

/** Settings of the default account, for each service its own. */
export type ScenarioSettings = { readonly store: JsonObject; readonly agentphone: JsonObject };

/** An agent of AgentPhone's. */
export type ScenarioAgentPhoneAgent = {
  readonly voiceMode?: "webhook" | "hosted";
  readonly prompt?: string;
  readonly greeting?: string;
  readonly webhook?: string;
  /** The name of the account that it belongs to; the default account's without one. */
  readonly account?: string;
  /** What it says to a voicemail. */
  readonly voicemail?: string;
  /** Where it hands calls over to, as E.164. */
  readonly transfer?: string;
  /** What it says to a call screener. */
  readonly screening?: { readonly identity?: string; readonly purpose?: string };
  /** After how many milliseconds in which nobody speaks it hangs up. */
  readonly silence?: number;
  readonly tools?: { readonly [name: string]: ScenarioTool };
};

/** A tool that a hosted agent may call during calls. */
export type ScenarioTool = {
  readonly url: string;
  readonly description?: string;
  readonly method?: "GET" | "POST";
  readonly parameters?: Json;
};

/** The process under test: what starts it, when it is ready, and how it may end. Durations are real milliseconds. */
export type ScenarioAgent = {
  /** A program and its arguments, or one text for the shell. */
  readonly command?: string | readonly string[];
  /** How a server says that it is up. Absent for a program that does its work and ends. */
  readonly ready?: {
    readonly http?: string;
    readonly port?: "open";
    readonly output?: string;
    readonly within?: number;
  };
  readonly env?: { readonly [name: string]: string };
  readonly timeout?: number;
  /** Which exit codes are fine. */
  readonly exit?: number | "any";
};

/** Something that goes wrong on purpose. */
export type ScenarioFault = {
  /** By which steps take it away. */
  readonly name?: string;
  /** Where it strikes: an operation, or `webhook:` and an event; `*` stands for anything. */
  readonly api: string;
  readonly times?: number;
  readonly chance?: number;
  readonly answer: FaultAnswer;
  readonly where: Where;
};

/** How often something is expected; a bound that is absent does not bind. */
export type Times = { readonly least?: number; readonly most?: number };

/** What should come of a scenario. Durations are milliseconds on the world's clock. */
export type ScenarioExpectation = { readonly where: Where } & (
  | {
      readonly kind: "event";
      readonly matcher: EventMatcher;
      readonly times: Times;
      readonly within?: number;
      /** What to keep of the first event that matches: a field by each name, or all of it. */
      readonly capture?: string | { readonly [name: string]: string };
    }
  | { readonly kind: "order"; readonly matchers: readonly EventMatcher[]; readonly within?: number }
  | { readonly kind: "never"; readonly matcher: EventMatcher }
  /** A part of the answer of `world.state`, by its path. */
  | { readonly kind: "state"; readonly fields: { readonly [path: string]: Condition } }
  | { readonly kind: "budget"; readonly most: { readonly [measure: string]: number } }
);

/** A place in a scenario's file, or in one that it includes. Lines and columns count from 1. */
export type Where = { readonly file?: string; readonly line: number; readonly column: number };

/** A number that exists before the agent starts. */
export type ScenarioLine = {
  readonly provider: "store" | "agentphone";
  /** ISO 3166 alpha-2. */
  readonly country: string;
  readonly type: "local" | "mobile" | "national" | "sms" | "imessage";
  /** The name of the agent of AgentPhone that it is attached to. */
  readonly agent?: string;
  /** E.164; without it the inventory gives one when the scenario is loaded. */
  readonly number?: string;
  readonly locality?: string;
  readonly balanceCents?: number;
  /** The name of the account that it belongs to; the default account's without one. */
  readonly account?: string;
};

/** Steps one after the other, and rules that are armed when the first of them may begin. */
export type ScriptList = Pick<Scenario, "script" | "rules">;

/** Something to do whenever an event of some kind happens. */
export type ScenarioRule = {
  /** What it does is played in a call: the one that the event tells of, else the one of its list. */
  readonly inCall?: true;
  /** Its place among the items of its list, counted from 0. */
  readonly place: number;
  readonly when: EventMatcher;
  /** How often it does so at most. */
  readonly times: number;
  readonly do: ScriptList;
  readonly where: Where;
};

/** One thing that happens, and when. Durations are whole milliseconds. */
export type ScenarioStep = {
  /** The step's key in the file, such as `sms`. */
  readonly name: string;
  /** What the step's own schema made of the file. Parties stay as written: a name or an E.164 number. */
  readonly input: Json;
  /** Counted from the end of the step before, or from the start of the list. */
  readonly after?: number;
  readonly at?: ScenarioMoment;
  /** What is done where the step does not come about. */
  readonly otherwise?: ScriptList;
  /** Its place among the items of its list, counted from 0; only where it has such a list. */
  readonly place?: number;
  /** Where the step's key stands in the file. */
  readonly where: Where;
};

/** A point in a scenario: so many milliseconds after its start, or a fixed moment of the world's clock. */
export type ScenarioMoment = { readonly fromStart: number } | { readonly instant: Instant };
