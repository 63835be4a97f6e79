import type { Call, CallTurn } from "../../../../world/call-entities.ts";
import { sentimentOf } from "./sentiment-of.ts";
import { summarizeCall } from "./summarize-call.ts";

/** What is said about a call that is over; nothing of one in which nobody spoke. */
type CallReview = {
  readonly summary: string | null;
  readonly userSentiment: "Positive" | "Neutral" | "Negative" | null;
  readonly callSuccessful: boolean | null;
};

/** Looks back on a call that is over. The same call is always looked upon alike. */
export const reviewCall = (call: Call): CallReview => {
  const { turns } = call;
  if (!turns.some(isSpoken)) return { summary: null, userSentiment: null, callSuccessful: null };
  const usersWords = turns.filter((turn) => turn.role === "user" && isSpoken(turn));
  return {
    summary: summarizeCall(call),
    userSentiment: usersWords.length === 0 ? null : sentimentOf(usersWords.map(({ content }) => content)),
    callSuccessful: isSuccessful(call),
  };
};

const isSpoken = ({ content, digits }: CallTurn): boolean => digits !== true && content.trim() !== "";

/** How a conversation ends that came to its end. */
const goodEnds = new Set(["user_hangup", "agent_hangup", "call_transfer"]);

const isSuccessful = ({ status, disconnectionReason = "", answeredBy, turns }: Call): boolean =>
  status === "completed" &&
  goodEnds.has(disconnectionReason) &&
  (answeredBy === undefined || answeredBy === "person") &&
  turns.some(({ role }) => role === "user") &&
  turns.some(({ role }) => role === "agent");
