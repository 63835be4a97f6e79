import type { ExpectationData } from "./expectation-definition.ts";
import { expectations } from "./expectations.ts";

/** Says in words what is expected: `message.received with from acme within 5m`. */
export const explainExpectation = (expectation: ExpectationData): string =>
  expectations.find(({ name }) => name === expectation.kind)?.explain(expectation) ?? "";
