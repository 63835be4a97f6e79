import type * as z from "zod";
import { once } from "../../kernel/once.ts";

/** What a tool says of itself. What it does not say is not in the list at all. */
export interface ToolHints {
  readonly readOnlyHint?: true;
  readonly destructiveHint?: true;
  readonly idempotentHint?: true;
  readonly openWorldHint?: true;
}

/** One of AgentPhone's tools. It is a client of AgentPhone's operations, and answers with a text of its own. */
export interface PhoneTool<Input = unknown> {
  readonly name: string;
  readonly description: string;
  readonly annotations?: ToolHints;
  readonly input: () => z.ZodType<Input>;
}

/** What the handler of a tool is given. */
export type ToolInputOf<Tool> = Tool extends PhoneTool<infer Input> ? Input : never;

/** Declares a tool. Its schema is built at its first use, not when ringback starts. */
export const phoneTool = <Input>(declared: PhoneTool<Input>): PhoneTool<Input> => ({
  ...declared,
  input: once(declared.input),
});

/** The hints of a tool that only looks. */
export const looking = { readOnlyHint: true, idempotentHint: true } as const;
