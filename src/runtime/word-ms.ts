import { usualProfile } from "../domain/agentphone/accounts/profiles.ts";
import type { World } from "../world/world.ts";

/** How many milliseconds a word takes in a call: as its account's profile says, and for an agent by its `voiceSpeed`. */
export const wordMs = ({ tables }: World, callId: string, whose: "ours" | "theirs"): number => {
  const { calls, accounts, profiles, phoneAgents } = tables;
  const { accountId = "", agentId } = calls.get(callId) ?? {};
  const profile = profiles.get(accounts.get(accountId)?.parentId ?? accountId) ?? usualProfile;
  if (whose === "theirs") return profile.wordMs;
  const speed = phoneAgents.get(agentId ?? "")?.voiceSpeed ?? 1;
  return Math.max(1, Math.round(profile.wordMs / speed));
};
