import { createHash, timingSafeEqual } from "node:crypto";
import type { Caller } from "../../domain/caller.ts";
import { RingbackError } from "../../kernel/errors.ts";
import { bearerToken, isStoreKey, worldOfKey } from "../bearer.ts";
import type { Call } from "../call.ts";
import type { Desk } from "../desk.ts";
import type { RunningWorld } from "../running-world.ts";

/** Finds out on whose behalf a request is made. Throws `unauthorized`. */
export const authenticate = (desk: Desk, running: RunningWorld, call: Call): Caller => {
  const { accounts } = running.domain;
  if (call.by === "scenario" || call.operation.auth === "none") return accounts.default();
  const token = bearerToken(call.authorization);
  if (call.operation.auth === "control") {
    requireControlToken(desk, token);
    return accounts.default();
  }
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

const requireControlToken = (desk: Desk, token: string | undefined): void => {
  if (desk.controlToken === undefined) return;
  if (token !== undefined && timingSafeEqual(digest(token), digest(desk.controlToken))) return;
  throw refuse("ringback's controls need their token here: Authorization: Bearer <control token>.");
};

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

const refuse = (message: string): RingbackError => new RingbackError("unauthorized", message);
