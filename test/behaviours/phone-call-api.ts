import { type Behaviour, inferred, seen } from "../support/behaviour.ts";

const reference = "https://github.com/AgentPhone-AI/agentphone-claude/blob/main/references/rest-api.md";

const area = "AgentPhone: calls as the API tells them";

/** What ringback plays of AgentPhone: what its API tells of calls while they last and afterwards. */
export const phoneCallApi = {
  ...seen(area, "https://docs.agentphone.to/documentation/guides/calls", {
    "phone.calls.stream.live":
      "Whoever opens the stream of a call that goes on is told every turn when it is over, and the end. A comment every 15 seconds says that the stream is still there.",
    "phone.calls.partial":
      "While a call goes on its details and its transcript hold what was said so far; a list shows the beginning of what was said last.",
    "phone.calls.exchanges":
      "What the other side said stands with how sure the recognition was and with what the agent answered; where the agent spoke first, nothing was said before.",
  }),
  ...seen(area, "https://github.com/AgentPhone-AI/agentphone-claude/blob/main/SKILL.md", {
    "phone.calls.olderTranscript":
      "With the profile's `transcriptShape: data` a transcript is the older list of what was said with what was answered.",
  }),
  ...seen(area, reference, {
    "phone.calls.limit":
      "An account has five calls at once where its profile says `enforceCallLimit` or `rateLimits`; `callLimit` is another number. One more is refused with 429, or with 409 where `callLimitStatus` says so, and `Retry-After`.",
    "phone.calls.web.joined": "A browser that joins in time talks with the agent; its call needs no number.",
  }),
  ...seen(area, "https://docs.agentphone.to/documentation/guides/usage", {
    "phone.calls.charged":
      "A call is charged when it is over, for the seconds from when it was answered; usage by agent counts the seconds of completed calls only.",
  }),
  ...seen(area, "https://github.com/AgentPhone-AI/agentphone-mcp", {
    "phone.calls.providerId":
      "Who places a call is also told `retellCallId`, by which the voice provider knows it.",
    "phone.tools.conversations":
      "make_conversation_call waits until the call is over and tells what was said, and get_call tells it of any call.",
  }),
  ...inferred(area, {
    "phone.calls.stream.time": [
      "An open stream is a wait: in auto time goes on to whatever comes next. Comments follow the world's clock, and time never goes anywhere for their sake.",
      "Whoever listens to a call wants it to go on.",
    ],
    "phone.calls.stream.faults": [
      "A delay fault delays the stream; a slow or malformed one gets all of it once the call is over. HEAD is answered at once with the headers.",
      "A fault that harms a body needs the whole of it.",
    ],
    "phone.calls.stream.end": [
      "A stream ends without `ended` when its world becomes another one, and a reader who lets 1 MiB wait is dropped.",
      "The call that it told of is no more; and nobody's memory is without end.",
    ],
    "phone.calls.limit.inbound": [
      "A call that reaches an account with as many calls as it may have fails with `concurrency_limit_reached`.",
      "That is the voice provider's word; no page says what the caller hears.",
    ],
    "phone.calls.limit.plan": [
      "The plan in the usage says the profile's `callLimit` and `maxCallMinutes`.",
      "A plan that says something else than what is held would mislead.",
    ],
    "phone.calls.web.metadata": [
      "The metadata of a browser's call is taken and shown nowhere.",
      "It is documented in the request only.",
    ],
  }),
} satisfies Readonly<Record<string, Behaviour>>;
