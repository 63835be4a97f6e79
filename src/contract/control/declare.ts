import type { ErrorCode } from "../../kernel/errors.ts";
import { type Operation, operation, type RestFace } from "../operation.ts";

/** Where ringback documents its own controls. */
const controlDocs = "docs/control.md";

type Said<Input, Output> = Pick<
  Operation<Input, Output>,
  "name" | "summary" | "effect" | "waits" | "input" | "output"
> & {
  readonly rest: RestFace;
  /** The tool's name; the summary describes it. */
  readonly tool?: string;
  readonly errors?: readonly ErrorCode[];
};

/** Declares an operation of ringback's own controls: everyone who runs ringback may use it, no agent may. */
export const control = <Input, Output>({
  tool,
  ...declared
}: Said<Input, Output>): Operation<Input, Output> =>
  operation({
    api: "control",
    source: controlDocs,
    auth: "control",
    errors: [],
    ...declared,
    ...(tool !== undefined && { tool: { name: tool, description: declared.summary } }),
  });
