import type { Difference } from "../../api/match/match.ts";
import type { FailureCode } from "./failure-codes.ts";

/** Whose fault a failure is, gravest first. */
export const blames = ["ringback", "not emulated", "upstream", "scenario", "agent"] as const;

export type Blame = (typeof blames)[number];

/** Where something stands in a file. Lines and columns count from 1. */
export type Place = { readonly file: string; readonly line: number; readonly column: number };

/** Something that happened and was nearly what was wanted. */
export type Seen = {
  /** Milliseconds of the world's time since the scenario's start. */
  readonly at: number;
  /** Its number in the world's log. */
  readonly seq: number;
  /** The event in words, with the file's names for numbers. */
  readonly what: string;
  /** Where it differs; empty when it is only its time or its number that is wrong. */
  readonly differences: readonly Difference[];
};

/** One thing that went wrong. */
export type Failure = {
  /** Stable: `ringback explain CODE` says more. */
  readonly code: FailureCode | (string & {});
  readonly blame: Blame;
  /** What is wrong, in a sentence. */
  readonly message: string;
  /** What to do about it, in a sentence. */
  readonly cure: string;
  readonly place?: Place;
  /** The line of the file and a caret under the spot, where that helps. */
  readonly excerpt?: string;
  /** What was seen, nearest first. */
  readonly seen?: readonly Seen[];
};

/** Something odd that fails nothing. */
export type Warning = {
  readonly code: string;
  readonly message: string;
  readonly cure?: string;
  readonly place?: Place;
};

/** Why a scenario was over. */
export type Ending = "done" | "agent exited" | "patience" | "timeout" | "interrupted" | "not started";

/** The process under test, as it ended. */
export type AgentReport = {
  /** As it would be typed. */
  readonly command: string;
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** The end of what it printed, both streams as they came. */
  readonly output: string;
  /** How many characters of its output came before that. */
  readonly cut: number;
};

/** What came of one scenario, played once. */
export type ScenarioResult = {
  readonly name: string;
  readonly file: string;
  /** The label of its row of `examples`. */
  readonly example?: string;
  /** Which of so many times it was played, from 1. */
  readonly attempt: number;
  readonly attempts: number;
  readonly seed: string;
  readonly passed: boolean;
  /** The gravest of its failures' blames. */
  readonly blame?: Blame;
  readonly failures: readonly Failure[];
  readonly warnings: readonly Warning[];
  /** The faults of its file that struck, a sentence each. */
  readonly faults: readonly string[];
  /** How many of its expectations were met, of how many. */
  readonly met: number;
  readonly expected: number;
  readonly ending: Ending;
  /** Milliseconds on the world's clock, and real ones. */
  readonly virtualMs: number;
  readonly realMs: number;
  /** What it would have cost at AgentPhone, in dollars: `0.04`. */
  readonly costUsd: string;
  /** The journal's hash: equal runs have equal hashes. */
  readonly runHash: string;
  /** Real time had a say in it: time moved on because of quiet, patience or an expired hold. */
  readonly timed: boolean;
  readonly agent?: AgentReport;
  /** Where its world still answers, when it was held open. */
  readonly heldAt?: string;
};

/** What came of all of them. */
export type Report = {
  readonly format: 1;
  readonly ringback: string;
  readonly results: readonly ScenarioResult[];
  readonly realMs: number;
  /** 0 passed, 1 the agent, 2 the scenario or usage, 3 ringback, upstream or not emulated: the gravest of all; 130 when it was broken off. */
  readonly exitCode: 0 | 1 | 2 | 3 | 130;
};
