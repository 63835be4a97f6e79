import { type Behaviour, inferred, seen } from "../support/behaviour.ts";

const area = "AgentPhone: hosted agents in calls";

/** What ringback plays of AgentPhone: who speaks for hosted agents, and what is said of a call afterwards. */
export const phoneHosted = {
  ...seen(area, "https://docs.agentphone.to/documentation/guides/calls", {
    "phone.hosted.mode":
      "The platform itself talks for hosted agents, and in every call that is placed with a `systemPrompt`, whatever the agent's voice mode. No webhook is asked for its turns; `agent.call_ended` comes all the same.",
    "phone.hosted.greeting":
      "A call opens with its `initialGreeting`; an empty one keeps the agent silent until it is spoken to. Without one the agent's `beginMessage` opens it.",
  }),
  ...seen(area, "https://www.npmjs.com/package/agentphone", {
    "phone.hosted.variables": "`variables` replace `{{name}}` in the prompt and in the greeting of a call.",
  }),
  ...inferred(area, {
    "phone.hosted.responder": [
      "Where neither a scenario nor a URL speaks for a hosted agent, it says the sentences of its prompt, one each turn and word for word, then goodbye, and hangs up. Of a prompt with an objective between marks, as the MCP tools write it, it says the objective.",
      "The real service asks a language model. A stand-in has to say the same in every run, show that the prompt arrived and how it was filled in, and come to an end.",
    ],
    "phone.hosted.ownGreeting": [
      "Without a greeting of its own a hosted agent says hello with its name, and asks how it can help whoever called it.",
      "The greeting is documented as made up by the service; what it says is not.",
    ],
    "phone.hosted.names": [
      "A `{{name}}` without a value, or with null for one, stays as it is written, spaces within the braces do not matter, and what a value says is not filled in again.",
      "The documentation shows names that have a value only. What stays visible is found soonest.",
    ],
    "phone.hosted.review": [
      "`summary`, `userSentiment` and `callSuccessful` are taken from the facts of the call: who called whom, how long, the first and the last words, how it ended; a few plain words of the other side; and whether both sides took part in it until one of them hung up or transferred it. They are null where nobody spoke.",
      "The fields are documented, and that they may be null; the real service has a model write them.",
    ],
    "phone.hosted.spokenCodes": [
      "A one-time code that an agent says in a call counts as used, digit by digit or in groups, in English words or in figures.",
      "Codes that are sent in texts or typed are counted too, and voices read codes out in all of these ways.",
    ],
  }),
} satisfies Readonly<Record<string, Behaviour>>;
