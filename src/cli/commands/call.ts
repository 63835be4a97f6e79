import { answerLine, endLine, newLines, type ToldCall } from "../call-lines.ts";
import { command, type Values } from "../command.ts";
import { UsageError } from "../failures.ts";
import { personOptions, usualPerson } from "../person-options.ts";
import { readDurationText, required } from "../read-values.ts";
import { Remote, remoteOptions } from "../remote.ts";
import { paintFor, print, printable } from "../terminal.ts";

const options = {
  ...personOptions,
  say: {
    kind: "list",
    shows: "TEXT",
    summary: "What they say, before they hang up; said again, turn by turn. Default: a few polite sentences",
  },
  rings: { kind: "text", shows: "TIME", summary: "How long they let it ring. Default: 1m" },
  missed: { kind: "flag", summary: "Hang up at the first ring: a missed call" },
  answered: {
    kind: "flag",
    summary: "Somebody takes it at a line of the store, where nobody does otherwise",
  },
  "no-follow": {
    kind: "flag",
    summary: "Do not show what is said. Where the clock is manual nothing is followed",
  },
  ...remoteOptions,
} as const;

type CallValues = Values<typeof options>;

/** How long nothing may be said, in the world's time, before it is no longer followed. */
const longestPause = "24h";

/** `ringback call`: somebody calls a line of a running ringback, and both sides are heard. */
export const callCommand = command({
  name: "call",
  summary: "Call a line, as the person with some number, and show what is said",
  options,
  examples: [
    ["ringback call --to +12125550186", "A conversation that polite sentences lead"],
    [
      'ringback call --to +12125550186 --say "Where is my order?" --say "Thank you."',
      "Say these, then hang up",
    ],
    ["ringback call --to +12125550186 --missed", "A missed call at once"],
    [
      "ringback call --to +12125550186 --rings 20s --no-follow",
      "Let it ring for 20 seconds of the world's time",
    ],
  ],
  run: async (values) => {
    const { from = usualPerson, json } = values;
    const to = required(values.to, "--to NUMBER");
    const remote = new Remote(values);
    const request = { from, to, ...readManners(values) };
    const answer = await remote.ask("control.people.call", request, ["callId", "status"]);
    const { callId, status } = answer;
    if (!json) print(printable(`${from} called ${to}: ${status} (${callId})`));
    const isFollowed = !values.missed && !values["no-follow"] && !(await standsStill(remote));
    if (!isFollowed && json) print(JSON.stringify(answer));
    const ended = isFollowed ? await follow(remote, callId, json) : status;
    // A line that nobody can answer was not called; one that merely rings in vain was.
    return ended === "failed" ? 1 : 0;
  },
});

const readManners = ({ say, rings, missed, answered }: CallValues) => {
  if (missed && (rings !== undefined || say.length > 0)) {
    throw new UsageError("--missed hangs up at the first ring: --rings and --say go without it.");
  }
  const ringFor = missed ? "0s" : readDurationText(rings, "--rings");
  return {
    ...(ringFor !== undefined && { ringFor }),
    ...(say.length > 0 && { says: [...say] }),
    ...(answered && { answered }),
  };
};

/** Where only an operator moves time there is nothing to follow. */
const standsStill = async (remote: Remote): Promise<boolean> =>
  (await remote.ask("control.clock.get", {}, ["mode"])).mode === "manual";

/** Answers how the call ended. */
const follow = async (remote: Remote, callId: string, json: boolean): Promise<string> => {
  const wait = (until: "answered" | "turn", turns = 0): Promise<ToldCall> =>
    remote.wait("control.calls.wait", { callId, until, turns, timeout: longestPause }, ["callId", "turns"]);
  const paint = paintFor(process.stdout);
  const tell = (line: string): void => {
    if (!json) print(line);
  };
  let call = await wait("answered");
  if (call.answeredAt !== undefined) tell(answerLine(call, paint));
  for (let told: ToldCall | undefined; ;) {
    for (const line of newLines(call, paint, told)) tell(line);
    told = call;
    if (call.phase === "over") break;
    call = await wait("turn", call.turns.length);
  }
  tell(endLine(call, paint));
  if (json) print(JSON.stringify(call));
  return call.status;
};
