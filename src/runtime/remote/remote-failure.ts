/** Why a ringback that runs elsewhere could not be asked: nothing answers, not in time, or something else does. */
export type RemoteTrouble = "unreachable" | "slow" | "stranger";

/** Nobody could be asked. Its message says what is wrong, and leaves the cure to whoever knows how the address was given. */
export class RemoteFailure extends Error {
  override readonly name = "RemoteFailure";
  readonly trouble: RemoteTrouble;

  constructor(trouble: RemoteTrouble, message: string, options?: ErrorOptions) {
    super(message, options);
    this.trouble = trouble;
  }
}
