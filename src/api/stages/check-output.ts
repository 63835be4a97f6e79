import type { Operation } from "../../contract/operation.ts";

/** Checks an answer against its contract: a handler off it is a bug of ringback, and a loud one. */
export const checkOutput = (operation: Operation, output: unknown): void => {
  const result = operation.output().safeParse(output);
  if (result.success) return;
  const issues = result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`The answer of ${operation.name} is off its contract: ${issues.join("; ")}`);
};
