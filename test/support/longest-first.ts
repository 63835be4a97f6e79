import { BaseSequencer, type TestSpecification } from "vitest/node";

/** These take longest, and mostly wait: begun last, they would keep one worker while the other has nothing left to do. */
const longest = ["scenarios", "runner", "cli", "redirect", "init", "validate", "runner-cli"];

/**
 * The order of test files that ends soonest, on a machine that never ran them as well: the longest first and unit tests
 * last. Just before those comes `auto-time`, which watches processes at work and wants the machine to itself rather than
 * beside the linter.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((one, other) => placeOf(one) - placeOf(other));
  }
}

const placeOf = ({ project, moduleId }: TestSpecification): number => {
  if (project.name === "unit") return longest.length + 2;
  const name = /\/test\/([\w-]+)\.test\.ts$/.exec(moduleId)?.[1] ?? "";
  if (name === "auto-time") return longest.length + 1;
  const place = longest.indexOf(name);
  return place < 0 ? longest.length : place;
};
