import type { InputOf, OutputOf, Operations } from "../contract/operations.ts";
import type { WebhookDeed } from "../kernel/faults.ts";
import { type Duration, writeDuration } from "./duration.ts";
import type { Ask } from "./world-port.ts";

/**
 * What is to go wrong: the operations that `point` names (`store.phone.messages.list`, `store.*`), `times` times or for
 * ever, always or with a `chance` (0 to 1, drawn from the seed). `answer` is one of `{ status, code?, message?, body? }`,
 * `{ delay }`, `{ reset: true }`, `{ slow: { pieces, every? } }`, `{ malformed: true }`.
 */
export type FaultRequest = InputOf<Operations["control.faults.add"]>;

/** What is to become of AgentPhone's webhooks on their way: of those of an event, or of every one (`*`). */
export interface WebhookFaultRequest {
  readonly webhook: "agent.message" | "agent.reaction" | "agent.call_ended" | "*";
  readonly do: WebhookDeed;
  /** How late it leaves, for `delay`; how long it lets others pass at most, for `reorder`. */
  readonly by?: Duration;
  /** How often it strikes. Default: for ever. */
  readonly times?: number;
  /** How likely it strikes, 0 to 1, drawn from the seed. Default: always. */
  readonly chance?: number;
}

/** A fault as it stands: `struck` times it struck, and `timesLeft` if that is limited. */
export type Fault = OutputOf<Operations["control.faults.add"]>;

/** What goes wrong in a world on purpose. Controls never do. */
export interface Faults {
  /**
   * Adds a fault, of operations or of webhooks. The first that matches strikes. Throws `validation_error` for a point
   * that names no operation.
   */
  add(fault: FaultRequest | WebhookFaultRequest): Promise<Fault>;
  /** Every fault in the order in which they are tried, spent ones too. */
  list(): Promise<readonly Fault[]>;
  /** Takes one fault away, or every one. Answers how many. */
  clear(fault?: Pick<Fault, "faultId">): Promise<number>;
}

/** The faults of the world that is asked. */
export const faultsOf = (ask: Ask): Faults => ({
  add: (fault) => ask("control.faults.add", "webhook" in fault ? toPoint(fault) : fault),
  list: async () => (await ask("control.faults.list", {})).faults,
  clear: async (fault) => {
    const { cleared } = await ask(
      "control.faults.clear",
      fault === undefined ? {} : { faultId: fault.faultId },
    );
    return cleared;
  },
});

const toPoint = ({ webhook, do: deed, by, ...often }: WebhookFaultRequest): FaultRequest => ({
  ...often,
  point: `webhook:${webhook}`,
  answer: { webhook: deed, ...(by !== undefined && { by: writeDuration(by) }) },
});
