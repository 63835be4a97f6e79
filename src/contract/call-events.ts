const callFields = { line: "number", from: "number", to: "number", callId: "id" } as const;

/** What is announced of calls, from the ring to the end, seen from the line: `user` is its far end, `agent` its own side. */
export const callEvents = {
  "call.received": { summary: "A call started to ring on a line.", fields: callFields },
  "call.placed": {
    summary: "A line called somebody.",
    fields: { ...callFields, account: "id", agent: "id?" },
  },
  "call.answered": {
    summary: "Somebody picked up: a person, a machine, or a screener. A screener may put a person through.",
    fields: { ...callFields, by: "text" },
  },
  "turn.user": {
    summary: "The far end of a call finished saying something.",
    fields: { ...callFields, text: "text", confidence: "text?" },
  },
  "turn.agent": {
    summary:
      "A line's own side finished saying something, or was talked over: `text` is what could be heard.",
    fields: { ...callFields, text: "text", interrupted: "flag" },
  },
  "turn.silent": {
    summary: "A line's own side had its turn in a call and said nothing.",
    fields: { ...callFields, why: "text" },
  },
  "turn.flawed": {
    summary:
      "A line's own side spoke in its turn, and something else that it answered was not done: `why` says what.",
    fields: { ...callFields, why: "text" },
  },
  "digits.pressed": {
    summary: "Keys were pressed in a call: by the `user` at its far end, or by the `agent`.",
    fields: { ...callFields, by: "text", digits: "text" },
  },
  "call.transferred": {
    summary: "A line handed the far end of a call over to another number.",
    fields: { ...callFields, target: "number" },
  },
  "tool.called": {
    summary:
      "A hosted agent called one of its tools during a call. `status` is absent where nothing answered.",
    fields: { ...callFields, tool: "text", status: "count?", result: "text?", why: "text?" },
  },
  "call.ended": {
    summary: "A call of a line is over. `why` says in plain words why nobody on the line could take it.",
    fields: {
      ...callFields,
      status: "text",
      disconnectionReason: "text?",
      durationMs: "count",
      why: "text?",
    },
  },
  "call.missed": { summary: "A call to a line stopped ringing unanswered.", fields: callFields },
} as const;
