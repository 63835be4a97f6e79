import type { ErrorCode } from "../../../kernel/errors.ts";
import type { Explanation } from "./explanation.ts";

/** What refusals about buying mean, and about the numbers that are bought. */
export const moneyExplanations = {
  unsupported_configuration: {
    title: "Not to be had in this combination",
    means: "The country, the type of number or another choice is not offered; the answer lists what is.",
    cures: ["Ask for one of the values in `allowed`."],
  },
  insufficient_funds: {
    title: "The wallet holds too little",
    means: "The purchase or top-up costs more than the account's wallet holds.",
    causes: ["The scenario gave the account little with `walletUsd`.", "The agent spent it before."],
    cures: [
      "Fund the wallet: PUT /_ringback/accounts/:accountId/wallet.",
      "In a test of just this: let the agent tell its user.",
    ],
  },
  policy_denied: {
    title: "A spending rule forbids it",
    means:
      "The policy of the account, the agent or the key does not allow this; the answer names the layer and the rule.",
    cures: [
      "Let the agent ask whoever holds the account.",
      "Change the rule: PUT /_ringback/policies/:ownerId.",
    ],
  },
  quote_expired: {
    title: "The quote has run out",
    means: "A quote holds for a while on the world's clock, and that is over.",
    causes: ["Time jumped between quote and purchase, because the agent waited for something else."],
    cures: ["Make a new quote and buy it at once."],
  },
  quote_already_used: {
    title: "The quote was bought already",
    means: "A quote buys once.",
    causes: ["The agent repeated a purchase without the same idempotency key."],
    cures: ["Read the purchase that the answer names.", "Make a new quote to buy again."],
  },
  idempotency_conflict: {
    title: "The idempotency key was used for something else",
    means: "The same key came with another purchase than before.",
    cures: ["Use a new key for each purchase, and the same key only to repeat one."],
  },
  service_type_mismatch: {
    title: "The service is of another kind",
    means: "The operation is for telephone numbers, and this service is none.",
    cures: ["Take the id of a number from the list of services."],
  },
  service_not_active: {
    title: "The number is not active",
    means: "The number was released or has lapsed, so nothing can be done with it.",
    cures: ["Rent another one, or top it up before it lapses."],
  },
  number_unavailable: {
    title: "The number is not free",
    means: "The number belongs to somebody in this world, or no number of this kind is left.",
    causes: ["A person of the scenario has it.", "It is rented already."],
    cures: ["Ask for another number or locality.", "Release one, or reset the world."],
  },
  number_protected: {
    title: "An emergency, service or crisis line",
    means:
      "ringback refuses such numbers in every spelling and in every mode, so that no test ever reaches one.",
    cures: ["Use a fictional number, such as +14155550123."],
  },
  rate_limited: {
    title: "Too many requests",
    means: "The service lets nobody ask as often as this; the answer may say when to ask again.",
    causes: ["A fault of the scenario says so.", "The agent polls without a pause."],
    cures: ["Wait as long as `Retry-After` says, then ask again."],
  },
} as const satisfies Partial<Record<ErrorCode, Explanation>>;
