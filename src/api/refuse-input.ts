import type * as z from "zod";
import { RingbackError } from "../kernel/errors.ts";

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** One mistake in an input: where it is and what is wrong there. */
export type Problem = {
  readonly path: string;
  readonly message: string;
};

/**
 * Turns a schema's complaints, and what else was found, into one refusal that tells every mistake: `details.issues`,
 * `details.missingFields`.
 */
export const refuseInput = (
  issues: readonly Issue[],
  input: unknown,
  root: Path = [],
  further: readonly Problem[] = [],
): RingbackError => {
  const told = issues.map((issue) => {
    const path = [...root, ...issue.path];
    return {
      path: writePath(path),
      message: describe(issue, valueAt(input, path)),
      missing: isMissing(input, path),
    };
  });
  const missingFields = told.flatMap(({ path, missing }, place) =>
    missing ? [writePath(issues[place]?.path ?? []) || path] : [],
  );
  const problems = [...told.map(({ path, message }) => ({ path, message })), ...further];
  const sentences = problems.map(({ path, message }) => `${path || "The input"} ${message}.`);
  return new RingbackError("validation_error", sentences.join(" "), {
    issues: problems,
    ...(missingFields.length > 0 && { missingFields }),
  });
};

const writePath = (path: Path): string =>
  path
    .map((part) => (typeof part === "number" ? `[${part}]` : String(part)))
    .join(".")
    .replaceAll(".[", "[");

const valueAt = (input: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (value, part) =>
      typeof value === "object" && value !== null && Object.hasOwn(value, part)
        ? (value as Record<PropertyKey, unknown>)[part]
        : undefined,
    input,
  );

const isMissing = (input: unknown, path: Path): boolean =>
  path.length > 0 && valueAt(input, path) === undefined;

const describe = (issue: Issue, value: unknown): string => {
  if (value === undefined && issue.path.length > 0) return "is missing";
  switch (issue.code) {
    case "invalid_type":
      return `must be ${kindNames[issue.expected] ?? issue.expected}`;
    case "too_small":
      return `must ${measure(issue.origin, "at least", Number(issue.minimum))}`;
    case "too_big":
      return `must ${measure(issue.origin, "at most", Number(issue.maximum))}`;
    case "invalid_value":
      return `must be ${issue.values.length > 1 ? "one of " : ""}${issue.values.map(String).join(", ")}`;
    case "unrecognized_keys":
      return `has unknown fields: ${issue.keys.join(", ")}`;
    case "invalid_union":
      return issue.errors
        .flat()
        .map((inner) => describe(inner, value))
        .join(", or ");
    case "custom":
    case "invalid_format":
    case "invalid_key":
    case "invalid_element":
    case "not_multiple_of":
      return issue.message;
  }
};

const kindNames: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
};

const measure = (origin: string, bound: string, size: number): string => {
  if (origin === "string") return `be ${bound} ${size} character${size === 1 ? "" : "s"} long`;
  if (origin === "array") return `have ${bound} ${size} item${size === 1 ? "" : "s"}`;
  return `be ${bound} ${size}`;
};
