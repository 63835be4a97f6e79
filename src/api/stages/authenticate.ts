import type { Caller } from "../../domain/caller.ts";
import { RingbackError } from "../../kernel/errors.ts";
import { bearerToken, isStoreKey, worldOfKey } from "../bearer.ts";
import type { Call } from "../call.ts";
import type { Desk } from "../desk.ts";
import { requireControlToken } from "../require-control-token.ts";
import type { RunningWorld } from "../running-world.ts";

/** Finds out on whose behalf a request is made. Throws `unauthorized`, or `not_found` for an account that is not there. */
export const authenticate = (desk: Desk, running: RunningWorld, call: Call): Caller => {
  if (call.by === "scenario" && call.account !== undefined) {
    return running.domain.accounts.firstAgent(call.account);
  }
  if (call.by === "scenario" || call.operation.auth === "none") return running.domain.accounts.default();
  if (call.operation.auth === "key") return findHolder(desk, running, call.authorization);
  requireControlToken(desk, bearerToken(call.authorization));
  return running.domain.accounts.default();
};

/** Finds out whose key an `Authorization` header carries. Throws `unauthorized`. */
export const findHolder = (desk: Desk, running: RunningWorld, authorization: string | undefined): Caller => {
  const { accounts } = running.domain;
  const token = bearerToken(authorization);
  if (token === undefined) throw refuse("Send the header Authorization: Bearer <agent key>.");
  if (!isStoreKey(token)) throw refuse("The key does not have the form ask_live_<id>.<secret>.");
  const holder = accounts.holder(token);
  if (holder !== undefined) return holder;
  const named = worldOfKey(token);
  if (named !== undefined && named !== running.world.name && desk.worlds.find(named) !== undefined) {
    throw refuse(`The key belongs to the world ${named}, but the path names ${running.world.name}.`);
  }
  if (desk.strictKeys) throw refuse("ringback did not mint this key, and it was started with --strict-keys.");
  return accounts.default();
};

const refuse = (message: string): RingbackError => new RingbackError("unauthorized", message);
