import type { RealTime } from "../../../kernel/clock/clock.ts";
import { RingbackError } from "../../../kernel/errors.ts";
import { maskText } from "../rails/masked.ts";
import type { Tell } from "../tell.ts";
import type { CallbackAnswer, CallbackKind } from "./callbacks.ts";

/** What is written back to Twilio: TwiML, or that it should try again. */
export interface WireAnswer {
  readonly status: 200 | 500;
  readonly body: string;
}

/** Twilio waits for 15 seconds. Who is late is answered for, in milliseconds. */
const longestWait = 14_000;

const nothing: WireAnswer = { status: 200, body: "<Response/>" };

/** Not taken, which costs nothing and sounds like a telephone. */
const rejected: WireAnswer = { status: 200, body: "<Response><Reject/></Response>" };

/** Nothing was done: Twilio comes again, as the fragment of the URL asks it to. */
const again: WireAnswer = { status: 500, body: "" };

/** Has a callback handled, and answers by the time that Twilio wants to hear something. Never rejects. */
export const answerInTime = (
  kind: CallbackKind,
  handle: () => CallbackAnswer | Promise<CallbackAnswer>,
  { realTime, tell }: { readonly realTime: RealTime; readonly tell: Tell },
): Promise<WireAnswer> =>
  new Promise((resolve) => {
    const cancel = realTime.after(longestWait, () => {
      resolve(kind === "voice" ? rejected : nothing);
      const outcome = kind === "voice" ? "The caller was not put through" : "It was answered with nothing";
      tell.warn(
        `ringback had no answer to Twilio's callback "${kind}" within 14 seconds. ${outcome}; ` +
          "look for what keeps this machine or the agent busy.",
      );
    });
    const answered = async (): Promise<WireAnswer> => {
      try {
        return written(await handle());
      } catch (error) {
        tell.warn(`ringback could not handle Twilio's callback "${kind}": ${said(error)}`);
        return afterFailure(kind);
      } finally {
        cancel();
      }
    };
    void answered().then(resolve);
  });

const written = (answer: CallbackAnswer): WireAnswer =>
  "twiml" in answer ? { status: 200, body: answer.twiml } : nothing;

/**
 * News is worth a second try. A live call is not: it would begin twice, and until the tries are used up its caller hears
 * nothing, and then an English sentence about an application.
 */
const afterFailure = (kind: CallbackKind): WireAnswer => {
  if (kind === "voice") return rejected;
  return kind === "relay-end" ? nothing : again;
};

/** What failed. What others wrote of it may quote a number. */
const said = (error: unknown): string => {
  if (error instanceof RingbackError) return error.message;
  const text = error instanceof Error ? `${error.name}: ${error.message}` : "something that is no error";
  return `${maskText(text)} This is a bug in ringback.`;
};
