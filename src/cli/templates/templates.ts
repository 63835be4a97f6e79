import { exampleAgent } from "./example-agent.ts";
import { firstScenario } from "./first-scenario.ts";
import { projectDefaults } from "./project-defaults.ts";
import { shellTest } from "./shell-test.ts";
import type { Project, Template } from "./template.ts";
import { vitestTest } from "./vitest-test.ts";
import { workflow } from "./workflow.ts";

/** Every file that `init` may write, in the order in which it says so. */
export const templates: readonly Template[] = [
  firstScenario,
  exampleAgent,
  projectDefaults,
  vitestTest,
  shellTest,
  workflow,
];

/** What to do once the files are there. */
export const nextSteps = (project: Project, folder: string): readonly string[] => {
  const { hasPackage, hasRingback, hasVitest } = project;
  const run = hasPackage ? "npx ringback" : "ringback";
  return [
    "Now:",
    ...(folder === "." ? [] : [`  cd ${quoted(folder)}`]),
    ...(hasPackage && !hasRingback ? ["  npm install --save-dev ringback"] : []),
    `  ${run} test   # plays scenarios/ against the example agent`,
    ...(hasVitest ? ["  npx vitest run test/phone.test.mjs"] : []),
    "Then put your own agent into ringback.yaml, and your own story into scenarios/.",
    ...(hasPackage
      ? []
      : ["Editors check stories with the schema: ringback schema > scenarios/scenario.schema.json"]),
  ];
};

/** A path as a shell wants it. */
const quoted = (path: string): string =>
  /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
