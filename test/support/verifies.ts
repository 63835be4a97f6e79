import { it } from "vitest";
import { type BehaviourId, behaviours } from "../behaviours.ts";

type Body = () => void | Promise<void>;

/**
 * A test of behaviours that ringback promises, named by their ids. test/coverage.test.ts finds the citations by
 * reading the tests, so ids stand here as they are: a string, or a list of strings.
 */
export function verifies(ids: BehaviourId | readonly BehaviourId[], body: Body): void;
export function verifies(ids: BehaviourId | readonly BehaviourId[], title: string, body: Body): void;
export function verifies(
  ids: BehaviourId | readonly BehaviourId[],
  ...rest: readonly [Body] | readonly [string, Body]
): void {
  const cited = typeof ids === "string" ? [ids] : ids;
  const body = rest.length === 1 ? rest[0] : rest[1];
  const title = rest.length === 1 ? cited.map((id) => behaviours[id].behaviour).join(" ") : rest[0];
  it(`${title} [${cited.join(", ")}]`, body);
}
