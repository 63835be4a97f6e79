import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Report, ScenarioResult } from "../scenario/report/report.ts";
import { githubSummary } from "../scenario/report/github-summary.ts";
import type { OpenReport } from "../scenario/report/reporter.ts";
import { reporters } from "../scenario/report/reporters.ts";
import { UsageError } from "./failures.ts";
import { didYouMean } from "./read-arguments.ts";
import { print, showsColours } from "./terminal.ts";

/** Reports that are ready to be written, to the terminal and to files. */
export interface Reports {
  readonly begins: (total: number) => void;
  readonly ended: (result: ScenarioResult) => void;
  readonly finished: (report: Report) => void;
}

/**
 * Chooses reports by what was said, `NAME` or `NAME=FILE`. Without a word it is the terminal, and on GitHub its own as
 * well. Throws a UsageError for a report there is not.
 */
export const openReports = (said: readonly string[]): Reports => {
  const wanted = said.length > 0 ? said : ["terminal", ...(isOnGithub() ? ["github"] : [])];
  const chosen = wanted.map(choose);
  let open: OpenReport[] = [];
  return {
    begins: (total) => {
      open = chosen.map(openOne).map((begin) => begin(total));
    },
    ended: (result) => {
      for (const report of open) report.ended(result);
    },
    finished: (report) => {
      for (const one of open) one.finished(report);
      const summary = process.env["GITHUB_STEP_SUMMARY"] ?? "";
      const isForGithub = chosen.some(({ reporter }) => reporter.name === "github");
      if (isForGithub && summary !== "") appendFileSync(summary, githubSummary(report));
    },
  };
};

const isOnGithub = (): boolean => process.env["GITHUB_ACTIONS"] === "true";

const choose = (said: string) => {
  const [, name = said, file] = /^([^=]+)(?:=(.*))?$/s.exec(said) ?? [];
  const reporter = reporters.find((known) => known.name === name);
  if (reporter !== undefined && file !== "") return { reporter, file };
  const names = reporters.map((known) => known.name);
  throw new UsageError(
    reporter === undefined
      ? `--report is one of ${names.join(", ")}, perhaps with =FILE, not ${said}.${didYouMean(name, names)}`
      : `--report ${said} needs a file after the =.`,
  );
};

const openOne =
  ({ reporter, file }: ReturnType<typeof choose>) =>
  (total: number): OpenReport => {
    if (file === undefined) return reporter.open({ print, colours: showsColours(process.stdout), total });
    const texts: string[] = [];
    const opened = reporter.open({ print: (text) => texts.push(text), colours: false, total });
    return {
      ended: (result: ScenarioResult): void => opened.ended(result),
      finished: (report: Report): void => {
        opened.finished(report);
        write(file, `${texts.join("\n")}\n`);
      },
    };
  };

const write = (file: string, text: string): void => {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`The report ${file} cannot be written: ${why}`, { cause: error });
  }
};
