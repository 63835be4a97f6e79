import { RingbackError } from "../../../kernel/errors.ts";
import type { World } from "../../../world/world.ts";
import type { AgentPhone } from "../agentphone.ts";
import { prices } from "../money/ledger.ts";

/** How many calls of an account may be under way at once, where the vendor's limits are held. */
export const mostCallsAtOnce = 5;

/** Throws what keeps an account from one more call: no payment method, an empty balance, too many at once. */
export const allowCall = (world: World, { profiles, ledger }: AgentPhone, accountId: string): void => {
  const profile = profiles.of(accountId);
  if (profile.requirePaymentMethod && !profile.hasPaymentMethod) {
    throw new RingbackError(
      "payment_method_required",
      "Calls need a payment method on file, and this account has none.",
      { says: "A payment method is required to place calls." },
    );
  }
  ledger.requireBalance(accountId, prices.leastCall);
  if (!profile.rateLimits || world.tables.calls.by("live", accountId).length < mostCallsAtOnce) return;
  throw new RingbackError(
    "rate_limited",
    `Concurrent call limit reached: ${mostCallsAtOnce} calls are in progress. Wait for one to end.`,
    { retryAfterSeconds: 12, mostCallsAtOnce },
  );
};

/** Variables are filled into a prompt, so there must be one: the call's own or a hosted agent's. */
export const requirePrompt = (hosted: boolean, variables: object | undefined, cure: string): void => {
  if (hosted || variables === undefined) return;
  const message = `goes only with ${cure}`;
  throw new RingbackError("validation_error", `variables ${message}.`, {
    issues: [{ path: "variables", message }],
  });
};
