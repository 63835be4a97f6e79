import { ownerOf } from "../../domain/agentphone/accounts/owner-of.ts";
import type { Caller } from "../../domain/caller.ts";
import type { Call } from "../call.ts";
import type { RunningWorld } from "../running-world.ts";

/** Acts for the sub-account of the key's account that has what a request names, where the request cannot say so otherwise. */
export const actForOwner = (
  { world }: RunningWorld,
  caller: Caller,
  { operation, subAccount }: Call,
  input: unknown,
): Caller => {
  if (operation.actsFor === undefined || subAccount !== undefined) return caller;
  const fields = input as Readonly<Record<string, unknown>>;
  const field = operation.actsFor.find((name) => typeof fields[name] === "string");
  const value = field === undefined ? undefined : fields[field];
  if (field === undefined || typeof value !== "string") return caller;
  const owner = world.tables.accounts.get(ownerOf(world, field, value) ?? "");
  return owner?.parentId === caller.accountId ? { ...caller, accountId: owner.id } : caller;
};
