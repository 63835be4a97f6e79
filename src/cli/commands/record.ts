import { access, rename, rm, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { Session, ToldEvent } from "../../scenario/record/told-event.ts";
import { hostTime } from "../../kernel/clock/host-time.ts";
import { command, type Values } from "../command.ts";
import { CommandFailure, UsageError } from "../failures.ts";
import { openEventStream } from "../open-event-stream.ts";
import { readDuration, required } from "../read-values.ts";
import { Remote, remoteOptions } from "../remote.ts";
import { print, printable, printError } from "../terminal.ts";

const options = {
  out: { kind: "text", shows: "FILE", summary: "Where to write the scenario" },
  force: { kind: "flag", summary: "Replace the file if there is one" },
  "from-start": { kind: "flag", summary: "Record what has happened already as well" },
  for: {
    kind: "text",
    shows: "TIME",
    summary: "Stop by itself after so much real time, such as 5m; 0s at once",
  },
  ...remoteOptions,
} as const;

type RecordValues = Values<typeof options>;

/** `ringback record`: what happens in a session, as a scenario that says nothing private. */
export const recordCommand = command({
  name: "record",
  summary: "Write what happens as a scenario, with numbers, names and codes replaced",
  options,
  examples: [
    ["ringback record --out story.yaml", "What happens from now on, until Ctrl-C"],
    ["ringback record --out story.yaml --for 10m", "The same for ten minutes"],
    ["ringback record --out story.yaml --from-start --for 0s", "What has happened so far"],
    ["ringback test story.yaml -- node agent.js", "Plays the recording against an agent"],
  ],
  run: async (values) => {
    const out = required(values.out, "--out FILE");
    const length = readDuration(values.for, "--for");
    if (!values.force && (await isThere(out)))
      throw new UsageError(`${out} is there already. Name another file, or say --force to replace it.`);
    if (!(await isThere(dirname(resolve(out)))))
      throw new UsageError(`There is no folder for ${out}. Make it first, or name another file.`);
    const heard = await listen(values, length);
    const { recordSession } = await import("../../scenario/record/record-session.ts");
    const { text, replaced, conversations } = recordSession(heard);
    await writeAside(out, text);
    tell({ file: out, conversations, events: heard.events.length, replaced }, values.json);
    return 0;
  },
});

const isThere = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

/** Listens until it is told to stop, or ringback is gone; then answers all that it heard. */
const listen = async (values: RecordValues, length: number | undefined): Promise<Session> => {
  const remote = new Remote(values);
  const past = await readPast(remote);
  const known = await readState(remote);
  const forgotten = (past[0]?.seq ?? 1) - 1;
  if (values["from-start"] && forgotten > 0)
    printError(`The first ${forgotten} events are not kept any more. The recording begins after them.`);
  const events: ToldEvent[] = values["from-start"] ? [...past] : [];
  const before = values["from-start"] ? [] : past;
  if (length === 0) return { events, before, ...known };
  const stop = stopSignal(length);
  printError(
    `Recording${length === undefined ? "" : ` for ${values.for}`}. Ctrl-C ends it and writes the file.`,
  );
  const last = (): number => (events.at(-1) ?? past.at(-1))?.seq ?? 0;
  for await (const event of followUntilStopped(remote, last(), stop)) events.push(event);
  try {
    // What the stream had not told yet when it was left.
    events.push(...(await readPast(remote, last())));
    return { events, before, ...(await readState(remote)) };
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error;
    printError("The events have ended: ringback, or this world of it, is gone. What was heard is written.");
    return { events, before, ...known };
  }
};

/** Aborts at a signal or at the end of the time. It listens from here on: before anybody is told to press Ctrl-C. */
const stopSignal = (length: number | undefined): AbortController => {
  const stop = new AbortController();
  const leave = (): void => stop.abort();
  process.once("SIGINT", leave).once("SIGTERM", leave);
  const cancel = length === undefined ? undefined : hostTime.after(length, leave);
  stop.signal.addEventListener("abort", () => {
    cancel?.();
    process.off("SIGINT", leave).off("SIGTERM", leave);
  });
  return stop;
};

/** What happens from now on, until it is told to stop or ringback ends. */
const followUntilStopped = async function* (
  remote: Remote,
  after: number,
  stop: AbortController,
): AsyncGenerator<ToldEvent, void, undefined> {
  try {
    for await (const data of openEventStream(remote, after, stop.signal)) yield JSON.parse(data) as ToldEvent;
  } catch (error) {
    // A connection that breaks, or is not to be had any more, is an end like any other: what was heard is kept.
    const isLost = error instanceof TypeError || error instanceof CommandFailure;
    if (!stop.signal.aborted && !isLost) throw error;
  } finally {
    stop.abort();
  }
};

const page = 1000;

/** What has happened after an event, as far as ringback still knows. */
const readPast = async (remote: Remote, since = 0): Promise<readonly ToldEvent[]> => {
  const past: ToldEvent[] = [];
  for (;;) {
    const after = past.at(-1)?.seq ?? since;
    const { events } = await remote.ask("control.events.list", { after, limit: page }, ["events"]);
    past.push(...events);
    if (events.length < page) return past;
  }
};

const readState = async (remote: Remote): Promise<Pick<Session, "lines" | "people">> => {
  const { lines, people } = await remote.ask("control.world.state", {}, ["lines", "people"]);
  return { lines, people };
};

/** Writes a file beside its place first, so that nobody ever sees half of it. */
const writeAside = async (file: string, text: string): Promise<void> => {
  const aside = `${resolve(file)}.${process.pid}.part`;
  try {
    await writeFile(aside, text, { flag: "wx", mode: 0o600 });
    await rename(aside, file);
  } catch (error) {
    await rm(aside, { force: true });
    throw new CommandFailure(`${file} could not be written: ${(error as Error).message}.`, { cause: error });
  }
};

interface Told {
  readonly file: string;
  readonly conversations: number;
  readonly events: number;
  readonly replaced: Readonly<Record<string, number>>;
}

const tell = (told: Told, json: boolean): void => {
  if (json) return print(JSON.stringify(told));
  const { file, conversations, events, replaced } = told;
  const held = `${counted(events, "event")}, ${counted(conversations, "conversation")}`;
  print(printable(`Wrote ${file}: ${held}.`));
  const kinds = Object.entries(replaced).map(([kind, count]) => `${kind} ${count}`);
  print(`Replaced: ${kinds.length === 0 ? "nothing" : kinds.join(", ")}.`);
  print(printable(`Read it before you share it, then: ringback test ${file} -- your agent`));
};

const counted = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? "" : "s"}`;
