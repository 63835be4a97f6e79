import type { ErrorStyle } from "../contract/agentphone/write-error.ts";
import type { Operation } from "../contract/operation.ts";
import type { Caller } from "../domain/caller.ts";
import { canonicalJson } from "../kernel/canonical-json.ts";
import type { Arrival, ClockMode } from "../kernel/clock/clock.ts";
import type { RingbackError } from "../kernel/errors.ts";
import type { Strike } from "../kernel/faults.ts";
import type { PieceTaker } from "./piece-taker.ts";
import type { RunningWorld } from "./running-world.ts";

/** Who asks: the agent under test, whoever runs ringback, or a scenario's step. */
export type AskedBy = "agent" | "control" | "scenario";

interface CallParts {
  readonly operation: Operation;
  readonly input: unknown;
  /** The `Authorization` header as it came. */
  readonly authorization?: string | undefined;
  /** The world that the path named. */
  readonly worldName?: string | undefined;
  readonly origin: string;
  readonly by: AskedBy;
  /** The account that a scenario asks as; without one it is the default account. */
  readonly account?: string | undefined;
  /** The sub-account on whose behalf a key asks, as the operation's scope header names it. */
  readonly subAccount?: string | undefined;
  /** Keys of either vendor are good at the door it came through. */
  readonly anyKey?: boolean | undefined;
  /** Aborted when whoever asked has gone. */
  readonly gone?: AbortSignal | undefined;
  /** Takes the answer as it comes, where the operation has one that does. Without it the answer comes whole. */
  readonly pieces?: PieceTaker | undefined;
}

/** One request as every door hands it in. */
export class Call {
  readonly operation: Operation;
  readonly input: unknown;
  readonly authorization: string | undefined;
  readonly worldName: string | undefined;
  readonly origin: string;
  readonly by: AskedBy;
  readonly account: string | undefined;
  readonly subAccount: string | undefined;
  readonly anyKey: boolean;
  readonly gone: AbortSignal | undefined;
  readonly pieces: PieceTaker | undefined;

  constructor(parts: CallParts) {
    this.operation = parts.operation;
    this.input = parts.input;
    this.authorization = parts.authorization;
    this.worldName = parts.worldName;
    this.origin = parts.origin;
    this.by = parts.by;
    this.account = parts.account;
    this.subAccount = parts.subAccount;
    this.anyKey = parts.anyKey === true;
    this.gone = parts.gone;
    this.pieces = parts.pieces;
  }

  /** What the clock is told of it. Controls are never the agent's, whoever holds the telephone. */
  arrival(mode: ClockMode): Arrival {
    const { api, effect, polls, name } = this.operation;
    const by = api === "control" ? "control" : "agent";
    // Only time that moves by waiting cares whether a read is repeated.
    if (mode !== "auto" || polls !== true || by === "control") return { by, effect };
    return {
      by,
      effect,
      poll: `${this.authorization ?? ""} ${this.subAccount ?? ""} ${name} ${canonicalJson(this.input)}`,
    };
  }
}

/** What came of a call: an output by the operation's contract, or a refusal. */
export type Reply = Struck &
  (
    | {
        readonly running: RunningWorld;
        readonly output: object | null;
        /** The answer repeats an earlier one. */
        readonly replayed: boolean;
        /** The bytes that the output tells of, for doors that can carry them. */
        readonly file?: Buffer | undefined;
        readonly caller: Caller;
      }
    | {
        readonly running?: RunningWorld;
        readonly error: RingbackError;
        /** Who asked, as far as that was found out. */
        readonly caller?: Caller | undefined;
        /** How the account wants to be refused, where its API knows more than one way. */
        readonly style?: ErrorStyle | undefined;
      }
  );

interface Struck {
  /** The fault that struck. What it does to the body or the connection is left to the door. */
  readonly strike?: Strike | undefined;
  /** What of the input went unread though it looks as if it was meant. */
  readonly overlooked?: string | undefined;
}
