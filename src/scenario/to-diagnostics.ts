import type { Diagnostic } from "../kernel/diagnostic.ts";
import type { ReadFiles } from "./include/read-files.ts";
import type { Problem } from "./source/problem.ts";

const mostDiagnostics = 100;

/** Mistakes with file, line and column, in the order of the files; of very many only the first. */
export const toDiagnostics = (problems: readonly Problem[], files: ReadFiles): Diagnostic[] => {
  const sorted = problems.toSorted((left, right) => left.span.start - right.span.start);
  const shown = sorted.slice(0, mostDiagnostics).map((problem) => toDiagnostic(problem, files));
  const last = sorted[mostDiagnostics];
  if (last === undefined) return shown;
  const message = `There are ${sorted.length - mostDiagnostics} more mistakes from here on.`;
  return [...shown, toDiagnostic({ code: "too_many", message, span: last.span }, files)];
};

const toDiagnostic = (problem: Problem, files: ReadFiles): Diagnostic => {
  const { code, message, cure, span } = problem;
  const place = files.placeOf(span.start);
  const { line, column, lineText } = place;
  const room = Math.max(1, lineText.length - column + 1);
  const length = Math.min(room, Math.max(1, span.end - span.start));
  return {
    file: files.nameOf(place),
    line,
    column,
    length,
    code,
    message,
    ...(cure === undefined ? {} : { cure }),
    lineText,
  };
};
