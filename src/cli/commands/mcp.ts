import { command } from "../command.ts";
import { createTeller } from "../teller.ts";

const toolChoices = ["store", "agentphone", "all", "control"] as const;

/** `ringback mcp`: the store's and AgentPhone's tools for an MCP client that starts its servers as child processes. */
export const mcpCommand = command({
  name: "mcp",
  summary: "Serve the tools to an MCP client over stdin and stdout",
  options: {
    tools: {
      kind: "text",
      shows: "SET",
      choices: toolChoices,
      summary: "Which tools to serve; control steers the ringback at $RINGBACK_URL. Default: all",
    },
  },
  examples: [
    ["ringback mcp", "Every tool, in a world that lasts as long as the client"],
    [
      "AGENT_STORE_API_BASE_URL=http://127.0.0.1:5550/v1/agent AGENT_STORE_AGENT_API_KEY=ask_live_… ringback mcp --tools store",
      "The store's tools, in a ringback that runs already",
    ],
    [
      "AGENTPHONE_BASE_URL=http://127.0.0.1:5550 AGENTPHONE_API_KEY=sk_live_… ringback mcp --tools agentphone",
      "AgentPhone's tools, in a ringback that runs already",
    ],
  ],
  run: async ({ tools = "all" }) => {
    const { serveMcp } = await import("../../runtime/serve-mcp.ts");
    const { warning } = createTeller({ quiet: true, json: false });
    await serveMcp({
      tools: toolChoices.find((choice) => choice === tools) ?? "all",
      environment: process.env,
      onWarning: warning,
    });
    return 0;
  },
});
