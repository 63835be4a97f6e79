import type { PhoneAgent } from "../../../world/agentphone-entities.ts";
import type { Call } from "../../../world/call-entities.ts";
import type { OwnLine } from "../../calls/call-owner.ts";

type Screened = Pick<PhoneAgent, "name" | "callScreeningIdentity" | "callScreeningPurpose">;

/**
 * What an automated screener is told: who calls, and why. The call's own words go before the agent's; without a purpose
 * nothing is told by rule, and without an identity the agent's name is.
 */
export const screenerLine = ({ plan = {} }: Call, agent: Screened | undefined): OwnLine | undefined => {
  const own = (name: string): string => {
    const value = plan[name];
    return typeof value === "string" ? value.trim() : "";
  };
  const identity = own("callScreeningIdentity") || (agent?.callScreeningIdentity ?? "").trim();
  const purpose = own("callScreeningPurpose") || (agent?.callScreeningPurpose ?? "").trim();
  const who = identity || (agent?.name ?? "");
  if (purpose === "" || who === "") return undefined;
  return { text: `This is ${who}. ${purpose}` };
};
