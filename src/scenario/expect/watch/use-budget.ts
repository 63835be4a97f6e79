import type { WorldEvent } from "../../../contract/events.ts";
import type { ExpectationRow, Tables } from "../../run-rows.ts";

/** Adds what an event used up to a budget's measures. Money is whole cents. */
export const useBudget = (tables: Tables, row: ExpectationRow, event: WorldEvent): void => {
  const use = usedBy(tables, event);
  if (use === undefined) return;
  const used: Record<string, number> = { ...row.used };
  for (const [measure, amount] of Object.entries(use)) used[measure] = (used[measure] ?? 0) + amount;
  tables.expectations.update(row.id, { used });
};

const usedBy = (tables: Tables, event: WorldEvent): Readonly<Record<string, number>> | undefined => {
  if (event.type === "request.answered") {
    if (event.by !== "agent" && event.by !== "scenario") return undefined;
    return isRefusal(event.outcome) ? { requests: 1, refusals: 1 } : { requests: 1 };
  }
  if (event.type === "message.sent") return { messages: 1 };
  if (event.type === "purchase.completed") return { purchases: 1 };
  if (event.type !== "balance.changed" || event.reason === "control") return undefined;
  // The wallet's money; what lies on a number has left it before.
  if (tables.accounts.get(event.owner) === undefined) return undefined;
  return { spentUsd: Math.max(0, event.previousMinor - event.newMinor) };
};

/** Where a fault struck or ringback failed, nobody said no to what was asked. */
const isRefusal = (outcome: string): boolean => !["ok", "fault_struck", "internal_error"].includes(outcome);
