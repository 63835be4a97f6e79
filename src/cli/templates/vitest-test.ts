import type { Template } from "./template.ts";

/** The test of a project that uses vitest. */
export const vitestTest: Template = {
  file: "test/phone.test.mjs",
  summary: "the test, for vitest",
  suits: ({ hasVitest }) => hasVitest,
  content: () => `import { execFile } from ${quoted("node:child_process")};
import { promisify } from ${quoted("node:util")};
import { startRingback } from ${quoted("ringback")};
import { expect, it } from ${quoted("vitest")};

// The agent is a process of its own, which may take a while to start.
it("reads the code", { timeout: 60_000 }, async () => {
  const ringback = await startRingback({ scenario: "scenarios/sign-up-code.yaml" });
  try {
    // Put your own agent here. It may run in this process as well: ringback.env has its URLs and keys.
    const agent = promisify(execFile)(process.execPath, ["scenarios/example-agent.mjs"], {
      env: { ...process.env, ...ringback.env },
    });
    expect((await agent).stdout).toMatch(/The code is \\d{6}\\./);
  } finally {
    await ringback.close();
  }
});
`,
};

/** What the written file imports is no import of this one. */
const quoted = (name: string): string => JSON.stringify(name);
