import type { Instant } from "../kernel/clock/clock.ts";
import type { JsonObject } from "../kernel/json.ts";
import type { Row } from "./table.ts";

/** One call of a hosted agent's tool during a call, as it was sent, and what came of it. */
export interface ToolRun extends Row {
  readonly callId: string;
  readonly tool: string;
  /** What it was called with. */
  readonly given: JsonObject;
  readonly url: string;
  readonly method: "GET" | "POST";
  readonly headers: Readonly<Record<string, string>>;
  /** The exact text of the body; empty for GET. */
  readonly body: string;
  readonly timeoutMs: number;
  readonly at: Instant;
  readonly isUnderWay: boolean;
  /** Of the answer, if any came. */
  readonly status?: number | undefined;
  /** The text of an answer that was one. */
  readonly result?: string | undefined;
  /** Why there is no result. */
  readonly why?: string | undefined;
}
