import type { Gap } from "../support/behaviour.ts";

const docs = "https://docs.agentphone.to";
const guides = `${docs}/documentation/guides`;
const skills = "https://github.com/AgentPhone-AI/skills";
const server = "https://github.com/AgentPhone-AI/agentphone-mcp";
const sdk = "https://www.npmjs.com/package/agentphone";
const reference = "https://github.com/AgentPhone-AI/agentphone-claude/blob/main/references/rest-api.md";
const handlers = "https://github.com/search?q=%22api.agentphone%22+%22fromNumberId%22&type=code";
const refused = "501 not_emulated, with a link";

/** What exists at AgentPhone, or might, and is not played here; each with the reason. */
export const phoneGaps: readonly Gap[] = [
  {
    what: "Voices that one hears: `voice`, `language`, `sttMode`, `ambientSound`, `enableBackchannel`",
    source: reference,
    instead: "The fields are checked, kept and shown. Calls are text; a recording has a tone for each side",
    why: "Speech is neither recognised nor made here: a test of what an agent says needs its words",
  },
  {
    what: "Models behind `modelTier`, and what the stronger `denoisingMode` does to noise",
    source: reference,
    instead:
      "`modelTier` is checked by its rules, the stronger denoising is charged; neither changes what is said",
    why: "No model runs here. Whoever has one can let it play hosted agents: the profile's `hostedVoice`",
  },
  {
    what: "Texts that a hosted agent sends in the middle of a call (`enableMessaging`)",
    source: sdk,
    instead: "The field is kept and shown; a scenario's `request` step can send such a text",
    why: "A model would decide to, and there is none",
  },
  {
    what: "The sound of a browser's call: what `agentphone-web-sdk` does with the token",
    source: `${guides}/calls`,
    instead:
      "The call waits for its 30 seconds, and the control `control.calls.answer` joins it; it talks in text",
    why: "It is WebRTC with the vendor's voice provider",
  },
  {
    what: "The statuses ringing, busy and no-answer, which some clients know, and voicemail",
    source: server,
    instead:
      "A call is in-progress until it is completed or failed; `disconnectionReason` of `agent.call_ended` says why",
    why: "The documentation has these three, and nobody has published a call that had another",
  },
  {
    what: "Calls that leave from an earlier number of the account's, even a released one, where `fromNumberId` is not said",
    source: handlers,
    instead: "The number that the agent was given first, of those that it still has",
    why: "It was seen once, and it contradicts the documentation",
  },
  {
    what: "WhatsApp: connecting an account, its numbers and templates",
    source: docs,
    instead: refused,
    why: "It is Meta's sign-up in a browser, and no shape of an answer is published",
  },
  {
    what: "Texts over WhatsApp (channel, buttons, list, cta, template)",
    source: docs,
    instead: "The fields are checked, then 403 WHATSAPP_NOT_ENABLED",
    why: "It is what every account without that connection gets, and none can be connected here",
  },
  {
    what: "SIP trunks (/v1/sip-trunks)",
    source: docs,
    instead: refused,
    why: "They bring lines of other networks, and no shape of them is published",
  },
  {
    what: "RCS (/v1/rcs)",
    source: docs,
    instead: refused,
    why: "It is private at the vendor. Look-ups say that no number has RCS",
  },
  {
    what: "OAuth for MCP clients (/oauth/authorize, token, register, revoke)",
    source: server,
    instead: `${refused}. /mcp/agentphone takes an API key, as the hosted server does`,
    why: "It is a human's consent in a browser; an agent under test holds a key",
  },
  {
    what: "The event agent.contact_shared",
    source: `${guides}/webhooks`,
    instead: "No contact card is ever shared with a line",
    why: "The event is named, what it brings is not published",
  },
  {
    what: "Answers that carriers give by themselves to STOP, START and HELP",
    source: `${guides}/messages`,
    instead: "The words do what they mean, and whoever wrote them hears nothing but what the agent sends",
    why: "No page says who answers, and in what words; a text that the agent did not send would be blamed on it",
  },
  {
    what: "Carriers that lose the first text to somebody when it names no sender and no way to opt out",
    source: docs,
    instead: "It is delivered; +1 500 555 0121 plays a carrier that filters",
    why: "What a carrier takes for a name or an opt-out is nobody's published rule",
  },
  {
    what: "The segments a day and messages a second that carriers let through (T-Mobile's tiers)",
    source: docs,
    instead: "Nothing waits; usage counts segments",
    why: "They delay and never refuse, and depend on a score that no API shows",
  },
  {
    what: "Whether a public address answers before it is taken: webhooks, pictures, wallpapers, opt-in images",
    source: docs,
    instead: "Addresses are judged by their form; nothing is fetched",
    why: "A simulator that fetches would depend on the network and tell it what is tested",
  },
  {
    what: "Cloudflare's 403 for requests without a User-Agent",
    source: docs,
    instead: "They are answered like all others",
    why: "It is no part of the API; a fault can play it: status 403 at agentphone.*",
  },
  {
    what: "Adding funds and payment methods",
    source: `${guides}/usage`,
    instead: "Whoever runs ringback sets the credit and the profile under /_ringback",
    why: "It is a human's work in the vendor's console, and not in its API",
  },
  {
    what: "Making, listing and revoking API keys",
    source: skills,
    instead: "Sign-up and the controls mint them",
    why: "The vendor does it in its console only",
  },
  {
    what: "Calls to emergency services",
    source: skills,
    instead: "403, in every spelling and with every setting",
    why: "A test must not teach an agent that it works",
  },
];
