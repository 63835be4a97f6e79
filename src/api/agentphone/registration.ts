import type { registrationOperations } from "../../contract/agentphone/registration.ts";
import type { JsonObject } from "../../kernel/json.ts";
import type { Registration } from "../../world/agentphone-entities.ts";
import type { HandlersOf } from "../context.ts";

export const registrationHandlers: HandlersOf<typeof registrationOperations> = {
  "agentphone.registration.submit": ({ create_sub_account = true, ...form }, { running, caller }) => {
    const { registrations } = running.domain.agentphone;
    const whole = { ...defaults, ...form };
    const kept = Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== undefined));
    const brand = create_sub_account ? brandNameOf(form) : undefined;
    const { registration, feeMills } = registrations.submit(caller.accountId, kept as JsonObject, brand);
    return {
      ok: true,
      message: messages[registration.status],
      campaign_status: registration.status,
      sub_account_id: registration.subAccountId ?? null,
      fee_cents: feeMills / 10,
    };
  },
  "agentphone.registration.status": (_input, { running, caller }) => {
    const registration = running.domain.agentphone.registrations.of(caller.accountId);
    const status = registration?.status ?? "none";
    return { campaign_status: status, message: messages[status], stage: registration?.stage ?? null };
  },
};

const defaults = {
  business_regions: ["usa_and_canada"],
  country: "US",
  planned_numbers: 1,
  volume: "low",
  includes: [],
};

const messages: Readonly<Record<Registration["status"], string>> = {
  none: "No registration was submitted yet.",
  pending: "Your registration is under review. Approval takes 7 to 10 business days.",
  approved: "Your registration is approved: SMS to the United States is enabled.",
  rejected: "Your registration was rejected. Correct it and submit it again.",
};

interface Named {
  readonly brand_name?: string | null | undefined;
  readonly business_name?: string | null | undefined;
  readonly first_name: string;
  readonly last_name: string;
}

/** What the sub-account of a registration is called. */
const brandNameOf = (form: Named): string =>
  (
    [form.brand_name, form.business_name].find((name) => typeof name === "string" && name !== "") ??
    `${form.first_name} ${form.last_name}`
  ).slice(0, 100);
