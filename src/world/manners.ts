import type { PersonAnswers } from "./entities.ts";
import type { Row } from "./table.ts";

/** What somebody was told to do when a line calls them. The id is their number. It goes before what is known of them. */
export interface Manners extends Row {
  readonly answers?: PersonAnswers | undefined;
  readonly says?: readonly string[] | undefined;
  /** The controls play them, or them and what a hosted agent says to them. */
  readonly played?: "person" | "both" | undefined;
}
