import type { Instant } from "../../../kernel/clock/clock.ts";
import type { Failure } from "../../report/report.ts";

/** When something went wrong: with an event of the log, at an instant, or not before the end. */
export type Moment = { readonly seq: number } | { readonly at: Instant } | "end";

/** What is to be said of something that went wrong. Whose fault it was is for the judge to say. */
export type Told = Omit<Failure, "blame" | "place"> & { readonly moment: Moment };

/** A failure, and when it came to be one. */
export interface Wrong {
  readonly failure: Failure;
  readonly moment: Moment;
}
