import { RingbackError } from "../../../kernel/errors.ts";
import type { World } from "../../../world/world.ts";
import type { AgentPhone } from "../agentphone.ts";
import { prices } from "../money/ledger.ts";

/** After so many seconds an account may ask again whether one of its calls has ended. */
const retryAfterSeconds = 15;

/** Throws what keeps an account from one more call: no payment method, an empty balance, too many at once. */
export const allowCall = (
  world: World,
  phone: AgentPhone,
  accountId: string,
  kind: "telephone" | "web" = "telephone",
): void => {
  const { requirePaymentMethod, hasPaymentMethod, callLimit, callLimitStatus } = phone.profiles.of(accountId);
  if (requirePaymentMethod && !hasPaymentMethod) {
    throw new RingbackError(
      "payment_method_required",
      "Calls need a payment method on file, and this account has none.",
      { says: "A payment method is required to place calls." },
    );
  }
  phone.ledger.requireBalance(accountId, prices.leastCall);
  if (!isOverCallLimit(world, phone, accountId, 1)) return;
  const sentence = `As many calls as this account may have at once, ${callLimit}, are in progress. Wait for one to end, or raise the profile's callLimit.`;
  const details = { says: "Concurrent call limit reached.", limit: callLimit, retryAfterSeconds };
  // A browser's call is documented to answer nothing but 429.
  if (callLimitStatus === 409 && kind === "telephone")
    throw new RingbackError("call_limit_reached", sentence, details);
  throw new RingbackError("rate_limited", sentence, details);
};

/** Whether an account has more calls under way than it may, where that is held; or would have with so many more. */
export const isOverCallLimit = (
  world: World,
  { profiles }: AgentPhone,
  accountId: string,
  more = 0,
): boolean => {
  const { callLimit, enforceCallLimit, rateLimits } = profiles.of(accountId);
  const calls = world.tables.calls.by("live", accountId).length + more;
  return (enforceCallLimit || rateLimits) && calls > callLimit;
};

/** Variables are filled into a prompt, so there must be one: the call's own or a hosted agent's. */
export const requirePrompt = (hosted: boolean, variables: object | undefined, cure: string): void => {
  if (hosted || variables === undefined) return;
  const message = `goes only with ${cure}`;
  throw new RingbackError("validation_error", `variables ${message}.`, {
    issues: [{ path: "variables", message }],
  });
};
