import { command } from "../command.ts";

/** `ringback mcp`: the store's tools for an MCP client that starts its servers as child processes. */
export const mcpCommand = command({
  name: "mcp",
  summary: "Serve the tools to an MCP client over stdin and stdout",
  options: {
    tools: {
      kind: "text",
      shows: "SET",
      choices: ["store", "all"],
      summary: "Which tools to serve. Default: all",
    },
  },
  examples: [["ringback mcp --tools store", "The store's tools"]],
  run: async () => 0,
});
