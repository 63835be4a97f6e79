import type { CallToolResult, Server } from "@modelcontextprotocol/server";
import { sayUnknownTool } from "../../api/agentphone-tools/run-phone-tool.ts";
import { nearestName } from "../../kernel/nearest-name.ts";
import { toolFailure } from "./tool-result.ts";
import type { ServedTool, Toolbox } from "./toolbox.ts";

/** What an MCP server of tools is made of. */
export interface ToolServerParts {
  readonly toolbox: Toolbox;
  readonly version: string;
  readonly callTool: (
    tool: ServedTool,
    input: Readonly<Record<string, unknown>>,
    signal: AbortSignal,
  ) => Promise<CallToolResult>;
  /** Told, in a sentence, of a call to a tool that does not exist. */
  readonly onUnknownTool?: (why: string) => void;
}

/** Makes an MCP server that lists a toolbox and has its tools called. */
export const createToolServer = async (parts: ToolServerParts): Promise<Server> => {
  const { ProtocolError, ProtocolErrorCode, Server } = await import("@modelcontextprotocol/server");
  const { toolbox, version, callTool, onUnknownTool } = parts;
  const server = isVendors(toolbox)
    ? new Server(vendorsServer, { capabilities: { tools: { listChanged: true } } })
    : new Server({ name: "ringback", version }, { capabilities: { tools: {} } });
  server.setRequestHandler("tools/list", () => ({ tools: toolbox.list() }));
  server.setRequestHandler("tools/call", ({ params }, { mcpReq }) => {
    const tool = toolbox.find(params.name);
    if (tool !== undefined) return callTool(tool, params.arguments ?? {}, mcpReq.signal);
    const why = sayUnknown(params.name, toolbox);
    onUnknownTool?.(why);
    if (isVendors(toolbox)) return toolFailure(sayUnknownTool(params.name));
    throw new ProtocolError(ProtocolErrorCode.InvalidParams, why);
  });
  return server;
};

/** AgentPhone's tools alone are served as the vendor's own server does. */
const isVendors = ({ api }: Toolbox): boolean => api === "agentphone";
const vendorsServer = { name: "agentphone", version: "0.7.0" };

const sayUnknown = (name: string, { names }: Toolbox): string => {
  const near = nearestName(name, names);
  return `There is no tool ${name}.${near === undefined ? "" : ` Did you mean ${near}?`}`;
};
