import type { CallWishes } from "../../../carriers/carrier.ts";
import type { Tables } from "../../../world/tables.ts";
import { usualProfile } from "../accounts/profiles.ts";
import { greetingOf } from "./hosted/greeting-of.ts";

/** What our side of a call wishes of a network that really speaks: the call's own words go before the agent's. */
export const callWishesOf = ({ calls, phoneAgents, accounts, profiles }: Tables, id: string): CallWishes => {
  const call = calls.get(id);
  const agent = phoneAgents.get(call?.agentId ?? "");
  const accountId = call?.accountId ?? "";
  const profile = profiles.get(accounts.get(accountId)?.parentId ?? accountId) ?? usualProfile;
  const { plan = {} } = call ?? {};
  const voice = plan["voice"] ?? agent?.voice;
  return {
    opening: call === undefined ? undefined : greetingOf(call, agent),
    ...(typeof voice === "string" && voice !== "" && { voice }),
    ...(agent !== undefined && { language: agent.language }),
    leavesMessages: (agent?.voicemailMessage ?? "") !== "",
    records: plan["disableRecording"] !== true,
    longest: profile.maxCallMinutes * 60_000,
  };
};
