import { createHmac } from "node:crypto";

/** The signature of a body: HMAC-SHA256 over `<timestamp>.<body>`, the whole secret its key. */
export const signDelivery = (secret: string, timestamp: string, body: string): string =>
  `sha256=${createHmac("sha256", secret).update(`${timestamp}.${body}`).digest("hex")}`;
