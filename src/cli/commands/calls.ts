import { answerLine, callLine, endLine, newLines, type ToldCall } from "../call-lines.ts";
import { command } from "../command.ts";
import { UsageError } from "../failures.ts";
import { readWhole } from "../read-values.ts";
import { Remote, remoteOptions } from "../remote.ts";
import { paintFor, print } from "../terminal.ts";

/** `ringback calls`: the calls of a running ringback, or what was said in one of them. */
export const callsCommand = command({
  name: "calls",
  summary: "Show the latest calls, or what was said in one",
  words: { shows: "call", summary: "A call's id, to show what was said in it" },
  options: {
    live: { kind: "flag", summary: "Only calls that are not over" },
    limit: { kind: "text", shows: "COUNT", summary: "At most so many. Default: 100" },
    ...remoteOptions,
  },
  examples: [
    ["ringback calls", "The latest calls, newest first"],
    ["ringback calls call_001", "What was said in a call, and how it ended"],
  ],
  run: async ({ live, limit, json, ...values }, words) => {
    if (words.length > 1) throw new UsageError("This shows one call: ringback calls call_001.");
    const remote = new Remote({ json, ...values });
    const paint = paintFor(process.stdout);
    const [callId] = words;
    if (callId !== undefined) {
      const call = await remote.ask("control.calls.get", { callId }, ["callId", "turns"]);
      for (const line of json ? [JSON.stringify(call)] : linesOf(call)) print(line);
      return 0;
    }
    const most = readWhole(limit, "--limit", 1, 1000) ?? 100;
    const answer = await remote.ask("control.calls.list", { all: !live, limit: most }, ["calls"]);
    if (json) print(JSON.stringify(answer));
    else for (const call of answer.calls) print(callLine(call, paint));
    return 0;
  },
});

const linesOf = (call: ToldCall): readonly string[] => {
  const paint = paintFor(process.stdout);
  return [
    callLine(call, paint),
    ...(call.answeredAt === undefined ? [] : [answerLine(call, paint)]),
    ...newLines(call, paint),
    ...(call.phase === "over" ? [endLine(call, paint)] : []),
  ];
};
