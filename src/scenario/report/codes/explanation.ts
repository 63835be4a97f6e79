/** What a code means and what to do when it turns up. */
export interface Explanation {
  /** The code in a few words. */
  readonly title: string;
  /** What has happened, in a sentence or two. */
  readonly means: string;
  /** What it comes from most often, likeliest first; absent where the meaning says it. */
  readonly causes?: readonly string[];
  /** What to do, in the order in which to try it. */
  readonly cures: readonly string[];
  /** How it is written rightly, or a command that helps. */
  readonly example?: string;
}
