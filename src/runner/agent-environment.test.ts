import { expect, it } from "vitest";
import { agentEnvironment } from "./agent-environment.ts";

it("keeps what is not about telephones, and lets a file go before everything", () => {
  const own = {
    PATH: "/bin",
    HOME: undefined,
    PORT: "80",
    RINGBACK_URL: "http://127.0.0.1:5550",
    RINGBACK_CONTROL_TOKEN: "secret",
    AGENT_STORE_MCP_URL: "https://store.example/mcp",
    AGENTPHONE_API_KEY: "sk_live_real",
  };
  const world = { AGENT_STORE_API_BASE_URL: "http://127.0.0.1:6000/v1/agent" };
  expect(
    agentEnvironment({ own, world, port: 7000, further: { MODE: "test", AGENT_URL: "http://me" } }),
  ).toEqual({
    PATH: "/bin",
    AGENT_STORE_API_BASE_URL: "http://127.0.0.1:6000/v1/agent",
    PORT: "7000",
    AGENT_URL: "http://me",
    MODE: "test",
  });
});
