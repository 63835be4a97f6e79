import type { ErrorStyle } from "../contract/agentphone/write-error.ts";
import type { Operation } from "../contract/operation.ts";
import type { Caller } from "../domain/caller.ts";
import type { RunningWorld } from "./running-world.ts";

/** How whoever asked wants to be refused; who is not known yet is refused as the default account would be. */
export const styleOf = (
  { domain }: RunningWorld,
  { api }: Operation,
  caller: Caller = domain.accounts.default(),
): ErrorStyle | undefined =>
  api === "agentphone" ? domain.agentphone.profiles.of(caller.accountId) : undefined;
