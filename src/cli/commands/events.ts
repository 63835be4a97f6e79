import { command, type Values } from "../command.ts";
import { eventLine, type ToldEvent } from "../event-line.ts";
import { eventOffers } from "../event-offers.ts";
import { CommandFailure } from "../failures.ts";
import { openEventStream } from "../open-event-stream.ts";
import { readWhole } from "../read-values.ts";
import { Remote, remoteOptions } from "../remote.ts";
import { paintFor, print } from "../terminal.ts";

const options = {
  follow: { kind: "flag", summary: "Go on with what happens, as it happens, until Ctrl-C" },
  type: {
    kind: "text",
    shows: "NAME",
    summary: "Only events of this name, such as message.received",
    offers: eventOffers,
  },
  after: { kind: "text", shows: "SEQ", summary: "Only events after this one. Default: from the start" },
  limit: { kind: "text", shows: "COUNT", summary: "At most so many. Default: 100, with --follow no end" },
  ...remoteOptions,
} as const;

type EventValues = Values<typeof options>;

/** `ringback events`: what happened in a world of a running ringback. */
export const eventsCommand = command({
  name: "events",
  summary: "Show what happened, oldest first",
  options,
  examples: [
    ["ringback events", "The first hundred events"],
    ["ringback events --type message.received --json", "Every text that reached a line, as JSON"],
    ["ringback events --follow --after 40", "What came after event 40, and what is still to come"],
  ],
  run: async (values) => {
    const remote = new Remote(values);
    const after = readWhole(values.after, "--after", 0, Number.MAX_SAFE_INTEGER) ?? 0;
    await (values.follow ? follow(remote, values, after) : list(remote, values, after));
    return 0;
  },
});

const list = async (remote: Remote, { type, limit, json }: EventValues, after: number): Promise<void> => {
  const most = readWhole(limit, "--limit", 1, 1000) ?? 100;
  const answer = await remote.ask("control.events.list", { after, limit: most, type }, ["events", "next"]);
  // One that never happens would be looked for in vain.
  if (answer.events.length === 0 && type !== undefined) await requireName(type);
  if (json) return print(JSON.stringify(answer));
  const paint = paintFor(process.stdout);
  for (const event of answer.events) print(eventLine(event, paint));
  if (answer.events.length === most) print(`There may be more: --after ${answer.next}`);
};

const requireName = async (type: string): Promise<void> => {
  const { requireEvent } = await import("../require-event.ts");
  requireEvent(type);
};

const follow = async (remote: Remote, { type, limit, json }: EventValues, after: number): Promise<void> => {
  const most = readWhole(limit, "--limit", 1, Number.MAX_SAFE_INTEGER) ?? Number.POSITIVE_INFINITY;
  if (type !== undefined) await requireName(type);
  const stop = new AbortController();
  const leave = (): void => stop.abort();
  process.once("SIGINT", leave).once("SIGTERM", leave);
  // Whoever reads has gone, as `head` does.
  process.stdout.once("error", leave);
  const paint = paintFor(process.stdout);
  let shown = 0;
  try {
    for await (const data of openEventStream(remote, after, stop.signal)) {
      const event = JSON.parse(data) as ToldEvent;
      if (type !== undefined && event.type !== type) continue;
      print(json ? data : eventLine(event, paint));
      shown += 1;
      if (shown >= most) return;
    }
  } catch (error) {
    if (stop.signal.aborted) return;
    throw error instanceof TypeError ? lost(error) : error;
  } finally {
    stop.abort();
  }
  throw lost();
};

const lost = (cause?: Error): CommandFailure =>
  new CommandFailure("The events have ended: ringback, or this world of it, is gone.", { cause });
