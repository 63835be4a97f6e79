import { formatDiagnostic } from "../kernel/diagnostic.ts";
import type { Diagnostic } from "../kernel/diagnostic.ts";
import { RingbackError } from "../kernel/errors.ts";

/** Says everything that is wrong with a scenario file at once; the message is all of it, ready to print. */
export class ScenarioError extends RingbackError {
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super("scenario_invalid", diagnostics.map(formatDiagnostic).join("\n\n"), { diagnostics });
    this.diagnostics = diagnostics;
  }
}
