import { readFileSync } from "node:fs";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "./test/support/longest-first.ts";

const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { readonly version: string };

const setupFiles = ["test/support/seed-properties.ts"];

export default defineConfig({
  // As the build does.
  define: { RINGBACK_VERSION: JSON.stringify(version) },
  test: {
    retry: 0,
    // Many tests wait for processes of their own: two at a time keep two cores busy.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    reporters: process.env["CI"]
      ? ["dot", "./test/support/count-reporter.ts"]
      : ["default", "./test/support/count-reporter.ts"],
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          pool: "threads",
          isolate: false,
          include: ["src/**/*.test.ts"],
          testTimeout: 60_000,
          setupFiles,
        },
      },
      {
        extends: true,
        test: {
          name: "whole",
          pool: "threads",
          isolate: false,
          include: ["test/**/*.test.ts"],
          // These want a binary that was built: npm run test:binary.
          exclude: ["test/binary/**"],
          testTimeout: 60_000,
          setupFiles: [...setupFiles, "test/support/conformance/watch-answers.ts"],
        },
      },
    ],
  },
});
