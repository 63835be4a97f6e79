import type { Tool } from "@modelcontextprotocol/server";
import * as z from "zod";
import type { PhoneTool } from "../../contract/agentphone-tools/declare.ts";

/** Describes one of AgentPhone's tools as the vendor's server does, in words of our own. */
export const describePhoneTool = ({ name, description, annotations, input }: PhoneTool): Tool => {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(input(), { io: "input" });
  return {
    name,
    description,
    inputSchema: { ...(schema as Omit<Tool["inputSchema"], "type">), type: "object" },
    ...(annotations && { annotations }),
  };
};
