import type { Reporter } from "./reporter.ts";

/** For programs: the whole report as one JSON value. */
export const jsonReporter: Reporter = {
  name: "json",
  summary: "For programs: all of it as one JSON value, written at the end.",
  example: "ringback test --report json=ringback.json -- node agent.js",
  open: ({ print }) => ({
    ended: () => {},
    finished: (report) => print(JSON.stringify(report, undefined, 2)),
  }),
};
