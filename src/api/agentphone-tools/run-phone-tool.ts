import type { PhoneToolName } from "../../contract/agentphone-tools/phone-tools.ts";
import { phoneTools } from "../../contract/agentphone-tools/phone-tools.ts";
import { sayFailure } from "./api-failure.ts";
import type { Ask, PhoneToolHandler } from "./phone-tool-handler.ts";
import { phoneToolHandlers } from "./phone-tool-handlers.ts";

/** What came of a tool: its text, and whether that says why it failed. */
export interface ToolOutcome {
  readonly text: string;
  readonly failed: boolean;
}

/** Has a tool do its work by the given way to AgentPhone. A failure is an outcome too. */
export const runPhoneTool = async (
  name: PhoneToolName,
  args: Readonly<Record<string, unknown>>,
  ask: Ask,
): Promise<ToolOutcome> => {
  const read = phoneTools[name].input().safeParse(args);
  if (!read.success) return { text: sayMistakes(name, read.error.issues), failed: true };
  const handler = phoneToolHandlers[name] as PhoneToolHandler<unknown>;
  try {
    return { text: await handler(read.data, givenOnly(ask)), failed: false };
  } catch (error) {
    return { text: sayFailure(error), failed: true };
  }
};

/** What the vendor's server says of a tool that it does not have. */
export const sayUnknownTool = (name: string): string => `MCP error -32602: Tool ${name} not found`;

const sayMistakes = (name: string, issues: readonly Issue[]): string => {
  const mistakes = issues.map(({ message, path }) =>
    path.length === 0 ? message : `${message} at ${writePath(path)}`,
  );
  return `MCP error -32602: Input validation error: Invalid arguments for tool ${name}: ${mistakes.join("\n")}`;
};

interface Issue {
  readonly message: string;
  readonly path: readonly PropertyKey[];
}

const writePath = (path: readonly PropertyKey[]): string =>
  path
    .map((part, place) => (place > 0 && typeof part === "number" ? `[${part}]` : `.${String(part)}`))
    .join("")
    .slice(1);

// What is not given is left out, as it would be in JSON.
const givenOnly =
  (ask: Ask): Ask =>
  (operation, input = {}, patience) =>
    ask(
      operation,
      Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)),
      patience,
    );
