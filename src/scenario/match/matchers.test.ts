import { describe, expect, it } from "vitest";
import type { Condition } from "../../api/match/condition.ts";
import { matcherOf, matchers } from "../../api/match/matchers.ts";
import type { Json } from "../../kernel/json.ts";
import { readScenario } from "../read-scenario.ts";

const frame =
  "version: 1\nname: x\npeople: { acme: { number: +14155550123 } }\nlines: { inbox: { provider: store, country: US } }\n";

const read = (items: string) =>
  readScenario(`${frame}script:\n${items.replaceAll(/^/gm, "  ")}\n`, "a.yaml").scenario;

/** A condition and everything that stands in it. */
const allOf = (tree: Json): Condition[] => {
  if (typeof tree !== "object" || tree === null) return [];
  const below = Object.values(tree).flatMap(allOf);
  return "is" in tree ? [tree as Condition, ...below] : below;
};

describe.each(matchers.map((matcher) => [matcher.name, matcher] as const))("%s", (_name, matcher) => {
  it("has a summary, and an example that holds it", () => {
    const { script, rules = [] } = read(matcher.example);
    const answers = script.map(({ input }) => (input as { answers?: Condition }).answers);
    const conditions = [...rules.map(({ when }) => when.condition), ...answers];
    const held = conditions.flatMap((condition) => (condition === undefined ? [] : allOf(condition)));
    expect(held.map(matcherOf)).toContain(matcher);
    expect(matcher.summary).toMatch(/^[A-Z].*\.$/);
  });
});

it("are written with the words that the reader knows", () => {
  const words = matchers.flatMap((matcher) => matcher.words);
  expect(() => read("- when: { message.received: { body: { nonsense: 1 } } }\n  do: [note: a]")).toThrow(
    `Known here: ${words.join(", ")}.`,
  );
});

it("are told from patterns that hold references, which could never match", () => {
  const answers = (id: string) => {
    const otp = "- otp: { from: acme, to: inbox, save: code }";
    return read(
      `${otp}\n- request: { operation: store.services.list, answers: { services: [{ id: '${id}' }] } }`,
    );
  };
  expect(() => answers("/^${code}$/i")).toThrow("is a pattern, and those hold no references.");
  expect(answers("/v1/${code}/messages").script).toHaveLength(2);
});
