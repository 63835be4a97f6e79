import type { RestBackend } from "./call-over-rest.ts";
import { readBackend } from "./read-backend.ts";

/**
 * Reads from the environment which AgentPhone to use: `AGENTPHONE_BASE_URL` with `AGENTPHONE_API_KEY`. Undefined
 * without a base URL. Throws a sentence when the two do not suffice.
 */
export const readPhoneBackend = (
  env: Readonly<Record<string, string | undefined>>,
): RestBackend | undefined =>
  readBackend(env, {
    url: "AGENTPHONE_BASE_URL",
    key: "AGENTPHONE_API_KEY",
    example: "http://127.0.0.1:5550",
  });
