import type { MessageOutcome } from "../../carrier.ts";
import { whyUndelivered } from "./why-undelivered.ts";

/** How a text stands by Twilio's word: from a callback or from asking. */
export interface Receipt {
  readonly sid: string;
  readonly status: string;
  readonly errorCode: string | undefined;
}

const arrivedWords = new Set(["delivered", "partially_delivered", "read"]);
const failedWords = new Set(["undelivered", "failed", "canceled"]);

/** What became of a text; undefined while it is on its way. */
export const outcomeOf = ({ status, errorCode }: Receipt): MessageOutcome | undefined => {
  if (arrivedWords.has(status)) return { status: "delivered" };
  if (!failedWords.has(status)) return undefined;
  return {
    status: status === "undelivered" ? "undelivered" : "failed",
    why: whyUndelivered(status, errorCode),
    ...(errorCode !== undefined && { errorCode }),
  };
};
