/** A command line that cannot be followed, in a sentence with the cure. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** A command that was understood but could not be done, in a sentence: nobody answers there, or the answer is no. */
export class CommandFailure extends Error {
  override readonly name = "CommandFailure";
}
