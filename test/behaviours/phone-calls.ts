import { type Behaviour, inferred, seen } from "../support/behaviour.ts";

const guides = "https://docs.agentphone.to/documentation/guides";
const reference = "https://github.com/AgentPhone-AI/agentphone-claude/blob/main/references/rest-api.md";
/** Code of projects that use the live service, and say what they saw. */
const handlers = "https://github.com/search?q=%22api.agentphone%22+%22%2Fv1%2Fcalls%22&type=code";

const area = "AgentPhone: calls";

/** What ringback plays of AgentPhone: calls. */
export const phoneCalls = {
  ...seen(area, `${guides}/calls`, {
    "phone.calls.place":
      "Placing a call answers at once with status 200: the call's id, both numbers, `outbound`, `in-progress` and when it began. The agent's first attached number calls unless `fromNumberId` names another of its numbers.",
    "phone.calls.detail":
      "A call is read with both numbers, direction, status, start, end, whole seconds and its transcript as exchanges: what the other side said and what the agent answered.",
    "phone.calls.inbound":
      "A call to a number is listed as `inbound`. It fails where the agent is in webhook mode and no webhook is set.",
    "phone.calls.web":
      "A browser's call answers a token and the call's id. Its direction is `web`, and it has no number.",
    "phone.calls.stream":
      "A transcript streams as server-sent events: `connected`, one `turn` for each turn, then `ended`; a call that is over is replayed and the stream closed.",
    "phone.calls.transfer":
      "A transfer hands whoever called over to the agent's `transferNumber`, and the agent's call is over.",
  }),
  ...seen(area, `${guides}/webhooks`, {
    "phone.calls.ended":
      "Every call that is over, in whatever direction, sends `agent.call_ended` with numbers, contact, start, end, seconds, reason and the whole transcript; it carries neither history nor conversation.",
  }),
  ...seen(area, `${guides}/usage`, {
    "phone.calls.cost":
      "Calls cost $0.13 a minute where a webhook speaks and $0.22 where the platform does, by the second and at least one cent; the stronger denoising adds $0.005 a minute.",
  }),
  ...seen(area, reference, {
    "phone.calls.lists":
      "Calls of the account, of an agent and of a number are paged by `limit` (1 to 100, 20 unless said) and `offset`, answered as `data`, `hasMore` and `total`. The account's can be chosen by status, direction, type (`pstn`, `web`) and a piece of either number.",
    "phone.calls.voicemail":
      "A voicemail is left the agent's `voicemailMessage`, and nothing else; with none, or an empty one, the agent talks to the machine.",
    "phone.calls.hangUp":
      "Ending a call answers its id and `ending`; how it ended is known a moment later. A call that is over answers 409.",
  }),
  ...seen(area, "https://github.com/AgentPhone-AI/skills", {
    "phone.calls.emergency": "Emergency services, N11 numbers and crisis lines cannot be called.",
  }),
  ...seen(area, "https://www.npmjs.com/package/agentphone", {
    "phone.calls.rules":
      "The agent must have a number, `fromNumberId` must be its own, `modelTier` goes only with a `systemPrompt`, and `variables` want a `systemPrompt` or a hosted agent.",
    "phone.calls.screener":
      "An automated screener is told who calls and why: the call's `callScreeningIdentity` and `callScreeningPurpose` before the agent's, and the agent's name where only the purpose is given.",
  }),
  ...seen(area, "https://github.com/AgentPhone-AI/agentphone-mcp", {
    "phone.calls.wait":
      "`waitForCompletion` holds the answer until the call is over or `maxWaitSeconds` (10 to 600, 300 unless said) have passed, and `?wait=true&timeout=` (10 to 300, 120 unless said) does so for a call that is read.",
  }),
  ...seen(area, "https://github.com/api-evangelist/agentphone", {
    "phone.calls.recording":
      "A recording needs no key. Where there is none, or no such call, the answer is 404.",
  }),
  ...seen(area, handlers, {
    "phone.calls.unanswered":
      "A call that nobody answers ends as `completed` after 0 seconds with an empty transcript, and costs nothing.",
    "phone.calls.wire.unknownFields":
      "Fields a request does not know are ignored: `phoneNumberId` on a call has no effect, the field is `fromNumberId`.",
    "phone.calls.noDelete": "Nothing of a call can be deleted: DELETE answers 405 and allows GET.",
  }),
  ...inferred(area, {
    "phone.calls.rings": [
      "Where nobody answers it rings for a minute, and a line of the same world rings along.",
      "No page says how long a call rings; a minute is what telephones do before they give up.",
    ],
    "phone.calls.people": [
      "People who are called answer after two rings or as soon as they are said to, are busy, decline, never answer, or have a voicemail or a call screener, as `answers` says. They say what `says` gives them, a sentence a turn, and hang up; without, they are polite for three turns. An agent takes a call after two seconds.",
      "Whoever is called decides how a call goes, and most tests want it to go well.",
    ],
    "phone.calls.magic": [
      "Numbers from +15005550130 to +15005550144 do in calls what the table says, in every world and without a scenario; so do +15005550001 to +15005550003.",
      "A test of one reaction should need no scenario. The last are those of Twilio's test credentials.",
    ],
    "phone.calls.speech": [
      "Speech takes 400 ms a word (`wordMs`), a pressed key 200 ms. What somebody says is over before the other side is asked.",
      "That is how fast people speak; the vendor's turns begin when the speaker is done.",
    ],
    "phone.calls.voiceSpeed": [
      "An agent with a `voiceSpeed` of 2 needs half the time for its words; whoever talks with it takes their own.",
      "The field is documented by its range alone.",
    ],
    "phone.calls.interruption": [
      "An agent that is talked over, or whoever is cut off by the end of the call, has said only what could be heard; what an agent thought of meanwhile comes too late; and a goodbye that is talked over does not hang up. With `interruptionSensitivity: 0` nobody talks over it.",
      "The vendor documents the field and not what the transcript holds; nobody hears the rest.",
    ],
    "phone.calls.lines": [
      "Between two lines each has its own call, with its own transcript, webhook and price. Whoever is called speaks first; what the caller opens with is the answer.",
      "Each line belongs to somebody, who is told and charged for it.",
    ],
    "phone.calls.transferTo": [
      "Without a `transferNumber` a transfer is nothing, and the call goes on. A line that has had the call before does not get it again. Where whoever called is a line too, its own call goes on with the line that takes over, and ends where none does.",
      "No page says what becomes of either; what cannot be done must not end a call, and agents that pass a caller on to each other would do so for ever.",
    ],
    "phone.calls.silence": [
      "Silence counts from the end of what was said last, by anybody; nobody is cut off who is speaking.",
      "The field is called silence.",
    ],
    "phone.calls.gone": [
      "A call goes on when its number is released, or its agent or its webhook deleted meanwhile; a hosted agent that is gone has nothing to say but goodbye. Deleting a sub-account ends its calls.",
      "No page says so. Nothing that was begun may be left without an end.",
    ],
    "phone.calls.life": [
      "A call rings, is answered at most once, and ends exactly once; what cannot happen is refused with a sentence and changes nothing.",
      "Whatever a test does to a call, it must be able to believe what it sees.",
    ],
    "phone.calls.reasons": [
      "Reasons are the words of the voice provider: `user_hangup`, `agent_hangup`, `call_transfer`, `voicemail_reached`, `inactivity`, `max_duration_reached`, `dial_busy`, `dial_no_answer`, `dial_failed`, `user_declined`, `error_inbound_webhook`, `error_user_not_joined`, and `error_unknown` for a call that the network lost.",
      "The documentation shows two of them, which are the words of the provider behind it; the others are that provider's as well.",
    ],
    "phone.calls.ways": [
      "A call that was answered is `completed` whoever hangs up, also after a transfer, a message on a voicemail, too long a silence or too long a call. Busy, declined, unreachable and dropped calls are `failed`, and so are those that nobody could take.",
      "The live service completes even calls that nobody answers; what never worked has failed.",
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
      "Where rate limits are held, so is the limit on calls at once: the sixth is refused with 429 and `Retry-After`.",
      "Five concurrent calls are the plan's documented example; 409 and 429 are both documented for too many.",
    ],
  }),
} satisfies Readonly<Record<string, Behaviour>>;
