import type { attachmentTools, numberTools } from "../../contract/agentphone-tools/numbers.ts";
import type { NumberAnswer } from "./answers.ts";
import type { ToolHandlersOf } from "./phone-tool-handler.ts";
import { inFull } from "./texts.ts";

/** What the tools for phone numbers do. */
export const numberToolHandlers: ToolHandlersOf<typeof numberTools> = {
  list_numbers: async ({ limit, offset }, ask) =>
    inFull(await ask("agentphone.numbers.list", { limit, offset })),
  buy_number: async ({ country, area_code, agent_id, confirm }, ask) => {
    if (!/^[A-Z]{2}$/.test(country)) throw new Error("Country must be a 2-letter ISO code, e.g. US, CA, GB");
    if (area_code !== undefined && !/^\d{3}$/.test(area_code))
      throw new Error("Area code must be 3 digits, e.g. 415, 212, 310");
    if (!confirm) return sayPurchase(country, area_code, agent_id);
    const input = { country, agentId: agent_id, areaCode: area_code };
    const bought = await ask<NumberAnswer>("agentphone.numbers.create", input);
    return `Purchased number ${bought.phoneNumber} (${bought.country})\n\n${inFull(bought)}`;
  },
};

const sayPurchase = (country: string, areaCode: string | undefined, agentId: string | undefined): string => {
  const place = areaCode ? ` in area code ${areaCode}` : "";
  const holder = agentId ? ` and attach it to agent ${agentId}` : "";
  const again = [
    `country="${country}"`,
    ...(areaCode ? [`area_code="${areaCode}"`] : []),
    ...(agentId ? [`agent_id="${agentId}"`] : []),
    "confirm=true",
  ];
  return (
    `This will purchase a new ${country} phone number${place}${holder}, charging the account's balance. ` +
    `Confirm with the user, then call buy_number again with the SAME arguments plus confirm=true: ${again.join(", ")}`
  );
};

/** What the tools for which agent has which number do. */
export const attachmentToolHandlers: ToolHandlersOf<typeof attachmentTools> = {
  attach_number: async ({ agent_id, number_id }, ask) => {
    const input = { agent_id, numberId: number_id };
    const { number, agentId } = await ask<{ agentId: string; number: Pick<NumberAnswer, "phoneNumber"> }>(
      "agentphone.agents.numbers.attach",
      input,
    );
    return `Attached number ${number.phoneNumber} to agent ${agentId}`;
  },
  detach_number: async ({ agent_id, number_id }, ask) => {
    await ask("agentphone.agents.numbers.detach", { agent_id, number_id });
    return `Detached number ${number_id} from agent ${agent_id}`;
  },
};
