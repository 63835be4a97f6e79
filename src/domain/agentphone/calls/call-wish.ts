import type { JsonObject } from "../../../kernel/json.ts";

/** A call that somebody wants placed. What is not said is the agent's own way. */
export interface CallWish {
  readonly agentId: string;
  /** In any spelling. */
  readonly toNumber: string;
  readonly fromNumberId?: string | undefined;
  /** Given, the platform's own model talks, whatever the agent's voice mode. */
  readonly systemPrompt?: string | undefined;
  readonly variables?: Readonly<Record<string, string>> | undefined;
  /** Greeting, voice, model and what else there is to say about this one call. */
  readonly further: JsonObject;
}

/** A call of a browser that somebody wants prepared. */
export interface WebCallWish {
  readonly agentId: string;
  readonly variables?: Readonly<Record<string, string>> | undefined;
  readonly metadata?: JsonObject | undefined;
}

/** Which calls of an account to list. A wish that is absent lets every call through. */
export interface CallFilter {
  readonly status?: string | undefined;
  readonly direction?: string | undefined;
  /** `pstn` or `web`. */
  readonly type?: string | undefined;
  /** Contained in either number. */
  readonly search?: string | undefined;
}
