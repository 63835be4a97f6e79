import type { MessageFacts } from "../rest/twilio.ts";

// What carriers charge on top is billed apart and not in `price`: an upper bound of it, by segment and for pictures.
const carrierFee = 5_000;
const mediaFee = 13_000;

// What Twilio takes for a text that it could not send.
const failureFee = 1_000;

/** What a text cost, in millionths of a US dollar; undefined while Twilio does not say, or says it in other money. */
export const priceOf = ({
  status,
  price,
  price_unit,
  num_segments,
  num_media,
}: MessageFacts): number | undefined => {
  if (status === "canceled") return 0;
  if (status === "failed" && price === null) return failureFee;
  if (price === null || price_unit?.toUpperCase() !== "USD") return undefined;
  const paid = Math.round(Math.abs(Number(price)) * 1_000_000);
  if (!Number.isFinite(paid)) return undefined;
  const fees = num_media === "0" ? carrierFee * Math.max(1, Number(num_segments) || 1) : mediaFee;
  return paid + fees;
};
