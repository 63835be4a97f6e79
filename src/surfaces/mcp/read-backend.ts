import { RingbackError } from "../../kernel/errors.ts";
import type { RestBackend } from "./call-over-rest.ts";

/** The two variables that name a vendor's REST API, and what the first looks like. */
export interface BackendVariables {
  readonly url: string;
  readonly key: string;
  readonly example: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads from the environment which API to use: undefined without a base URL. Throws a sentence when the two do not suffice. */
export const readBackend = (env: Environment, variables: BackendVariables): RestBackend | undefined => {
  const baseUrl = env[variables.url]?.trim() ?? "";
  const key = env[variables.key]?.trim() ?? "";
  if (baseUrl === "") return undefined;
  const why = whyUnusable(baseUrl, key, variables);
  if (why !== undefined) throw new RingbackError("validation_error", why);
  return { kind: "rest", baseUrl, key };
};

const whyUnusable = (baseUrl: string, key: string, names: BackendVariables): string | undefined => {
  if (!/^https?:$/.test(URL.canParse(baseUrl) ? new URL(baseUrl).protocol : ""))
    return `${names.url} is ${baseUrl}, which is no URL. Set it to one such as ${names.example}.`;
  if (key === "") return `${names.url} is set, but there is no key. Set ${names.key} to the agent's key.`;
  if (!/^[\x21-\x7e]+$/.test(key))
    return `${names.key} holds characters that no key has. Set it to the agent's key alone.`;
  return undefined;
};
