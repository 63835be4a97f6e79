import { reportForReaders, resultForReaders } from "./for-readers.ts";
import { githubReporter } from "./github-reporter.ts";
import { jsonReporter } from "./json-reporter.ts";
import { junitReporter } from "./junit-reporter.ts";
import type { Reporter } from "./reporter.ts";
import { terminalReporter } from "./terminal-reporter.ts";

/** A reporter that is never shown a key, whatever it writes. */
const guarded = (reporter: Reporter): Reporter => ({
  ...reporter,
  open: (options) => {
    const opened = reporter.open(options);
    return {
      ended: (result) => opened.ended(resultForReaders(result)),
      finished: (report) => opened.finished(reportForReaders(report)),
    };
  },
});

/** Every way to tell what came of a run; the first is for people. */
export const reporters: readonly Reporter[] = [
  terminalReporter,
  junitReporter,
  jsonReporter,
  githubReporter,
].map(guarded);
