import { type Behaviour, inferred, seen } from "../support/behaviour.ts";

const area = "AgentPhone: doors and errors";

/** What ringback plays of AgentPhone: errors. */
export const phoneErrors = {
  ...seen(area, "https://docs.agentphone.to", {
    "phone.errors.key":
      "Everything but sign-up, verify and recordings wants `Authorization: Bearer sk_live_…`; a missing or unknown key is 401.",
    "phone.errors.envelope":
      "The error guide's envelope is `{error: {message, code, type, details}}`, where details name fields. An account whose profile says so gets it for every refusal.",
    "phone.errors.rateLimits":
      "Where the profile holds rate limits, each key may ask so often a minute, an hour or a day as is documented for the operation. Then it is refused with 429, `Retry-After` and the code `RATE_LIMIT_EXCEEDED`.",
    "phone.errors.codes":
      "In the envelope, codes are `VALIDATION_ERROR`, `INSUFFICIENT_BALANCE`, `RATE_LIMIT_EXCEEDED`, `CARRIER_ERROR` and the like.",
  }),
  ...seen(area, "https://www.npmjs.com/package/agentphone", {
    "phone.errors.validation":
      "What does not validate is 422 with a list under `detail`: for each mistake its place (`loc`), what is wrong (`msg`) and its kind (`type`).",
    "phone.errors.detail": "A refusal is `{detail: text}` unless it is a 422 or a 429.",
    "phone.doors.noBody":
      "POST without a body, and so without a content type, works where no body is needed.",
    "phone.doors.escapedPlus": "A `+` in a path or query is understood as `%2B`.",
    "phone.doors.subAccount":
      "`X-Sub-Account-Id` lets a key act on a sub-account of its own account; any other is 404.",
    "phone.errors.sdkRetries":
      "The official client comes through a 429 by itself: it sleeps as long as `Retry-After` says and asks again.",
  }),
  ...inferred(area, {
    "phone.errors.keyTexts": [
      "A missing key reads `Not authenticated`, a wrong one `Invalid API key`.",
      "The second was seen; the first is what the framework says that the API is built with.",
    ],
    "phone.errors.shapes": [
      "By default a 422 is the list, a 429 the envelope and every other refusal `{detail}`; the profile's `errorShape` and `validationShape` change that.",
      "Public sources show all three shapes. These are the ones that the typed contract and live answers agree on for each status.",
    ],
    "phone.doors.unknownPath": [
      'A path that is not there is 404 `{detail: "Not Found"}` under /v0, /v1, /credits and /auth, but /v1/agent, which is the store\'s.',
      "It is the framework's own answer.",
    ],
    "phone.doors.ids": [
      "Ids are a prefix and a number, as documented, or with the profile's idStyle cuid 25 letters and digits that begin with c, as seen on the real service, of every noun. Groups are grp_ either way, keys sk_live_, secrets whsec_; a delivery then is del_ with its message and the beginning of its number's id.",
      "Both forms are public, and clients branch on these prefixes only.",
    ],
    "phone.doors.notEmulated": [
      "What AgentPhone has beyond its client and ringback does not play is 501 with a link: SIP trunks, RCS, connecting WhatsApp, OAuth. It wants a key where the vendor wants one, and has no place in the OpenAPI document.",
      "A 404 would be taken for a wrong path.",
    ],
    "phone.doors.methods": [
      'A method that a path does not have is 405 `{detail: "Method Not Allowed"}`, and `allow` names the others, never HEAD. HEAD is answered like GET without a body.',
      "The status and the header were seen for DELETE of a call; the text is the framework's. A live client asks HEAD of recordings.",
    ],
    "phone.doors.body": [
      "A body is a JSON object; one without a content type is read as JSON too, `null` counts as none, and unknown fields are ignored. Broken JSON, other types and other content types are 422.",
      "This is what the framework makes of bodies.",
    ],
    "phone.errors.rateWindows": [
      "A window begins with the first request in it and lasts for the world's time. Refused requests do not count. In `auto` time the key's next request finds the seconds passed that it was told to wait.",
      "No page says how the windows lie. An agent that has slept for as long as it was told must not be refused again.",
    ],
  }),
} satisfies Readonly<Record<string, Behaviour>>;
