import type { Instant } from "../kernel/clock/clock.ts";
import type { JsonObject } from "../kernel/json.ts";
import type { Row } from "./table.ts";

/** A scenario as it was loaded into this world. */
export interface ScenarioRun extends Row {
  readonly name: string;
  readonly hash: string;
  readonly document: JsonObject;
  readonly startedAt: Instant;
  /** How many entries the world's ledger had by then. */
  readonly ledgerBefore?: number | undefined;
  /** What each `${faker.…}` of the scenario means in this run. */
  readonly madeUp: Readonly<Record<string, string>>;
  readonly lineNames: Readonly<Record<string, string>>;
  /** The ids of its lines, a service of the store or a number of AgentPhone, and of its agents, by their names. */
  readonly lineIds?: Readonly<Record<string, string>> | undefined;
  readonly agentIds?: Readonly<Record<string, string>> | undefined;
  /** The ids of its accounts, by the names that its steps call them. */
  readonly accountIds: Readonly<Record<string, string>>;
  /** The faults that it has set so far, in that order. */
  readonly faults: readonly SetFault[];
  /** What its steps have saved so far, by name. */
  readonly saved: JsonObject;
  /** It has been told that the story is over. */
  readonly ended: boolean;
  /** What messages call its file, where it was read from one. */
  readonly file?: string | undefined;
  /** None of its steps begins until it is resumed. */
  readonly paused?: boolean | undefined;
  /** How many of its steps have run, and how many of those could not be done. */
  readonly stepsDone: number;
  readonly stepsFailed: number;
  /** The first operation an agent asked for that is real but not played here. */
  readonly notEmulated?: { readonly operation: string; readonly at: Instant; readonly seq: number };
  /** Its steps that could not be done. */
  readonly failedSteps?: readonly FailedStep[];
  /** What was said of it when it was judged; it is over since then. */
  readonly verdict?: JsonObject;
}

/** A step of a scenario that could not be done, where it stands and why. */
export type FailedStep = {
  readonly step: string;
  /** When, and the number of the event that told of it. */
  readonly at: Instant;
  readonly seq: number;
  readonly file?: string;
  readonly line: number;
  readonly column: number;
  /** The refusal's code, where one of ours it was. */
  readonly code?: string;
  readonly why: string;
  /** The call in which it was played. */
  readonly callId?: string;
  /** Of what was waited for in vain: the event that should have come. */
  readonly wanted?: JsonObject;
};

/** A fault that a scenario has set, and where its file says so. */
export type SetFault = {
  readonly id: string;
  readonly name?: string;
  readonly point: string;
  readonly where: { readonly file?: string; readonly line: number; readonly column: number };
  /** How often it had struck when the scenario took it away. */
  readonly struckBefore?: number;
};

/** What has come so far of something that a scenario expects. */
export interface Expectation extends Row {
  readonly runId: string;
  /** Its place in the scenario's list. */
  readonly place: number;
  /** Still to be compared with what happens: "open". */
  readonly open: boolean;
  /** When it began to look; absent while one of its references has no value. */
  readonly armedAt?: Instant;
  /** Enough has happened; what is judged at the end only never says so before. */
  readonly met: boolean;
  /** Its time was over before enough had happened. */
  readonly overdue: boolean;
  /** The events that were found, by their numbers: all that count, the first hundred. */
  readonly found: readonly number[];
  /** How many there were, or of an order how far it came. */
  readonly count: number;
  /** What a budget has used up so far, by measure. */
  readonly used: Readonly<Record<string, number>>;
  /** The timer at which its time is over. */
  readonly limitTimer?: string | undefined;
}

/** A list of a scenario's steps on its way: its script, or what one of its rules set going. */
export interface ScenarioList extends Row {
  readonly runId: string;
  /** Empty for the script; `3.do` for what the rule at place 3 of the script does. */
  readonly path: string;
  readonly nextStep: number;
  readonly previousEnd: Instant;
  /** No steps are left; its rules may still be armed. */
  readonly over: boolean;
  /** Its step came due while the run was paused: as the how-manieth of the run. */
  readonly held?: number | undefined;
  /** Whether any of its rules may still fire. */
  readonly armed: boolean;
  /** How often its rules have fired, by place. */
  readonly fired: Readonly<Record<string, number>>;
  /** The call in which its steps are played. */
  readonly callId?: string | undefined;
  /** The text that was sent when its rule fired. */
  readonly messageId?: string | undefined;
  /** Whose call to whom it is placing at this moment. */
  readonly calling?: { readonly from: string; readonly to: string; readonly isPlayed: boolean } | undefined;
  /** Its call was over before its steps were: those that are left of it are passed over. */
  readonly callLost?: true | undefined;
  /** There was news of its call since its step began. */
  readonly stirred?: true | undefined;
  /** What one of the agent's tools answered since its step began. */
  readonly tool?: JsonObject | undefined;
  /** Its step has begun and is not over. */
  readonly waits?: ListWait | undefined;
  /** The list whose step waits for its end. */
  readonly parentId?: string | undefined;
}

/** How a step stands that goes on until something happens. */
export type ListWait = {
  /** When it began. */
  readonly since: Instant;
  /** The timer at which its time is over. */
  readonly limitTimer?: string | undefined;
  /** Its time is over. */
  readonly expired?: true;
  /** It is about to be run again. */
  readonly woken?: true;
  /** It waits for the end of another list, and for no news. */
  readonly below?: true;
  /** What it keeps between its runs. */
  readonly kept?: JsonObject;
};
