import type { RealTime } from "../../../kernel/clock/clock.ts";
import { maskNumber, maskText } from "../rails/masked.ts";
import { TwilioRefused } from "../rest/twilio-errors.ts";
import type { CallFacts, Twilio } from "../rest/twilio.ts";
import type { CallRow } from "./call-row.ts";
import type { CallRoom, Standing } from "./call-room.ts";

/**
 * Ends a call at Twilio: one that rings is called back, one that was answered hung up. Answers how it stands where
 * Twilio says that there is nothing left to end.
 */
export const endAtTwilio = async (
  { parts: { twilio, tell, realTime } }: CallRoom,
  { sid, other, answeredAt, inbound }: Ending,
): Promise<Standing | undefined> => {
  if (sid === undefined) return undefined;
  const isRinging = answeredAt === undefined && !inbound;
  try {
    await tryAgain(() => endOnce(twilio, sid, isRinging), realTime);
    return undefined;
  } catch (error) {
    const facts = error instanceof TwilioRefused ? await twilio.call(sid).catch(() => undefined) : undefined;
    if (facts !== undefined && isOver(facts.status)) return standingOf(facts);
    const why = error instanceof Error ? maskText(error.message) : "";
    // Only calls that are placed can be given a time limit at Twilio.
    const otherwise = inbound ? "" : "It ends of itself at its time limit; ";
    tell.warn(
      `Twilio did not end the call with ${maskNumber(other)}: ${why} ${otherwise}${inbound ? "T" : "t"}he Console ends it at once.`,
    );
    return undefined;
  }
};

type Ending = Pick<CallRow, "sid" | "other" | "inbound"> & { readonly answeredAt?: number | undefined };

const endOnce = async (twilio: Twilio, sid: string, isRinging: boolean): Promise<void> => {
  if (isRinging) {
    const facts = await twilio.changeCall(sid, { Status: "canceled" }).catch(unlessSilent);
    // Whom somebody has answered in between cannot be called back, and Twilio does not always say so.
    if (facts !== undefined && facts.status !== "in-progress") return;
  }
  await twilio.changeCall(sid, { Status: "completed" });
};

/** A call cannot end twice, so whatever did not get through is said again. */
const tryAgain = async (work: () => Promise<void>, realTime: RealTime): Promise<void> => {
  for (const pause of pauses) {
    try {
      return await work();
    } catch (error) {
      if (error instanceof TwilioRefused && error.status !== 0) throw error;
      await new Promise<void>((resolve) => void realTime.after(pause, resolve));
    }
  }
  return work();
};

/** In milliseconds, before what did not get through is said again. */
const pauses = [1000, 3000];

const unlessSilent = (error: unknown): undefined => {
  if (!(error instanceof TwilioRefused)) throw error;
};

/** Twilio's words for calls of which nothing more comes. */
const last = new Set(["completed", "busy", "failed", "no-answer", "canceled"]);

/** Whether nothing more comes of a call that stands so. */
export const isOver = (status: string): boolean => last.has(status);

/** How a call stands, as Twilio's API tells it. */
export const standingOf = ({ status, duration }: Pick<CallFacts, "status" | "duration">): Standing => {
  const seconds = readSeconds(duration);
  return { status, ...(seconds !== undefined && { seconds }) };
};

/** A number of seconds as Twilio writes it. */
export const readSeconds = (text: string | null | undefined): number | undefined =>
  text !== undefined && text !== null && /^\d+$/.test(text) ? Number(text) : undefined;
