import type { Caller } from "../../domain/caller.ts";
import { RingbackError } from "../../kernel/errors.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { bearerToken, isPhoneKey, isStoreKey, worldOfKey } from "../bearer.ts";
import type { Call } from "../call.ts";
import type { Desk } from "../desk.ts";
import { requireControlToken } from "../require-control-token.ts";
import type { RunningWorld } from "../running-world.ts";

/** Finds out on whose behalf a request is made. Throws `unauthorized`, or `not_found` for an account that is not there. */
export const authenticate = (desk: Desk, running: RunningWorld, call: Call): Caller => {
  const caller = findCaller(desk, running, call);
  if (call.subAccount === undefined) return caller;
  const { accounts } = running.world.tables;
  const subAccount = accounts.get(call.subAccount);
  if (subAccount?.parentId === caller.accountId) return { ...caller, accountId: subAccount.id };
  throw new RingbackError("not_found", `This account has no sub-account ${call.subAccount}.`, {
    resource: "sub-account",
    id: call.subAccount,
    says: "Sub-account not found.",
  });
};

const findCaller = (desk: Desk, running: RunningWorld, call: Call): Caller => {
  if (call.by === "scenario" && call.account !== undefined) {
    return running.domain.accounts.firstAgent(call.account);
  }
  if (call.by === "scenario" || call.operation.auth === "none") return running.domain.accounts.default();
  if (call.operation.auth === "key") {
    const form = call.anyKey ? "either" : call.operation.api === "agentphone" ? "agentphone" : "store";
    return findHolder(desk, running, call.authorization, form);
  }
  requireControlToken(desk, bearerToken(call.authorization));
  return running.domain.accounts.default();
};

/** Whose keys are good at a door. */
export type KeyForm = "store" | "agentphone" | "either";

/** Finds out whose key an `Authorization` header carries. Throws `unauthorized`. */
export const findHolder = (
  desk: Desk,
  running: RunningWorld,
  authorization: string | undefined,
  form: KeyForm,
): Caller => {
  const { accounts } = running.domain;
  const token = bearerToken(authorization);
  if (token === undefined) {
    throw refuse(`Send the header Authorization: Bearer <${form === "agentphone" ? "API" : "agent"} key>.`, {
      says: "Not authenticated",
    });
  }
  if (!forms[form].some((isOfForm) => isOfForm(token)))
    throw refuse(`The key does not have the form ${formNames[form]}.${sayOtherVendor(token, form)}`);
  const holder = accounts.holder(token);
  if (holder !== undefined) return holder;
  const named = worldOfKey(token);
  if (named !== undefined && named !== running.world.name && desk.worlds.find(named) !== undefined) {
    throw refuse(`The key belongs to the world ${named}, but the path names ${running.world.name}.`);
  }
  if (desk.strictKeys) {
    const why = desk.carrier === undefined ? "was started with --strict-keys" : "has a real carrier";
    throw refuse(
      `ringback did not mint this key, and takes no other, since it ${why}. Use the one it printed at the start.`,
    );
  }
  return accounts.default();
};

const forms: Readonly<Record<KeyForm, readonly ((token: string) => boolean)[]>> = {
  store: [isStoreKey],
  agentphone: [isPhoneKey],
  either: [isStoreKey, isPhoneKey],
};

const formNames: Readonly<Record<KeyForm, string>> = {
  store: "ask_live_<id>.<secret>",
  agentphone: "sk_live_<random>",
  either: "ask_live_<id>.<secret> or sk_live_<random>",
};

const sayOtherVendor = (token: string, form: KeyForm): string => {
  if (form === "agentphone" && isStoreKey(token))
    return " It is one of the store's: AgentPhone takes $AGENTPHONE_API_KEY.";
  if (form === "store" && isPhoneKey(token))
    return " It is one of AgentPhone's: the store takes $AGENT_STORE_AGENT_API_KEY.";
  return "";
};

const refuse = (message: string, details: JsonObject = { says: "Invalid API key" }): RingbackError =>
  new RingbackError("unauthorized", message, details);
