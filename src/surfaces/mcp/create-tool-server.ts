import type { CallToolResult, Server } from "@modelcontextprotocol/server";
import type { Operation } from "../../contract/operation.ts";
import { nearestName } from "../../kernel/nearest-name.ts";
import type { Toolbox } from "./toolbox.ts";

/** What an MCP server of tools is made of. */
export interface ToolServerParts {
  readonly toolbox: Toolbox;
  readonly version: string;
  readonly callTool: (
    operation: Operation,
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
  const server = new Server({ name: "ringback", version }, { capabilities: { tools: {} } });
  server.setRequestHandler("tools/list", () => ({ tools: toolbox.list() }));
  server.setRequestHandler("tools/call", ({ params }, { mcpReq }) => {
    const operation = toolbox.operations.get(params.name);
    if (operation !== undefined) return callTool(operation, params.arguments ?? {}, mcpReq.signal);
    const why = sayUnknown(params.name, toolbox);
    onUnknownTool?.(why);
    throw new ProtocolError(ProtocolErrorCode.InvalidParams, why);
  });
  return server;
};

const sayUnknown = (name: string, { operations }: Toolbox): string => {
  const near = nearestName(name, operations.keys());
  return `There is no tool ${name}.${near === undefined ? "" : ` Did you mean ${near}?`}`;
};
