import { expect, it } from "vitest";
import { signDelivery } from "./sign-delivery.ts";

it.each([
  [
    '{"event":"agent.message","channel":"sms"}',
    "sha256=dfe365792798977f48034e4f77458e9028e33b26b5624416968fb0ac3014f748",
  ],
  ['{"text":"héllo 🔥"}', "sha256=002d133dacf1d80a58cfc03d8df3a1d1d4e53925e1527b17cb11f6d5a101d68c"],
])("signs %s as published", (body, signature) => {
  expect(signDelivery("whsec_test", "1800000000", body)).toBe(signature);
});
