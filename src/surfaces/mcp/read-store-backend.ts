import type { RestBackend } from "./call-over-rest.ts";
import { readBackend } from "./read-backend.ts";

/**
 * Reads from the environment which store to use: `AGENT_STORE_API_BASE_URL` with `AGENT_STORE_AGENT_API_KEY`.
 * Undefined without a base URL. Throws a sentence when the two do not suffice.
 */
export const readStoreBackend = (
  env: Readonly<Record<string, string | undefined>>,
): RestBackend | undefined =>
  readBackend(env, {
    url: "AGENT_STORE_API_BASE_URL",
    key: "AGENT_STORE_AGENT_API_KEY",
    example: "http://127.0.0.1:5550/v1/agent",
  });
