import type { Option } from "./command.ts";

/** The flags of `ringback test`. */
export const testOptions = {
  filter: {
    kind: "text",
    shows: "TEXT",
    summary: "Only scenarios with this in their name or file; /…/ is a pattern",
  },
  report: {
    kind: "list",
    shows: "NAME[=FILE]",
    offers: async () => {
      const { reporters } = await import("../scenario/report/reporters.ts");
      return reporters.map(({ name }) => name);
    },
    summary: "How to report: terminal, junit, json or github, to a file if one is named; may be repeated",
  },
  jobs: {
    kind: "text",
    shows: "COUNT",
    summary: "How many run at the same time. Default: one for each core",
  },
  repeat: {
    kind: "text",
    shows: "COUNT",
    summary: "Play each so often with the same seed; all have to pass",
  },
  bail: { kind: "flag", summary: "Begin no more once one has failed" },
  hold: {
    kind: "flag",
    summary: "Keep the ringback of the first that fails, to look into it, until Ctrl-C; one at a time",
  },
  seed: {
    kind: "text",
    shows: "TEXT",
    summary: "What all randomness comes from, whatever the scenarios say",
  },
  timeout: {
    kind: "text",
    shows: "TIME",
    summary: "How long a scenario may take, in real time. Default: 60s",
  },
  patience: {
    kind: "text",
    shows: "TIME",
    summary:
      "How long nothing may happen, in real time, before time passes a deadline and before a scenario is over. Default: 10s",
  },
  silence: {
    kind: "text",
    shows: "TIME",
    summary: "How long an agent has to be silent, in real time, before time goes on. Default: 250ms",
  },
  "allow-webhook": {
    kind: "list",
    shows: "HOST",
    summary: "A host beyond this machine to which webhooks may be sent; may be repeated",
  },
  redirect: {
    kind: "flag",
    summary: "Let Node agents reach ringback where the vendors' own hosts are written into them",
  },
  journal: { kind: "text", shows: "FOLDER", summary: "Keep the journal of each run in this folder" },
  config: {
    kind: "text",
    shows: "FILE",
    summary: "The project's settings. Default: ringback.yaml, if it is here",
  },
  verbose: { kind: "flag", summary: "Show what the agents print while they run" },
} as const satisfies Readonly<Record<string, Option>>;
