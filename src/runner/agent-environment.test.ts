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
    NO_PROXY: "127.0.0.1,localhost",
    no_proxy: "127.0.0.1,localhost",
    AGENT_STORE_API_BASE_URL: "http://127.0.0.1:6000/v1/agent",
    PORT: "7000",
    AGENT_URL: "http://me",
    MODE: "test",
  });
});

it("leads no agent to this machine by way of a proxy", () => {
  const own = { HTTP_PROXY: "http://proxy.example:3128", no_proxy: "intranet.example,localhost" };
  expect(agentEnvironment({ own, world: {}, port: 7000 })).toMatchObject({
    HTTP_PROXY: "http://proxy.example:3128",
    NO_PROXY: "intranet.example,localhost,127.0.0.1",
    no_proxy: "intranet.example,localhost,127.0.0.1",
  });
});

it("has Node load what redirects its requests, beside what it loads already", () => {
  const own = { NODE_OPTIONS: "--no-warnings" };
  const redirectTo = "http://127.0.0.1:6000";
  const env = agentEnvironment({ own, world: {}, port: 7000, redirectTo });
  expect(env["RINGBACK_REDIRECT"]).toBe(redirectTo);
  expect(env["NODE_OPTIONS"]).toMatch(/^--no-warnings --import=file:.*\/dist\/preload\.js$/);
});
