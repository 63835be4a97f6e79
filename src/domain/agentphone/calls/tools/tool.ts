import type { JsonObject } from "../../../../kernel/json.ts";

/** A custom tool of an agent, in the form in which agents are given them. */
export interface Tool {
  readonly name: string;
  readonly url: string;
  readonly method?: "GET" | "POST";
  readonly headers?: Readonly<Record<string, string | null>> | null;
  /** A JSON schema of what it is called with. */
  readonly parameters?: JsonObject | null;
  readonly timeoutMs?: number | null;
  readonly speakDuringExecution?: boolean | null;
  readonly executionMessage?: string | null;
}
