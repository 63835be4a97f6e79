import { nearestName } from "../kernel/nearest-name.ts";
import { suggest } from "./fields/diagnose-issues.ts";
import type { Problem, Span } from "./source/problem.ts";
import { quote } from "./source/quote.ts";
import type { SourceEntry, SourceNode } from "./source/source-tree.ts";
import { steps } from "./steps/steps.ts";

/** The mistake of an item that is no step at all. */
export const noStep = (item: SourceNode): Problem => ({
  code: "no_step",
  message: "This item of the script is no step.",
  cure:
    nearStep(item) ??
    `Write a map with the name of a step (${stepNames().join(", ")}), such as \`note: a caption\`.`,
  span: { start: item.span.start, end: item.span.start + 1 },
});

/** What to write in the place of a step's name alone, or of one that is nearly that. */
const nearStep = (item: SourceNode): string | undefined => {
  if (item.kind !== "text") return undefined;
  const known = steps.find(({ name }) => name === item.text);
  if (known !== undefined) return `${quote(known.name)} needs more than its name: ${quote(known.example)}.`;
  const near = nearestName(item.text, stepNames());
  return near === undefined ? undefined : `Did you mean ${quote(near)}?`;
};

/** The mistake of a receipt for no text in particular. */
export const textNeeded = (span: Span): Problem => ({
  code: "missing_key",
  message: "This `receipt` does not say which text it is for.",
  cure: "Add `from` and `to`, or put it under `do` of a rule such as `when: { message.sent: { to: acme } }`.",
  span,
});

const stepNames = (): string[] => steps.map((step) => step.name);

/** The mistake of a key that is no step, beside one or alone. */
export const unknownStep = ({ key, keySpan }: SourceEntry, hasStep: boolean): Problem => {
  if (key === "otherwise") {
    return {
      code: "unknown_key",
      message: "`otherwise` stands beside a step, and belongs inside `hear`.",
      cure: "Write `hear: { contains: …, otherwise: […] }`.",
      span: keySpan,
    };
  }
  const near = hasStep ? ["after", "at"] : [...stepNames(), "after", "at"];
  const message = `${quote(key)} is no step.`;
  return {
    code: "unknown_step",
    message,
    cure: suggest(key, near, [...stepNames(), "after", "at"]),
    span: keySpan,
  };
};
