import type { ErrorCode } from "../../kernel/errors.ts";
import { type Operation, operation, type RestFace } from "../operation.ts";

/** Where ringback documents its own controls. */
const controlDocs = "docs/control.md";

/** Declares an operation of ringback's own controls: everyone who runs ringback may use it, no agent may. */
export const control = <Input, Output>(
  declared: Pick<Operation<Input, Output>, "name" | "summary" | "effect" | "input" | "output"> & {
    readonly rest: RestFace;
    readonly errors?: readonly ErrorCode[];
  },
): Operation<Input, Output> =>
  operation({ api: "control", source: controlDocs, auth: "control", errors: [], ...declared });
