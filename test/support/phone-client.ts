import { AgentPhoneClient } from "agentphone";
import type { Ringback } from "../../src/runtime/create-ringback.ts";
import { Client } from "./store-client.ts";

/** The key of AgentPhone's that the default account has. */
export const phoneKey = (ringback: Ringback): string => ringback.env["AGENTPHONE_API_KEY"] ?? "";

/** An agent, or whoever holds its key, talking plain HTTP to AgentPhone: paths begin with /v1. */
export const phoneOf = (ringback: Ringback, key = phoneKey(ringback)): Client =>
  new Client(ringback.env["AGENTPHONE_BASE_URL"] ?? ringback.url, key);

/** The vendor's own client, unchanged but for the base URL. It retries nothing, so that each test sees each answer. */
export const sdkOf = (ringback: Ringback, key = phoneKey(ringback)): AgentPhoneClient =>
  new AgentPhoneClient({
    token: key,
    baseUrl: ringback.env["AGENTPHONE_BASE_URL"] ?? ringback.url,
    maxRetries: 0,
  });
