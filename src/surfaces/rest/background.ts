import type { RunningWorld } from "../../api/running-world.ts";
import type { ErrorStyle } from "../../contract/agentphone/write-error.ts";
import type { Operation } from "../../contract/operation.ts";
import type { Strike } from "../../kernel/faults.ts";

/** What there is to know of an answer besides what is written. */
export interface Background {
  readonly operation?: Operation | undefined;
  readonly why?: string | undefined;
  readonly style?: ErrorStyle | undefined;
  /** What of its input went unread. */
  readonly overlooked?: string | undefined;
  /** The fault that struck, and where. */
  readonly struck?: { readonly running: RunningWorld; readonly strike: Strike } | undefined;
}
