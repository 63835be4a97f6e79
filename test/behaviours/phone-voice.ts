import { type Behaviour, inferred, seen } from "../support/behaviour.ts";

const docs = "https://docs.agentphone.to/documentation/guides/webhooks";
const calls = "https://docs.agentphone.to/documentation/guides/calls";
const skill = "https://github.com/AgentPhone-AI/agentphone-claude/blob/main/SKILL.md";
/** Handlers of projects that take calls on the live service, and say what they saw. */
const live = "https://github.com/search?q=%22agent.call_ended%22+%22channel%22+%22voice%22&type=code";

const area = "AgentPhone: voice webhooks";

/** What ringback plays of AgentPhone: agents' servers that take the turns of calls. */
export const phoneVoice = {
  ...seen(area, calls, {
    "phone.voice.turns":
      "In webhook mode each turn of the far end's is one `agent.message` on the channel voice, and what its answer says is spoken.",
  }),
  ...seen(area, docs, {
    "phone.voice.body":
      "A turn brings the call, its numbers and direction, the status in-progress, the transcript with its confidence, no conversation state, and up to `contextLimit` earlier turns, oldest first.",
    "phone.voice.object":
      "An answer is one JSON object: `text` is spoken, `hangup` or `action: hangup` ends the call after it, `action: transfer` hands it to the agent's transferNumber, and digits are pressed.",
    "phone.voice.stream":
      "An answer of the type application/x-ndjson has one object a line: one with `interim` is spoken at once and keeps the turn open, the first without closes it.",
    "phone.voice.malformed":
      "A list, a text, a number, nothing, another status than 2xx, or no answer in time is silence for that turn, and the call goes on.",
    "phone.voice.endedOnce":
      "`agent.call_ended` comes once for each call, in both voice modes and whoever called whom.",
  }),
  ...seen(area, skill, {
    "phone.voice.aliases":
      "Keys to press may be named digits, press_digit or dtmf, and be a text or a number.",
    "phone.voice.markup": "A function call that a model wrote into its text is not spoken.",
    "phone.voice.timeout":
      "The time-out of a voice webhook counts until its server begins to answer; every further part of a stream has that long again, ten times at most.",
  }),
  ...seen(area, live, {
    "phone.voice.plainInterim": "In a plain JSON answer `interim` means nothing.",
    "phone.voice.olderTransfer": "The older `transfer: true` hands a call over too.",
    "phone.voice.oddities":
      "What differs from the documentation on the live service can be had by the profile's `voiceOddities`: empty or `None` ids, numbers in other forms, lists for texts, history as role and content, durations as texts, and so on. `agentId` is right in all of them.",
  }),
  ...inferred(area, {
    "phone.voice.digits": [
      "Keys that the far end presses come as a turn whose transcript is the keys.",
      "No event of their own is documented, and agents behind menus are to hear of them.",
    ],
    "phone.voice.once": [
      "A turn is told once: nothing is tried again.",
      "Its turn is over when the next attempt would come.",
    ],
    "phone.voice.broken": [
      "JSON that is broken, digits that no telephone has and answers beyond 64 KB are silence too; a stream that breaks off or stops ends the turn with what was said.",
      "Everything else that is no answer is documented as silence.",
    ],
    "phone.voice.conflict": [
      "An answer that hangs up and transfers hangs up.",
      "Nothing says which of the two counts; whoever has hung up has nobody to hand over.",
    ],
    "phone.voice.faults": [
      "Faults of webhooks strike turns too: one that is dropped is silence at once, one that is delayed makes the turn last longer, and the answer to a duplicate is ignored. Nothing can overtake a turn, so reorder delays it.",
      "A call has one turn at a time, and the first answer to it is what is spoken.",
    ],
    "phone.voice.restored": [
      "A turn whose answer was on its way when a snapshot was taken is told again with the same id after restoring it.",
      "Nobody can say what of an answer that is still coming was meant to be heard.",
    ],
    "phone.voice.firstTurn": [
      "With the oddity `empty-first-turn` a turn without words comes before the far end's first; what it answers is spoken before the answer to that.",
      "Two projects saw such a turn; what became of its answer they do not say.",
    ],
    "phone.voice.hostedVoice": [
      "With `hostedVoice` set to a URL, hosted agents are played there: turns come in the form of voice webhooks, with the agent's name, prompt, language and voice, signed with a secret of the account's own, and are no part of the account's log of deliveries.",
      "The real service has a model of its own behind hosted agents; whoever has one can let it play them here.",
    ],
  }),
} satisfies Readonly<Record<string, Behaviour>>;
