import { readFileSync } from "node:fs";
import { defineConfig } from "vitest/config";

const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { readonly version: string };

/** The tests of the binary for this machine, as `npm run build:binary` left it in `release/`. */
export default defineConfig({
  define: { RINGBACK_VERSION: JSON.stringify(version) },
  test: {
    retry: 0,
    maxWorkers: 2,
    include: ["test/binary/**/*.test.ts"],
    globalSetup: "test/binary/lonely-binary.ts",
    testTimeout: 120_000,
    reporters: ["default", "./test/support/count-reporter.ts"],
  },
});
