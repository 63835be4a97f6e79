import type { Report, ScenarioResult } from "./report.ts";

/** What a report is given to write with. */
export interface ReporterOptions {
  /** Takes a text of one or more lines and ends the last one. */
  readonly print: (text: string) => void;
  /** Whether whoever reads it sees colours. */
  readonly colours: boolean;
  /** How many results there will be, if nothing stops the run. */
  readonly total: number;
}

/** A report in the making. */
export interface OpenReport {
  /** Is told of each result as it comes. */
  ended(result: ScenarioResult): void;
  /** Is told once, after the last result. */
  finished(report: Report): void;
}

/** One way to tell what came of a run. */
export interface Reporter {
  /** What follows `--report`. */
  readonly name: string;
  readonly summary: string;
  /** A command line. */
  readonly example: string;
  open(options: ReporterOptions): OpenReport;
}
