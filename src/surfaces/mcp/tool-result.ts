import type { CallToolResult } from "@modelcontextprotocol/server";
import type { ApiName } from "../../contract/operation.ts";
import { writeRefusal } from "../../api/write-refusal.ts";
import type { RingbackError } from "../../kernel/errors.ts";
import type { Strike } from "../../kernel/faults.ts";

/** What a tool answers when it did what it was asked: the REST body, as text and as data. */
export const toolOutput = (output: unknown, text = JSON.stringify(output)): CallToolResult => ({
  content: [{ type: "text", text }],
  structuredContent: output,
});

/** What a tool answers when it did not: the body that says why. */
export const toolFailure = (text: string): CallToolResult => ({
  content: [{ type: "text", text }],
  isError: true,
});

/** What a tool answers when it was refused: the same body as REST. */
export const toolRefusal = (api: ApiName, error: RingbackError, strike?: Strike): CallToolResult =>
  toolFailure(JSON.stringify(writeRefusal(api, error, { strike }).body));

/** The same result with its text cut in the middle, and no data. */
export const cutResult = ({ content, isError }: CallToolResult): CallToolResult => ({
  content: content.map((part) =>
    part.type === "text" ? { ...part, text: part.text.slice(0, Math.ceil(part.text.length / 2)) } : part,
  ),
  ...(isError !== undefined && { isError }),
});
