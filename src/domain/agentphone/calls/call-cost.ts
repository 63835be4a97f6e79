import type { PhoneAgent } from "../../../world/agentphone-entities.ts";
import { prices } from "../money/ledger.ts";

/** What so many milliseconds of talking cost, in thousandths of a dollar: by the second begun, and at least one cent. */
export const callCost = (
  milliseconds: number,
  hosted: boolean,
  denoisingMode: PhoneAgent["denoisingMode"] | undefined,
): number => {
  if (milliseconds <= 0) return 0;
  const minute =
    (hosted ? prices.voiceHostedMinute : prices.voiceWebhookMinute) +
    (denoisingMode === "noise-and-background-speech-cancellation" ? prices.denoisingMinute : 0);
  return Math.max(prices.leastCall, Math.ceil((Math.ceil(milliseconds / 1000) * minute) / 60));
};
