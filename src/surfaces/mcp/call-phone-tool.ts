import type { CallToolResult } from "@modelcontextprotocol/server";
import type { Ask } from "../../api/agentphone-tools/phone-tool-handler.ts";
import { runPhoneTool } from "../../api/agentphone-tools/run-phone-tool.ts";
import type { PhoneToolName } from "../../contract/agentphone-tools/phone-tools.ts";
import { toolFailure } from "./tool-result.ts";

/** Calls one of AgentPhone's tools. Its result is one text and nothing else. */
export const callPhoneTool = async (
  name: PhoneToolName,
  input: Readonly<Record<string, unknown>>,
  ask: Ask,
): Promise<CallToolResult> => {
  const { text, failed } = await runPhoneTool(name, input, ask);
  return failed ? toolFailure(text) : { content: [{ type: "text", text }] };
};
