import type { FakeCore } from "../core.ts";
import type { Form } from "../rest/form.ts";
import { pageOf } from "../rest/pages.ts";
import { Refusal } from "../rest/refusal.ts";
import type { RestRequest, RestReply } from "../rest/router.ts";
import { forSale, isSought, writeForSale, type ForSale } from "./for-sale.ts";
import type { NumberResource } from "./number-resource.ts";

const kinds = ["Local", "Mobile", "National", "TollFree"] as const;

/** Numbers: those for sale, those bought, how they are configured, and giving them back. */
export const mountNumbers = (core: FakeCore): void => {
  const { router, account } = core;
  router.on("GET", "/AvailablePhoneNumbers/:country/:kind.json", (request) => search(core, request));
  router.on("GET", "/IncomingPhoneNumbers.json", (request) => {
    const { query } = request;
    const wanted = account.numbers.filter(
      ({ phone_number, friendly_name }) =>
        phone_number.includes(query.get("PhoneNumber")?.replaceAll("*", "") ?? "") &&
        (query.get("FriendlyName") ?? friendly_name) === friendly_name,
    );
    const json = pageOf(request, "incoming_phone_numbers", wanted, (number) => number);
    return { status: 200, json };
  });
  router.on("POST", "/IncomingPhoneNumbers.json", ({ form }) => buy(core, form));
  for (const kind of ["Local", "Mobile", "TollFree"]) {
    router.on("POST", `/IncomingPhoneNumbers/${kind}.json`, ({ form }) => {
      if (form.get("AreaCode") !== undefined) throw new Refusal(21457);
      return buy(core, form);
    });
  }
  router.on("GET", "/IncomingPhoneNumbers/:sid.json", ({ names }) => ({
    status: 200,
    json: numberOf(core, names),
  }));
  router.on("POST", "/IncomingPhoneNumbers/:sid.json", ({ names, form }) => {
    const number = numberOf(core, names);
    Object.assign(number, changesOf(number, form));
    return { status: 200, json: account.touch(number) };
  });
  router.on("DELETE", "/IncomingPhoneNumbers/:sid.json", ({ names }) => {
    account.release(numberOf(core, names));
    return { status: 204 };
  });
};

const numberOf = ({ account }: FakeCore, { sid = "" }: Readonly<Record<string, string>>): NumberResource => {
  const number = account.numbers.find((one) => one.sid === sid);
  if (number === undefined) throw new Refusal(20404);
  return number;
};

const search = ({ account }: FakeCore, { names, query, path }: RestRequest): RestReply => {
  const kind = kinds.find((one) => one === names["kind"]);
  const country = names["country"] ?? "";
  // The United States and Canada have no such stock of their own.
  const isNorth = country === "US" || country === "CA";
  if (
    kind === undefined ||
    !/^[A-Z]{2}$/.test(country) ||
    (isNorth && ["Mobile", "National"].includes(kind))
  ) {
    throw new Refusal(20404);
  }
  const found = account.stock
    .filter((number) => number.country === country && number.kind === kind && isSought(number, query))
    .slice(0, Math.min(query.integer("PageSize") ?? 50, 1000));
  return { status: 200, json: { available_phone_numbers: found.map(writeForSale), uri: path } };
};

/** The numbers with a meaning of their own that test credentials know. */
const magic: Readonly<Record<string, number | "ok">> = {
  "+15005550000": 21422,
  "+15005550001": 21421,
  "+15005550006": "ok",
};

const buy = ({ account }: FakeCore, form: Form): RestReply => {
  const wanted = soughtBy(form, account.stock);
  if (wanted.address !== "none" && !form.get("AddressSid")) throw new Refusal(21631);
  if (wanted.needsBundle && !form.get("BundleSid")) throw new Refusal(21649);
  // Looked at before anything is bought: what is refused costs nothing.
  const changes = changesOf(
    { sms_url: "", voice_url: "", sms_fallback_url: "", voice_fallback_url: "" },
    form,
  );
  const number = account.buy(wanted);
  Object.assign(number, changes);
  return { status: 201, json: account.touch(number) };
};

const soughtBy = (form: Form, stock: readonly ForSale[]): ForSale => {
  const phoneNumber = form.get("PhoneNumber");
  const areaCode = form.get("AreaCode");
  if (phoneNumber === undefined) {
    if (areaCode === undefined || !/^[2-9]\d\d$/.test(areaCode)) throw new Refusal(21451);
    const found = stock.find((one) => one.phoneNumber.startsWith(`+1${areaCode}`));
    if (found !== undefined) return found;
    if (areaCode === "500") return forSale("+15005550006");
    throw new Refusal(21452);
  }
  const meaning = magic[phoneNumber];
  if (typeof meaning === "number") throw new Refusal(meaning);
  if (meaning === "ok") return forSale(phoneNumber);
  if (!/^\+[1-9]\d{6,14}$/.test(phoneNumber)) throw new Refusal(21421);
  const found = stock.find((one) => one.phoneNumber === phoneNumber);
  if (found === undefined) throw new Refusal(21422);
  return found;
};

const fields = {
  FriendlyName: "friendly_name",
  SmsUrl: "sms_url",
  SmsMethod: "sms_method",
  SmsFallbackUrl: "sms_fallback_url",
  SmsFallbackMethod: "sms_fallback_method",
  VoiceUrl: "voice_url",
  VoiceMethod: "voice_method",
  VoiceFallbackUrl: "voice_fallback_url",
  VoiceFallbackMethod: "voice_fallback_method",
  StatusCallback: "status_callback",
  StatusCallbackMethod: "status_callback_method",
  SmsApplicationSid: "sms_application_sid",
  VoiceApplicationSid: "voice_application_sid",
  TrunkSid: "trunk_sid",
  AddressSid: "address_sid",
  BundleSid: "bundle_sid",
  IdentitySid: "identity_sid",
} as const;

type Urls = Pick<NumberResource, "sms_url" | "voice_url" | "sms_fallback_url" | "voice_fallback_url">;

/** What a form changes of a number. Throws before anything is changed. */
const changesOf = (number: Urls, form: Form): Partial<NumberResource> => {
  const changes: Record<string, string | null> = {};
  for (const [name, key] of Object.entries(fields)) {
    const value = form.get(name);
    if (value === undefined) continue;
    if (/Url$|^StatusCallback$/.test(name) && value !== "" && !isUrl(value)) throw new Refusal(21402);
    changes[key] = value === "" && name.endsWith("Sid") ? null : value;
  }
  const next = { ...number, ...changes };
  if (next.voice_fallback_url !== "" && next.voice_url === "") throw new Refusal(21405);
  if (next.sms_fallback_url !== "" && next.sms_url === "") throw new Refusal(21406);
  return changes;
};

/** Whether Twilio takes it for a webhook's address: no underscore in the host. */
export const isUrl = (text: string): boolean =>
  URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && !new URL(text).hostname.includes("_");
