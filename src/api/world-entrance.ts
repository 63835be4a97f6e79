import type { RunningWorld } from "./running-world.ts";
import { worldUrl } from "./world-url.ts";

/** How an agent gets into a world: its address, and the environment that points agents at it. */
export const worldEntrance = (
  running: RunningWorld,
  origin: string,
): { name: string; baseUrl: string; env: Record<string, string> } => {
  const { world } = running;
  const baseUrl = worldUrl(world, origin);
  return {
    name: world.name,
    baseUrl,
    env: {
      AGENT_STORE_API_BASE_URL: `${baseUrl}/v1/agent`,
      AGENT_STORE_AGENT_API_KEY: running.defaultKey(),
      AGENT_STORE_MCP_URL: `${baseUrl}/mcp/store`,
      AGENTPHONE_BASE_URL: baseUrl,
      AGENTPHONE_API_KEY: running.defaultPhoneKey(),
      AGENTPHONE_MCP_URL: `${baseUrl}/mcp/agentphone`,
    },
  };
};
