import type { JsonObject } from "./json.ts";

interface Recorded {
  readonly seq: number;
  readonly at: number;
  /** The address the request came to, which differs from run to run and so is never written down. */
  readonly origin: string;
}

/** One thing the outside told a world to do, in order of arrival, or what came of it. */
export type InputRecord =
  | (Recorded & {
      readonly kind: "request";
      readonly operation: string;
      readonly by: string;
      readonly input: JsonObject;
    })
  | (Recorded & {
      readonly kind: "answer";
      /** The number of the request that this answers. */
      readonly request: number;
      readonly outcome: string;
      readonly output: JsonObject | null;
    })
  | {
      readonly kind: "delivery";
      readonly seq: number;
      readonly at: number;
      /** What was delivered, and which attempt this was. */
      readonly delivery: string;
      readonly attempt: number;
      /** The status of the answer, or why there was none. */
      readonly outcome: number | string;
      /** The beginning of the answer's body; all of it where it says what is done next. */
      readonly body: string;
    };
