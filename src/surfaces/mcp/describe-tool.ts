import type { Tool } from "@modelcontextprotocol/server";
import * as z from "zod";
import type { Operation, ToolFace } from "../../contract/operation.ts";

/** Describes an operation as clients see it in a list of tools. */
export const describeTool = (operation: Operation, { name, description }: ToolFace): Tool => ({
  name,
  description,
  inputSchema: describeInput(operation.input()),
  annotations: { readOnlyHint: operation.effect === "read" },
});

const describeInput = (input: z.ZodType): Tool["inputSchema"] => {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(input, {
    io: "input",
    // Some model providers refuse schemas with this keyword, and every JSON key is text anyway.
    override: ({ jsonSchema }) => delete jsonSchema.propertyNames,
  });
  return { ...(schema as Omit<Tool["inputSchema"], "type">), type: "object" };
};
