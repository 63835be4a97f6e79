import type { Twilio } from "../../../carriers/twilio/rest/twilio.ts";
import type { RealSettings } from "../../../carriers/twilio/settings/real-settings.ts";
import { broken, type Finding, fine, odd, skipped } from "./finding.ts";
import { why } from "./why.ts";

const about = "balance";

/** Whether the account has money for a day, in the currency that the cap is in. */
export const checkBalance = async (twilio: Twilio, { limits }: RealSettings): Promise<Finding> => {
  try {
    const { balance, currency } = await twilio.balance();
    const amount = Number(balance);
    if (!Number.isFinite(amount)) return skipped(about, "Twilio's answer holds no amount.");
    const says = `${amount.toFixed(2)} ${currency}.`;
    if (amount <= 0)
      return broken(about, `${says} Twilio sends nothing any more.`, "Put money on the account.");
    if (currency !== "USD") {
      const cure =
        "Prices that ringback counts with are in US dollars: choose RINGBACK_REAL_SPEND_CAP_USD with that in mind.";
      return odd(about, says, cure);
    }
    const cap = limits.spendPerDay / 1_000_000;
    if (amount >= cap) return fine(about, says);
    return odd(
      about,
      `${says} That is less than what may be spent in a day, ${cap.toFixed(2)} USD.`,
      "Put money on the account.",
    );
  } catch (error) {
    return skipped(about, `Twilio did not say: ${why(error)}`);
  }
};
