import type { Problem } from "../source/problem.ts";
import { quote } from "../source/quote.ts";

/** What was found in the scenario of one row. */
export interface FoundInRow {
  readonly label: string;
  readonly problems: readonly Problem[];
}

const mostLabels = 3;

/** What was found in any of the rows, each once. What is not so in every row says in which it is. */
export const toldOnce = (rows: readonly FoundInRow[]): Problem[] => {
  const found = new Map<string, { readonly problem: Problem; readonly labels: Set<string> }>();
  for (const { label, problems } of rows) {
    for (const problem of problems) {
      const { code, message, cure, span } = problem;
      const key = JSON.stringify([code, message, cure, span.start, span.end]);
      const known = found.get(key) ?? { problem, labels: new Set() };
      found.set(key, known);
      known.labels.add(label);
    }
  }
  return [...found.values()].map(({ problem, labels }) =>
    labels.size === rows.length
      ? problem
      : { ...problem, message: `${inRows([...labels])}: ${problem.message}` },
  );
};

const inRows = (labels: readonly string[]): string => {
  const named = labels.slice(0, mostLabels).map(quote).join(", ");
  if (labels.length === 1) return `With the row ${named}`;
  const rest = labels.length - mostLabels;
  return `With the rows ${named}${rest > 0 ? ` and ${rest} more` : ""}`;
};
