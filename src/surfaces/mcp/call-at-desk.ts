import type { CallToolResult } from "@modelcontextprotocol/server";
import { Call } from "../../api/call.ts";
import type { Desk } from "../../api/desk.ts";
import { answer } from "../../api/pipeline.ts";
import type { Operation } from "../../contract/operation.ts";
import type { RingbackError } from "../../kernel/errors.ts";
import { toolOutput, toolRefusal } from "./tool-result.ts";

/** Whoever has tools called, as the desk needs to know them. */
export interface ToolUser {
  readonly authorization: string | undefined;
  readonly worldName?: string | undefined;
  readonly origin: string;
  /** Told of every refusal. */
  readonly onRefusal?: (error: RingbackError) => void;
}

/** Has the desk do what a tool is for. */
export const callAtDesk = async (
  desk: Desk,
  { authorization, worldName, origin, onRefusal }: ToolUser,
  operation: Operation,
  input: Readonly<Record<string, unknown>>,
): Promise<CallToolResult> => {
  const call = new Call({ operation, input, authorization, worldName, origin, by: "agent" });
  const reply = await answer(desk, call);
  if (!("error" in reply)) return toolOutput(reply.output);
  onRefusal?.(reply.error);
  return toolRefusal(operation.api, reply.error);
};
