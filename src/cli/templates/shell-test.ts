import type { Template } from "./template.ts";

/** The test of a project without vitest. */
export const shellTest: Template = {
  file: "test-phone.sh",
  summary: "the test, as a shell script",
  executable: true,
  suits: ({ hasVitest }) => !hasVitest,
  content: ({ hasPackage }) => `#!/bin/sh
# Plays every scenario against the agent that ringback.yaml names. 0 passed, 1 the agent failed, 2 a scenario is wrong.
set -e
cd "$(dirname "$0")"
exec ${hasPackage ? "npx ringback" : "ringback"} test "$@"
`,
};
