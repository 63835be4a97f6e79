import type { Callback, CallbackKind } from "./callbacks.ts";
import type { WireAnswer } from "./answer-in-time.ts";

/** How many events are remembered, by every name that each has. */
const mostRemembered = 10_000;

/** What was answered to which event, so that the same event is handled once, however often Twilio sends it. */
export class AnsweredOnce {
  readonly #answers = new Map<string, Promise<WireAnswer>>();

  /** Gives the first answer to an event of these names again, also while that is still to come, or makes one. */
  give(names: readonly string[], make: () => Promise<WireAnswer>): Promise<WireAnswer> {
    const known = names.map((name) => this.#answers.get(name)).find((answer) => answer !== undefined);
    const answer = known ?? make();
    for (const name of names) this.#remember(name, answer);
    void this.#forgetFailed(names, answer);
    return answer;
  }

  #remember(name: string, answer: Promise<WireAnswer>): void {
    // Anew at the end: what was used last is forgotten last.
    this.#answers.delete(name);
    this.#answers.set(name, answer);
    for (const oldest of this.#answers.keys()) {
      if (this.#answers.size <= mostRemembered) return;
      this.#answers.delete(oldest);
    }
  }

  /** What failed is tried anew when Twilio sends it again. */
  async #forgetFailed(names: readonly string[], answer: Promise<WireAnswer>): Promise<void> {
    const { status } = await answer;
    if (status === 200) return;
    for (const name of names) if (this.#answers.get(name) === answer) this.#answers.delete(name);
  }
}

/**
 * The names of the event that a callback tells of. Twilio's own token is the same in each of its tries; where it comes
 * without one, or the network doubles it, the fields say what it is about.
 */
export const namesOf = (
  kind: CallbackKind,
  { id, field }: Callback,
  token: string | undefined,
): readonly string[] => {
  const place = `${kind}/${id}`;
  const told = toldBy(kind, field);
  return [
    ...(token === undefined || token === "" ? [] : [`${place} token ${token}`]),
    ...(told === undefined ? [] : [`${place} ${told}`]),
  ];
};

const toldBy = (kind: CallbackKind, field: Callback["field"]): string | undefined => {
  if (kind === "sms") return joined(field("MessageSid"));
  if (kind === "text-status") return joined(field("MessageSid"), field("MessageStatus"));
  if (kind === "voice") return joined(field("CallSid"));
  if (kind === "call-status") return joined(field("CallSid"), field("SequenceNumber") ?? field("CallStatus"));
  // Of the others one call may rightly have several that look the same.
  return undefined;
};

const joined = (...parts: readonly (string | undefined)[]): string | undefined =>
  parts.every((part) => part !== undefined && part !== "") ? parts.join(" ") : undefined;
