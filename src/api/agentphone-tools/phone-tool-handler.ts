import type { agentphoneOperations } from "../../contract/agentphone/agentphone-operations.ts";
import type { PhoneTool, ToolInputOf } from "../../contract/agentphone-tools/declare.ts";

/** What tools can ask for. */
export type PhoneOperationName = keyof typeof agentphoneOperations;

/**
 * Asks for one of AgentPhone's operations on behalf of whoever called the tool, and answers its body. Throws
 * `ApiFailure`, also when the answer took longer than the patience, which is 30 s unless said.
 */
export type Ask = <Answer>(
  operation: PhoneOperationName,
  input?: Readonly<Record<string, unknown>>,
  patienceMilliseconds?: number,
) => Promise<Answer>;

/** What a tool does: it asks for operations and answers with a text. What it throws is its refusal. */
export type PhoneToolHandler<Input> = (input: Input, ask: Ask) => Promise<string>;

/** A handler for each of these tools: a missing or an extra one is a type error. */
export type ToolHandlersOf<Tools extends Readonly<Record<string, PhoneTool>>> = {
  readonly [Name in keyof Tools]: PhoneToolHandler<ToolInputOf<Tools[Name]>>;
};
