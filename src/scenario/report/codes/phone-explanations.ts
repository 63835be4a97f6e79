import type { ErrorCode } from "../../../kernel/errors.ts";
import type { Explanation } from "./explanation.ts";

/** What the refusals mean that only AgentPhone gives. */
export const phoneExplanations = {
  already_exists: {
    title: "There is one already",
    means: "An account, a contact or the like exists for this email address or number.",
    cures: ["Use the one there is.", "A fresh world has none: reset it, or make another."],
  },
  in_use: {
    title: "It is still in use",
    means: "It cannot be deleted as long as numbers belong to it.",
    cures: ["Release its numbers first."],
  },
  verification_failed: {
    title: "The code or the verification is not good",
    means:
      "The emailed code is wrong, ran out after ten minutes or was used, or the verification id is unknown.",
    causes: [
      "A later sign-up with the same address made this one void.",
      "The world's clock went past the expiry.",
    ],
    cures: ["Read the code in the mailbox: GET /_ringback/mailbox.", "Sign up again for a new code."],
  },
  already_released: {
    title: "The number was released before",
    means:
      "Releasing is final: a number can be released once, and nothing else can be done with it afterwards.",
    cures: ["List the numbers that are held: released ones are left out."],
  },
  not_possible: {
    title: "What it is about cannot do that",
    means:
      "The request is well formed, but the line, the conversation or the agent cannot do it: a tapback on an SMS, a text by an agent without a number, a webhook at an address that is not allowed.",
    cures: ["The message says what is missing.", "iMessage lines are declared with `type: imessage`."],
  },
  insufficient_balance: {
    title: "The account's AgentPhone balance is too low",
    means: "The profile says `enforceBalance`, and what is asked for costs more than what is left.",
    cures: ["Give the account credit through the controls, or switch `enforceBalance` off."],
  },
  payment_method_required: {
    title: "A payment method is wanted first",
    means: "The profile says `requirePaymentMethod`, and the account has none.",
    cures: ["Set `hasPaymentMethod`, or switch `requirePaymentMethod` off."],
  },
  sender_unregistered: {
    title: "Texting wants a registration first",
    means: "The profile says `requireRegistration`, and the account has no approved 10DLC registration.",
    cures: [
      "Register with POST /v1/register, and approve it through the controls or by letting time pass.",
      "Switch `requireRegistration` off.",
    ],
  },
  number_limit_reached: {
    title: "The account holds as many numbers as it may",
    means: "The profile enforces its limit of numbers held at once.",
    cures: ["Release a number, or raise `numberLimit`."],
  },
  nothing_available: {
    title: "There is nothing to give out now",
    means: "The whole country has no number left, so the number or the account could not be made.",
    cures: ["Take the code out of `emptyAreaCodes`, or ask for another country."],
  },
  call_not_live: {
    title: "The call is not live",
    means: "Only a call that is in progress can be ended.",
    cures: ["Look at the call's status first."],
  },
  call_limit_reached: {
    title: "The account has as many calls under way as it may",
    means: "The profile holds its `callLimit`, and says with `callLimitStatus: 409` how that is refused.",
    cures: ["Wait for a call to end, or end one.", "Raise `callLimit`, or switch `enforceCallLimit` off."],
  },
  sending_limited: {
    title: "Too much was sent, or too soon",
    means:
      "The profile says `sendingLimits`, and the limits on conversations of iMessage lines are held; or, with a real carrier, more than its switches allow in an hour, at once, or to one telephone.",
    cures: [
      "Wait for an answer before the next text. Do not retry.",
      "Switch `sendingLimits` off.",
      "With a real carrier: wait as long as it says, or raise the `RINGBACK_REAL_…` switch of that limit and start ringback again.",
    ],
  },
  carrier_error: {
    title: "The carrier failed",
    means: "The network behind the line refused or lost the request.",
    cures: [
      "A text or call may have gone out all the same, above all where `details.outcome` is `unknown`: look before you try again.",
      "With a real carrier, do what the error says; `ringback doctor` looks at the rest.",
    ],
  },
  carrier_stopped: {
    title: "Everything that reaches real telephones was stopped by hand",
    means:
      "Somebody used the kill switch of the real carrier. Until ringback is started again nothing is sent, nobody is called and nothing is bought.",
    cures: ["Find out why it was stopped. Then start ringback again."],
  },
  recipient_not_allowed: {
    title: "Nobody said that this number may be reached",
    means:
      "With a real carrier only the numbers of `RINGBACK_REAL_ALLOW_TO` are texted, called or transferred to. An empty list means nobody.",
    cures: ["Add the number to `RINGBACK_REAL_ALLOW_TO`, in E.164 form, and start ringback again."],
  },
  spend_cap_reached: {
    title: "The day's money is spent",
    means:
      "What this would cost at most, with what was spent and set aside today, is more than `RINGBACK_REAL_SPEND_CAP_USD`.",
    cures: ["Wait until the next day (UTC), or raise the cap and start ringback again."],
  },
} as const satisfies Partial<Record<ErrorCode, Explanation>>;
