/** What a person at the terminal is told of a real carrier: masked, one sentence each. */
export interface Tell {
  /** Something was done, or would have been in a dry run. */
  did(sentence: string): void;
  /** Something went wrong or is odd, with its cure. */
  warn(sentence: string): void;
}
