import type { Explanation } from "../../src/scenario/report/codes/explanation.ts";
import { codeGroups } from "../../src/scenario/report/explanations.ts";

const head = `# Codes

Every message of ringback that can be looked up has a stable code. \`ringback explain CODE\` prints what stands here.

Exit codes of \`ringback test\`: 0 all passed, 1 the agent failed, 2 a scenario or the command line is wrong, 3 ringback is
wrong or does not emulate what the agent needs. The gravest counts.

Written by \`UPDATE_DOCS=1 npx vitest run test/codes-docs.test.ts\` from the explanations in \`src/scenario/report/codes/\`.
`;

/** The page docs/codes.md: every code with what it means and what to do. */
export const renderCodes = (): string => [head, ...codeGroups.map(renderGroup)].join("\n");

const renderGroup = ({ title, summary, codes }: (typeof codeGroups)[number]): string => {
  const sections = Object.entries(codes).map(([code, explanation]) => renderCode(code, explanation));
  return [`## ${title}\n\n${summary}\n`, ...sections].join("\n");
};

const renderCode = (code: string, { title, means, causes = [], cures, example }: Explanation): string =>
  [
    `### ${code}\n`,
    `**${title}.** ${means}\n`,
    ...(causes.length === 0 ? [] : [`Mostly because:\n`, `${list(causes)}\n`]),
    `What to do:\n`,
    `${list(cures)}\n`,
    ...(example === undefined ? [] : [`\`\`\`${isCommand(example) ? "sh" : "yaml"}\n${example}\n\`\`\`\n`]),
  ].join("\n");

const list = (items: readonly string[]): string => items.map((item) => `- ${item}`).join("\n");

/** Whether an example is a command line; the others are parts of scenario files. */
export const isCommand = (example: string): boolean => example.startsWith("ringback ");
