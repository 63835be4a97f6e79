import type { MessageFacts, Twilio } from "../rest/twilio.ts";

/** What is known of a text that nobody answered for. */
export interface SoughtText {
  readonly from: string;
  readonly to: string;
  /** A little before it was asked for by this machine's clock: Twilio writes whole seconds. */
  readonly since: number;
  readonly isBody: (body: string) => boolean;
  /** Texts that are accounted for already. */
  readonly isKnown: (sid: string) => boolean;
}

const isSought = (body: string, isBody: SoughtText["isBody"]): boolean =>
  isBody(body) || (body.startsWith(trialHead) && isBody(body.slice(trialHead.length)));

const trialHead = "Sent from your Twilio trial account - ";

/**
 * Looks for a text among those that went to the same number. Not by `DateSent`, which a text that still waits at Twilio
 * does not have.
 */
export const findText = async (twilio: Twilio, sought: SoughtText): Promise<MessageFacts | undefined> => {
  const { from, to, since, isBody, isKnown } = sought;
  const listed = await twilio.listMessages({ From: from, To: to, PageSize: 500 });
  const fitting = listed.filter(
    ({ sid, direction, date_created, body }) =>
      direction !== "inbound" &&
      Date.parse(date_created) - twilio.aheadBy() >= since &&
      isSought(body ?? "", isBody) &&
      !isKnown(sid),
  );
  // Newest first: of two that are alike, the elder is the one that was asked for first.
  return fitting.at(-1);
};
