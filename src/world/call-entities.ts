import type { Instant } from "../kernel/clock/clock.ts";
import type { JsonObject } from "../kernel/json.ts";
import type { Row } from "./table.ts";

/** How far a call has come. */
export type CallPhase = "ringing" | "talking" | "over";

/** One leg of a call, as one of our lines sees it. */
export interface Call extends Row {
  readonly lineId: string;
  /** The line was given back since: whoever has its number now has nothing of it. */
  readonly former?: true | undefined;
  readonly from: string;
  readonly to: string;
  /** The vendor's word for how it stands. */
  readonly status: string;
  readonly phase: CallPhase;
  readonly direction: "inbound" | "outbound" | "web";
  readonly startedAt: Instant;
  readonly answeredAt?: Instant | undefined;
  /** Who picked up at the far end; the last, where a machine put somebody through. */
  readonly answeredBy?: AnsweredBy | undefined;
  readonly endedAt?: Instant | undefined;
  /** Why it ended, or is about to. */
  readonly disconnectionReason?: string | undefined;
  /** Who plays the far end instead of the network's own people: a list of a scenario's steps, or a control. */
  readonly takenBy?: string | undefined;
  /** How many of its turns a scenario has listened to. */
  readonly heard?: number | undefined;
  /** The same call as the line at the other end sees it, where that is one of ours too. */
  readonly otherLegId?: string | undefined;
  /** What was said so far, in the order in which it was over. */
  readonly turns: readonly CallTurn[];
  /** What went wrong on the line's own side, oldest first. */
  readonly remarks?: readonly CallRemark[] | undefined;
  /** What the line's own side is asked to say. */
  readonly asked?: AskedTurn | undefined;
  /** How often it was asked. */
  readonly turnsAsked?: number | undefined;
  /** The timers at which its own side picks up, and those that end it: nobody speaks, it has lasted long enough, or it was told to. */
  readonly timers?: CallTimers | undefined;
  /** What follows is of calls at AgentPhone only. */
  readonly accountId?: string | undefined;
  readonly numberId?: string | null | undefined;
  readonly agentId?: string | null | undefined;
  /** What a call was placed with: prompt, greeting, voice and so on. */
  readonly plan?: JsonObject | undefined;
}

/** The timers of a call, by what they do. */
export type CallTimers = { readonly [name in "pickUp" | "silence" | "length" | "end"]?: string };

export type AnsweredBy = "person" | "machine" | "screener";

/** Something that was said in a call, or digits that were pressed, and by whom: `agent` is the line's own side. */
export type CallTurn = {
  readonly id: string;
  readonly role: "user" | "agent";
  /** The words, or the digits. */
  readonly content: string;
  /** When it began, and when it was over. */
  readonly at: Instant;
  readonly until: Instant;
  readonly confidence?: number | undefined;
  /** It was cut short: `content` is what could be heard of it. */
  readonly interrupted?: true | undefined;
  /** It was pressed and not spoken. */
  readonly digits?: true | undefined;
};

/** What went wrong on the line's own side of a call, in plain words. */
export type CallRemark = { readonly at: Instant; readonly why: string };

/** A turn of the line's own side, from the moment it is asked until all of it was said. */
export type AskedTurn = {
  /** Counts the turns of this call from 1. */
  readonly turn: number;
  /** Everything it will say in this turn is known. */
  readonly answered: boolean;
  /** Whether anything of it was said or pressed. */
  readonly spoke: boolean;
  /** What is done when it has been said. */
  readonly then?: { readonly do: "hang up" | "transfer" | "leave message" } | undefined;
};
