import type { CallToolResult } from "@modelcontextprotocol/server";
import { Call } from "../../api/call.ts";
import type { Desk } from "../../api/desk.ts";
import { pace } from "../../api/pace.ts";
import { answer } from "../../api/pipeline.ts";
import type { Operation } from "../../contract/operation.ts";
import type { RingbackError } from "../../kernel/errors.ts";
import type { Strike } from "../../kernel/faults.ts";
import { cutResult, toolFailure, toolOutput, toolRefusal } from "./tool-result.ts";

/** Whoever has tools called, as the desk needs to know them. */
export interface ToolUser {
  readonly authorization: string | undefined;
  readonly worldName?: string | undefined;
  readonly origin: string;
  /** Aborted when the user has gone. */
  readonly gone?: AbortSignal | undefined;
  /** Told of every refusal. */
  readonly onRefusal?: (error: RingbackError) => void;
  /** Told of every fault that struck. */
  readonly onStrike?: (strike: Strike) => void;
  /** Told when a fault wants the user's connection cut. That is up to whoever has one. */
  readonly onCut?: () => void;
  /** Told of every operation that one of AgentPhone's tools asked for. */
  readonly onAsked?: (operation: Operation) => void;
}

/**
 * Has the desk do what a tool is for. A result is one message: where a fault makes an answer slow it comes whole, when
 * its last piece would have; a malformed one has half its text.
 */
export const callAtDesk = async (
  desk: Desk,
  { authorization, worldName, origin, gone, onRefusal, onStrike, onCut }: ToolUser,
  operation: Operation,
  input: Readonly<Record<string, unknown>>,
): Promise<CallToolResult> => {
  const by = operation.api === "control" ? "control" : "agent";
  const call = new Call({ operation, input, authorization, worldName, origin, by, gone, anyKey: true });
  const reply = await answer(desk, call);
  const { running, strike } = reply;
  if (strike !== undefined) onStrike?.(strike);
  if ("error" in reply) onRefusal?.(reply.error);
  const harm = strike?.answer;
  if (harm?.kind === "reset") {
    onCut?.();
    return toolFailure("The connection was reset.");
  }
  if (harm?.kind === "slow" && running !== undefined) await pace(running, harm, () => {});
  const result =
    "error" in reply ? toolRefusal(operation.api, reply.error, strike) : toolOutput(reply.output);
  return harm?.kind === "malformed" ? cutResult(result) : result;
};
