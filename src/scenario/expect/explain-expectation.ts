import type { ShowValue } from "../../api/match/matcher-definition.ts";
import type { ExpectationData } from "./expectation-definition.ts";
import { expectations } from "./expectations.ts";

/** Says in words what is expected: `message.received with from acme within 5m`. */
export const explainExpectation = (expectation: ExpectationData, show?: ShowValue): string =>
  expectations.find(({ name }) => name === expectation.kind)?.explain(expectation, show) ?? "";
