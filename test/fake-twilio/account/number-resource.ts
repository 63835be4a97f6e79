/** One of the account's numbers, in the form in which the API tells of it. */
export interface NumberResource {
  readonly sid: string;
  readonly account_sid: string;
  readonly phone_number: string;
  friendly_name: string;
  sms_url: string;
  sms_method: string;
  sms_fallback_url: string;
  sms_fallback_method: string;
  voice_url: string;
  voice_method: string;
  voice_fallback_url: string;
  voice_fallback_method: string;
  status_callback: string;
  status_callback_method: string;
  sms_application_sid: string | null;
  voice_application_sid: string | null;
  trunk_sid: string | null;
  address_sid: string | null;
  bundle_sid: string | null;
  identity_sid: string | null;
  readonly capabilities: Capabilities & { readonly fax: boolean };
  readonly address_requirements: string;
  readonly date_created: string;
  date_updated: string;
  readonly uri: string;
  readonly [other: string]: unknown;
}

export interface Capabilities {
  readonly voice: boolean;
  readonly sms: boolean;
  readonly mms: boolean;
}

interface NumberOrigin {
  readonly accountSid: string;
  readonly sid: string;
  readonly phoneNumber: string;
  readonly uri: string;
  readonly date: string;
  readonly capabilities?: Partial<Capabilities> | undefined;
  readonly addressRequirements?: string | undefined;
}

/** A number as it is when nobody has said anything about it yet. */
export const newNumber = (origin: NumberOrigin): NumberResource => ({
  sid: origin.sid,
  account_sid: origin.accountSid,
  phone_number: origin.phoneNumber,
  friendly_name: friendlyNameOf(origin.phoneNumber),
  sms_url: "",
  sms_method: "POST",
  sms_fallback_url: "",
  sms_fallback_method: "POST",
  voice_url: "",
  voice_method: "POST",
  voice_fallback_url: "",
  voice_fallback_method: "POST",
  status_callback: "",
  status_callback_method: "POST",
  sms_application_sid: null,
  voice_application_sid: null,
  trunk_sid: null,
  address_sid: null,
  bundle_sid: null,
  identity_sid: null,
  voice_caller_id_lookup: false,
  voice_receive_mode: "voice",
  address_requirements: origin.addressRequirements ?? "none",
  api_version: "2010-04-01",
  beta: false,
  capabilities: { voice: true, sms: true, mms: true, fax: false, ...origin.capabilities },
  date_created: origin.date,
  date_updated: origin.date,
  emergency_status: "Inactive",
  emergency_address_sid: null,
  emergency_address_status: "unregistered",
  origin: "twilio",
  status: "in-use",
  uri: origin.uri,
});

/** As Twilio names a number that nobody has named. */
export const friendlyNameOf = (e164: string): string => {
  const [, area, exchange, rest] = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(e164) ?? [];
  return area === undefined ? e164 : `(${area}) ${exchange}-${rest}`;
};
