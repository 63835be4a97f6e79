import type * as z from "zod";
import type { ErrorCode } from "../kernel/errors.ts";
import { once } from "../kernel/once.ts";

/** The services ringback plays, and its own controls. */
export type ApiName = "store" | "agentphone" | "control";

export type HttpMethod = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** How a value that arrives as text in a query becomes what the input schema wants. */
export type QueryKind = "text" | "integer" | "boolean";

/** An operation's place on the REST door. Facts of the wire are stated here, never derived from names. */
export interface RestFace {
  readonly method: HttpMethod;
  /** With `:name` for the parts that go into the input. */
  readonly path: string;
  readonly success: 200 | 201 | 204;
  /** The status when the answer repeats an earlier one instead of doing something again. */
  readonly replay?: 200;
  readonly query?: Readonly<Record<string, QueryKind>>;
  /** Names in the query that are not listed above go into the input too, as text. */
  readonly openQuery?: true;
  /** How many bytes a body may have, where that is not the usual 512 KiB. */
  readonly largestBody?: number;
  /** The type of an answer that is not JSON: then the output is `{text}`, or tells of the bytes that are sent. */
  readonly contentType?: string;
  /** The answer is written piece by piece, as it comes. The output, `{text}`, is all of it. */
  readonly streams?: true;
  /** The name that an answer is saved under; `:name` stands for that part of the path. */
  readonly fileName?: string;
  /** Other paths that mean the same. */
  readonly aliases?: readonly string[];
}

/** An operation's face as an MCP tool. Its input is the operation's input. */
export interface ToolFace {
  readonly name: string;
  readonly description: string;
}

/** How often a key may ask, where the vendor says so. Windows are the world's time, in milliseconds. */
export interface RateLimit {
  readonly times: number;
  readonly perMs: number;
}

/** One thing the outside can ask for, declared once: every door, document and static type comes from this. */
export interface Operation<Input = unknown, Output = unknown> {
  readonly name: string;
  readonly api: ApiName;
  readonly summary: string;
  /** Where the behaviour is documented. */
  readonly source: string;
  readonly effect: "read" | "write";
  /** Agents repeat this read while they wait for something to happen. */
  readonly polls?: true;
  /** Answered when something has happened, which may take long: doors say when whoever asked has gone. */
  readonly waits?: true;
  /** Who may ask: the holder of an account's key, whoever runs ringback, or anybody. */
  readonly auth: "key" | "control" | "none";
  readonly input: () => z.ZodType<Input>;
  readonly output: () => z.ZodType<Output>;
  /** The header by which a key may ask on behalf of one of its sub-accounts. */
  readonly scopeHeader?: string;
  /**
   * Fields that name something of an account's, the weightiest first. The vendor's client sends no such header here, so a
   * key acts for whichever of its sub-accounts has what is named.
   */
  readonly actsFor?: readonly string[];
  /** Held only for accounts whose profile asks for limits. */
  readonly rateLimits?: readonly RateLimit[];
  /** Refusals beyond those every operation can give. */
  readonly errors: readonly ErrorCode[];
  readonly rest?: RestFace;
  readonly tool?: ToolFace;
  /** Real at the vendor, but not played here: answers `not_emulated`. */
  readonly emulated?: false;
}

/** Declares an operation. Its schemas are built at their first use, not when ringback starts. */
export const operation = <Input, Output>(declared: Operation<Input, Output>): Operation<Input, Output> => ({
  ...declared,
  input: once(declared.input),
  output: once(declared.output),
});

/** What a handler of this operation is given. */
export type InputOf<Declared> = Declared extends Operation<infer Input, infer _Output> ? Input : never;
/** What a handler of this operation answers. */
export type OutputOf<Declared> = Declared extends Operation<infer _Input, infer Output> ? Output : never;
