import type { CallToolResult } from "@modelcontextprotocol/server";
import type { ApiName } from "../../contract/operation.ts";
import { wireErrors } from "../../contract/operations.ts";
import { envelopeError } from "../../contract/wire-error.ts";
import type { RingbackError } from "../../kernel/errors.ts";

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
export const toolRefusal = (api: ApiName, error: RingbackError): CallToolResult =>
  toolFailure(JSON.stringify(envelopeError(wireErrors[api], error).body));
