import { type Behaviour, inferred, seen } from "../support/behaviour.ts";

const area = "AgentPhone: calls";

/** What ringback plays of AgentPhone: calls. */
export const phoneCalls = {
  ...seen(area, "https://docs.agentphone.to/documentation/guides/calls", {
    "phone.calls.place":
      "Placing a call answers at once with status 200: the call's id, both numbers, `outbound`, `in-progress` and when it began. The agent's first attached number calls unless `fromNumberId` names another of its numbers.",
    "phone.calls.detail":
      "A call is read with both numbers, direction, status, start, end, whole seconds and its transcript as exchanges: what the other side said and what the agent answered.",
    "phone.calls.lists":
      "Calls of the account, of an agent and of a number are paged by `limit` (1 to 100, 20 unless said) and `offset`, answered as `data`, `hasMore` and `total`. The account's can be chosen by status, direction, type (`pstn`, `web`) and a piece of either number.",
    "phone.calls.unanswered":
      "A call that nobody answers ends as `completed` after 0 seconds with an empty transcript, and costs nothing.",
    "phone.calls.ended":
      "Every call that is over, in whatever direction, sends `agent.call_ended` with numbers, contact, start, end, seconds, reason and the whole transcript; it carries neither history nor conversation.",
    "phone.calls.inbound":
      "A call to a number is listed as `inbound`. It fails where the agent is in webhook mode and no webhook is set.",
    "phone.calls.web":
      "A browser's call answers a token and the call's id. Its direction is `web`, and it has no number.",
    "phone.calls.stream":
      "A transcript streams as server-sent events: `connected`, one `turn` for each turn, then `ended`; a call that is over is replayed and the stream closed.",
    "phone.calls.wire.unknownFields":
      "Fields a request does not know are ignored: `phoneNumberId` on a call has no effect, the field is `fromNumberId`.",
    "phone.calls.cost":
      "Calls cost $0.13 a minute where a webhook speaks and $0.22 where the platform does, by the second and at least one cent; the stronger denoising adds $0.005 a minute.",
  }),
  ...seen(area, "https://www.npmjs.com/package/agentphone", {
    "phone.calls.rules":
      "The agent must have a number, `fromNumberId` must be its own, `modelTier` goes only with a `systemPrompt`, and `variables` want a `systemPrompt` or a hosted agent.",
    "phone.calls.wait":
      "`waitForCompletion` holds the answer until the call is over or `maxWaitSeconds` (10 to 600, 300 unless said) have passed, and `?wait=true&timeout=` (10 to 300, 120 unless said) does so for a call that is read.",
    "phone.calls.noDelete": "Nothing of a call can be deleted: DELETE answers 405 and allows GET.",
    "phone.calls.recording":
      "A recording needs no key. Where there is none, or no such call, the answer is 404.",
    "phone.calls.hangUp":
      "Ending a call answers its id and `ending`; how it ended is known a moment later. A call that is over answers 409.",
  }),
  ...seen(area, "https://github.com/AgentPhone-AI/skills", {
    "phone.calls.emergency": "Emergency services, N11 numbers and crisis lines cannot be called.",
  }),
  ...inferred(area, {
    "phone.calls.rings": [
      "The far end rings for 12 seconds, which are two rings, and a line of the same world rings along.",
      "No page says how long a call rings. Until calls are spoken in, two rings are enough to be seen, and short to wait for.",
    ],
    "phone.calls.reasons": [
      "Reasons are `dial_no_answer`, `user_hangup`, `agent_hangup`, `error_inbound_webhook`, `error_user_not_joined` and `dial_failed`.",
      "The documentation shows two of them, which are the words of the provider behind it; the others are that provider's as well.",
    ],
    "phone.calls.refusals": [
      "Rules that tie fields together answer 422, a number that is missing or not the agent's 400, and a protected destination 403 in every spelling.",
      "The first are checks of the request's model; the others follow what the same API does for texts.",
    ],
    "phone.calls.webToken": [
      "A browser's token dies after 30 seconds of the world's time, and its call fails with `error_user_not_joined`. Both numbers of such a call are empty texts.",
      "The token's life is documented, what becomes of the call is not; the numbers are documented as texts that are always there.",
    ],
    "phone.calls.waitTimeOut": [
      "A wait that runs out answers with the call as it is.",
      "The wait is an option of a read, and a read has no other answer to give.",
    ],
    "phone.calls.national": [
      "A number without a country is one of the United States.",
      "AgentPhone's numbers are American, and its texts are documented to take any format.",
    ],
    "phone.calls.money": [
      "A call is refused with 402 where the profile wants a payment method that is not there, or enforces a balance that holds less than a cent.",
      "The refusals are documented, the amount is not: a cent is the least that a call costs.",
    ],
    "phone.calls.concurrency": [
      "Where rate limits are held, the sixth call at once is refused with 429 and `Retry-After`.",
      "Five concurrent calls are the plan's documented example; 409 and 429 are both documented for too many.",
    ],
  }),
} satisfies Readonly<Record<string, Behaviour>>;
