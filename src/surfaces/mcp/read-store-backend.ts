import { RingbackError } from "../../kernel/errors.ts";
import type { RestBackend } from "./call-over-rest.ts";

/**
 * Reads from the environment which store to use: `AGENT_STORE_API_BASE_URL` with `AGENT_STORE_AGENT_API_KEY`.
 * Undefined without a base URL. Throws a sentence when the two do not suffice.
 */
export const readStoreBackend = (
  env: Readonly<Record<string, string | undefined>>,
): RestBackend | undefined => {
  const baseUrl = env["AGENT_STORE_API_BASE_URL"]?.trim() ?? "";
  const key = env["AGENT_STORE_AGENT_API_KEY"]?.trim() ?? "";
  if (baseUrl === "") return undefined;
  if (!/^https?:$/.test(URL.canParse(baseUrl) ? new URL(baseUrl).protocol : "")) {
    throw new RingbackError(
      "validation_error",
      `AGENT_STORE_API_BASE_URL is ${baseUrl}, which is no URL. Set it to one such as http://127.0.0.1:5550/v1/agent.`,
    );
  }
  if (key === "") {
    throw new RingbackError(
      "validation_error",
      `AGENT_STORE_API_BASE_URL is set, but there is no key. Set AGENT_STORE_AGENT_API_KEY to the agent's key.`,
    );
  }
  if (!/^[\x21-\x7e]+$/.test(key)) {
    throw new RingbackError(
      "validation_error",
      "AGENT_STORE_AGENT_API_KEY holds characters that no key has. Set it to the agent's key alone.",
    );
  }
  return { kind: "rest", baseUrl, key };
};
