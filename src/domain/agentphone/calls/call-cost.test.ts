import { expect } from "vitest";
import { verifies } from "../../../../test/support/verifies.ts";
import { callCost } from "./call-cost.ts";

verifies("phone.calls.cost", "charges answered time by the second, and a cent at least", () => {
  expect(callCost(0, true, undefined)).toBe(0);
  expect(callCost(1, true, undefined)).toBe(10);
  expect(callCost(60_000, false, "noise-cancellation")).toBe(130);
  expect(callCost(60_000, true, "noise-cancellation")).toBe(220);
  expect(callCost(60_001, true, "noise-cancellation")).toBe(224);
  expect(callCost(60_000, true, "noise-and-background-speech-cancellation")).toBe(225);
});
